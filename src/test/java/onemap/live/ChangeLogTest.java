package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Site;
import onemap.domain.Track;
import onemap.live.codec.LiveCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChangeLogTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");

    private final SplittableRandom random = new SplittableRandom(3);
    private final RandomObjects objects = new RandomObjects(random);
    private final LiveCodec codec = new LiveCodec();
    private final Picture picture = new Picture(() -> NOW);

    @Test void tellsTheSameFromTheRingAsFromItsWindow() throws InterruptedException {
        var wide = log(new MemoryRing(64), 64);
        var narrow = log(new MemoryRing(64), 1);
        for (int i = 1; i <= 20; i++) {
            var changes = List.<EncodedChange>of(encoded(objects.of(Kind.values()[i % 6], "feed:" + i, i), i % 2 == 0 && i % 6 == 0),
                    EncodedChange.of(new Change.Removed(Kind.ALARM, "gone" + i, i), codec));
            for (var log : List.of(wide, narrow)) {
                log.append(changes);
                log.write();
            }
        }

        assertThat(narrow.since(3)).isEqualTo(wide.since(3));
        assertThat(narrow.since(3).orElseThrow()).hasSize(17).first().extracting(ChangeLog.Batch::sequence).isEqualTo(4L);
        assertThat(narrow.since(20)).contains(List.of());
    }

    @Test void saysWhenItHasBeenOverwritten() throws InterruptedException {
        var log = log(new MemoryRing(4), 1);
        for (int i = 1; i <= 10; i++) {
            log.append(List.of(track("jt808:" + i, i)));
            log.write();
        }

        assertThat(log.holds(5)).isFalse();
        assertThat(log.since(5)).isEmpty();
        assertThat(log.holds(6)).isTrue();
        assertThat(log.since(6).orElseThrow()).hasSize(4);
        assertThat(log.holds(11)).isFalse();
        assertThat(log.holds(-1)).isFalse();
    }

    @Test void cutsBatchesByNumberAndBytes() throws InterruptedException {
        var ring = new MemoryRing(1000);
        var log = log(ring, 1);
        var changes = new ArrayList<EncodedChange>();
        for (int i = 0; i < 1000; i++)
            changes.add(encoded(objects.of(Kind.values()[random.nextInt(6)], "feed:" + i, 1), false));
        log.append(changes);
        log.write();

        var batches = log.since(0).orElseThrow();
        assertThat(batches).allSatisfy(batch -> assertThat(batch.changes().size()).isBetween(1, ChangeLog.BATCH_CHANGES));
        assertThat(ring.read(1).orElseThrow()).allSatisfy(item -> assertThat(item.length).isLessThanOrEqualTo(ChangeLog.BATCH_BYTES));
        assertThat(batches.stream().flatMap(batch -> batch.changes().stream()))
                .containsExactlyElementsOf(changes.stream().map(EncodedChange::change).toList());
    }

    @Test void namesAnObjectTooBigForABatchAndTakesItFromThePicture() throws InterruptedException {
        var ring = new MemoryRing(16);
        var log = log(ring, 1);
        var big = new Site("site:1", "x".repeat(5 * ChangeLog.BATCH_BYTES), "", ((Site) objects.of(Kind.SITE, "s:1", 1)).at(),
                new Site.TeamBase("", 0, ""), NOW, 1);
        picture.apply(new Change.Put(big, false));
        log.append(List.of(encoded(big, false)));
        log.append(List.of(track("jt808:1", 1)));
        log.write();
        log.append(List.of(track("jt808:2", 1)));
        log.write();

        assertThat(ring.read(1).orElseThrow().getFirst().length).isLessThanOrEqualTo(ChangeLog.BATCH_BYTES);
        assertThat(log.since(0).orElseThrow().getFirst().changes()).hasSize(2).first().isEqualTo(new Change.Put(big, false));
        picture.apply(new Change.Removed(Kind.SITE, "site:1", 2));
        assertThat(log.since(0).orElseThrow().getFirst().changes()).hasSize(1);
    }

    @Test void keepsTheOrderOfEachLaneAndTellsEveryBatchOnce() throws InterruptedException {
        var log = log(new MemoryRing(4096), 16);
        var told = Collections.synchronizedList(new ArrayList<ChangeLog.Batch>());
        log.subscribe(told::add);
        var lanes = new ArrayList<Thread>();
        try (var writer = RingWriter.start(log, LiveStateTest.SETTINGS)) {
            assertThat(writer).isNotNull();
            for (int lane = 0; lane < 3; lane++)
                lanes.add(Thread.ofPlatform().start(lane(log, "jt808:" + lane)));
            for (var lane : lanes)
                lane.join();
        }

        assertThat(told).extracting(ChangeLog.Batch::sequence).isSorted().doesNotHaveDuplicates().hasSize((int) log.tail());
        var last = new HashMap<String, Long>();
        for (var batch : told)
            for (var change : batch.changes())
                assertThat(last.put(change.id(), change.version())).isIn(null, change.version() - 1);
        assertThat(last).containsOnlyKeys("jt808:0", "jt808:1", "jt808:2").containsValue(500L);
    }

    @Test void makesLanesWaitWhileTheQueueIsFull() throws InterruptedException {
        var log = new ChangeLog(new MemoryRing(64), codec, picture, new LiveSettings(64 * ChangeLog.BATCH_BYTES, 4, 256, Duration.ZERO),
                random);
        log.append(Collections.nCopies(256, track("jt808:1", 1)));
        var entered = new CountDownLatch(1);
        var passed = new CountDownLatch(1);
        var lane = Thread.ofPlatform().start(() -> {
            entered.countDown();
            log.append(List.of(track("jt808:2", 1)));
            passed.countDown();
        });
        entered.await();
        while (log.figures().waits() == 0)
            Thread.onSpinWait();

        assertThat(passed.getCount()).isEqualTo(1);
        log.write();
        assertThat(passed.await(10, TimeUnit.SECONDS)).isTrue();
        lane.join();
    }

    @Test void triesAgainWhenTheRingRefuses() throws InterruptedException {
        var memory = new MemoryRing(16);
        var refusals = new int[]{3};
        var log = log(new Ring() {
            @Override public int capacity() { return memory.capacity(); }

            @Override public long addAll(List<byte[]> items) {
                if (refusals[0]-- > 0) throw new IllegalStateException("not now");
                return memory.addAll(items);
            }

            @Override public Optional<List<byte[]>> read(long from) { return memory.read(from); }
        }, 4);

        log.append(List.of(track("jt808:1", 1)));
        log.write();

        assertThat(log.tail()).isEqualTo(1);
        assertThat(log.figures().failing()).isFalse();
    }

    private Runnable lane(ChangeLog log, String id) {
        return () -> {
            var identity = new RandomObjects(new SplittableRandom(1)).identity(id);
            for (int version = 1; version <= 500; version++)
                log.append(List.of(encoded(new RandomObjects(new SplittableRandom(version)).track(identity, version), true)));
        };
    }

    private EncodedChange track(String id, long version) { return encoded((Track) objects.of(Kind.TRACK, id, version), false); }

    private EncodedChange encoded(onemap.domain.LiveObject object, boolean moved) {
        return EncodedChange.of(new Change.Put(object, moved), codec);
    }

    private ChangeLog log(Ring ring, int window) {
        var settings = new LiveSettings(64 * ChangeLog.BATCH_BYTES, window, 100_000, Duration.ofMillis(1));
        return new ChangeLog(ring, codec, picture, settings, random);
    }
}
