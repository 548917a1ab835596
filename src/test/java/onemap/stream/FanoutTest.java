package onemap.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.codec.LiveCodec;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.MemoryLiveMap;
import onemap.live.MemoryRing;
import onemap.live.Picture;
import onemap.live.RandomObjects;
import org.junit.jupiter.api.Test;

class FanoutTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final StreamSettings SETTINGS = new StreamSettings(Duration.ofMillis(250), Duration.ofSeconds(1), 512 * 1024,
            Duration.ofSeconds(30), Duration.ofSeconds(1), 100, 20, 50, 1000);

    private final SplittableRandom random = new SplittableRandom(13);
    private final RandomObjects objects = new RandomObjects(random);
    private final Picture picture = new Picture(() -> NOW);
    private final LiveCodec codec = new LiveCodec();
    private final ChangeLog changeLog = new ChangeLog(new MemoryRing(30), codec, picture,
            new LiveSettings(1 << 20, 4, 10_000, Duration.ZERO), random);
    private final LiveState live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
    private final StreamCounters counters = new StreamCounters();
    private long millis = 5_000_000;
    private final Directory directory = new Directory();
    private final Fanout fanout = new Fanout(changeLog, picture, directory, SETTINGS, counters, () -> NOW, millis * 1_000_000);

    @Test void sendsAChangeAtOnceAfterAQuietTickAndThenOncePerTick() {
        var screen = joined();

        change();
        turn();
        assertThat(screen.types()).containsExactly(1, 2);

        change();
        change();
        assertThat(turn()).isEqualTo(250);
        millis += 249;
        assertThat(turn()).isEqualTo(1);
        assertThat(screen.types()).hasSize(2);

        millis += 1;
        turn();
        assertThat(screen.types()).containsExactly(1, 2, 2);
    }

    @Test void encodesOnceForAllClientsOfAView() {
        var screens = new ArrayList<FakeClient>();
        for (int i = 0; i < 50; i++) {
            screens.add(joined());
            millis += 10;
        }
        var some = new FakeClient();
        fanout.join(some, View.of(Set.of(Kind.SITE)), Optional.empty());
        turn();
        long before = counters.figures().encodes();

        millis += 250;
        change();
        turn();

        assertThat(counters.figures().encodes() - before).isEqualTo(2);
        var shared = screens.getFirst().received.getLast();
        assertThat(screens).allSatisfy(screen -> assertThat(screen.received.getLast()).isSameAs(shared));
    }

    @Test void beatsOnceASecondFromTheStart() {
        var screen = joined();

        millis += 1000;
        turn();
        millis += 999;
        turn();
        assertThat(screen.types()).containsExactly(1, 3);

        millis += 1;
        turn();
        assertThat(screen.types()).containsExactly(1, 3, 3);
    }

    @Test void givesASlowClientTheUnionOfWhatItMissed() {
        var screen = joined();
        screen.full = true;
        for (int i = 0; i < 2; i++) {
            change();
            millis += 250;
            turn();
        }
        assertThat(counters.figures().conflated()).isEqualTo(2);

        screen.full = false;
        millis += 250;
        turn();

        assertThat(screen.types()).containsExactly(1, 2);
        assertThat(screen.received.getLast().getDoubleLE(8)).isZero();
        assertThat(screen.received.getLast().getDoubleLE(16)).isEqualTo(2);
        assertThat(screen.received.getLast().getIntLE(4)).isEqualTo(1);
    }

    @Test void givesASnapshotToWhoMissedMoreThanCanBeTold() {
        var screen = joined();
        screen.full = true;
        for (int i = 0; i < 40; i++)
            change();
        millis += 250;
        turn();

        screen.full = false;
        millis += 250;
        turn();
        millis += 10;
        turn();

        assertThat(screen.types()).containsExactly(1, 1);
        assertThat(screen.received.getLast().getDoubleLE(16)).isEqualTo(40);
    }

    @Test void closesWhoDoesNotReadForThirtySeconds() {
        var slow = joined();
        var healthy = joined();
        slow.full = true;
        for (int second = 0; second < 31; second++) {
            assertThat(slow.closedWith).isZero();
            millis += 1000;
            turn();
        }

        assertThat(slow.closedWith).isEqualTo(1013);
        assertThat(healthy.closedWith).isZero();
        assertThat(counters.figures().clients()).isEqualTo(1);
        assertThat(counters.figures().closedSlow()).isEqualTo(1);
    }

    @Test void keepsASlowClientThatReadsNowAndThen() {
        var slow = joined();
        for (int second = 0; second < 100; second++) {
            slow.full = second % 25 != 0;
            millis += 1000;
            turn();
        }

        assertThat(slow.closedWith).isZero();
    }

    @Test void admitsAHundredSnapshotsASecond() {
        var screens = new ArrayList<FakeClient>();
        for (int i = 0; i < 300; i++) {
            var client = new FakeClient();
            screens.add(client);
            fanout.join(client, View.ALL, Optional.empty());
        }

        assertThat(turn()).isLessThanOrEqualTo(10);
        assertThat(screens).filteredOn(screen -> !screen.received.isEmpty()).hasSize(10);
        for (int i = 0; i < 100; i++) {
            millis += 10;
            turn();
        }

        assertThat(screens).filteredOn(screen -> !screen.received.isEmpty()).hasSize(110);
        assertThat(screens.subList(0, 110)).noneMatch(screen -> screen.received.isEmpty());
        assertThat(counters.figures().encodes()).isLessThan(5);
    }

    @Test void resumesWhoStandsInTheLogWithoutASnapshot() {
        for (int i = 0; i < 5; i++)
            change();
        var client = new FakeClient();

        fanout.join(client, View.ALL, Optional.of(new Position(changeLog.epoch(), 3)));
        turn();

        assertThat(client.types()).containsExactly(2);
        assertThat(client.received.getFirst().getDoubleLE(8)).isEqualTo(3);
        assertThat(client.received.getFirst().getDoubleLE(16)).isEqualTo(5);
    }

    @Test void answersEvenWhenNothingWasMissed() {
        var client = joined();

        fanout.ask(client, Optional.of(new Position(changeLog.epoch(), 0)));
        turn();

        assertThat(client.types()).containsExactly(1, 2);
    }

    @Test void givesASnapshotToWhoStandsInAnotherLog() {
        for (var position : List.of(new Position(changeLog.epoch() + 1, 0), new Position(changeLog.epoch(), 7),
                new Position(changeLog.epoch(), -1))) {
            var client = new FakeClient();
            fanout.join(client, View.ALL, Optional.of(position));
            millis += 100;
            turn();

            assertThat(client.types()).contains(1);
        }
    }

    @Test void sendsThePartsOfASnapshotAsTheClientReadsThem() {
        for (int i = 0; i < 2000; i++)
            picture.apply(new Change.Put(objects.of(Kind.CAMERA, "cameras:" + i, 1), false));
        var client = new FakeClient();
        client.room = 1;
        fanout.join(client, View.ALL, Optional.empty());

        turn();
        change();
        millis += 1500;
        turn();
        assertThat(client.types()).containsExactly(1);

        client.room = Integer.MAX_VALUE;
        turn();
        millis += 250;
        turn();
        assertThat(client.types()).startsWith(1, 1).endsWith(2).doesNotContain(3);
    }

    @Test void refusesOneClientTooMany() {
        for (int i = 0; i < SETTINGS.clients(); i++)
            fanout.join(new FakeClient(), View.ALL, Optional.empty());
        var last = new FakeClient();

        fanout.join(last, View.ALL, Optional.empty());

        assertThat(last.closedWith).isEqualTo(1013);
        assertThat(counters.figures().refused()).isEqualTo(1);
    }

    @Test void saysGoodbyeWhenTheServerStops() {
        var client = joined();

        fanout.closeAll();

        assertThat(client.closedWith).isEqualTo(1001);
        assertThat(counters.figures().clients()).isZero();
    }

    private FakeClient joined() {
        var client = new FakeClient();
        fanout.join(client, View.ALL, Optional.empty());
        turn();
        return client;
    }

    private void change() {
        live.publish(List.of(new Change.Put(objects.of(Kind.SITE, "site:1", picture.versionOf(Kind.SITE, "site:1") + 1), false)));
        try {
            changeLog.write();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Milliseconds until the next turn is due. */
    private long turn() { return fanout.turn(millis * 1_000_000) / 1_000_000; }

    private static final class FakeClient implements Client {
        private final List<Buffer> received = new ArrayList<>();
        private boolean full;
        private int room = Integer.MAX_VALUE;
        private int closedWith;

        @Override public boolean writable() { return !full && received.size() < room; }

        @Override public void write(Buffer shared) { received.add(shared); }

        @Override public void close(int code, String reason) { closedWith = code; }

        private List<Integer> types() { return received.stream().map(frame -> (int) frame.getByte(0)).toList(); }
    }
}
