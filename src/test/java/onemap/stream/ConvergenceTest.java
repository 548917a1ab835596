package onemap.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.codec.LiveCodec;
import onemap.live.codec.LiveJson;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.MemoryLiveMap;
import onemap.live.MemoryRing;
import onemap.live.Picture;
import onemap.live.RandomObjects;
import org.junit.jupiter.api.Test;

/** Architecture invariant 4: whatever is lost, doubled, slow or cut off on the way, in the end every screen shows what the server has. */
class ConvergenceTest {
    private static final int SEEDS = 600;
    private static final List<String> DIVISIONS = List.of("331099101", "331099102", "331099102001", "");
    private static final List<View> VIEWS = List.of(View.ALL, View.of(new Area("331099101"), false), View.of(new Area("331099102"), true),
            View.of(new Area("331099102001"), false), View.of(Area.COUNTY, true), View.of(Set.of(Kind.TRACK, Kind.ALARM)));
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final StreamSettings SETTINGS = new StreamSettings(Duration.ofMillis(250), Duration.ofSeconds(1), 512 * 1024,
            Duration.ofSeconds(30), Duration.ofSeconds(1), 100, 30, 50, 100);

    @Test void everyScreenEqualsTheServerInTheEnd() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++)
            new World(seed).run();
    }

    /** One server and some screens with a bad network between them. */
    private static final class World {
        private final int seed;
        private final SplittableRandom random;
        private final RandomObjects objects;
        private final Directory directory = new Directory();
        private final Picture picture = new Picture(() -> NOW);
        private final ChangeLog changeLog;
        private final LiveState live;
        private final Fanout fanout;
        private final List<Line> lines = new ArrayList<>();
        private final double loss;
        private final int ids;
        private long nanos = 1_000_000_000_000L;

        World(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.objects = new RandomObjects(random);
            var codec = new LiveCodec();
            int window = random.nextInt(1, 9);
            var ring = new MemoryRing(random.nextInt(1, 40));
            changeLog = new ChangeLog(ring, codec, picture, new LiveSettings(1 << 20, window, 10_000, Duration.ZERO), random);
            live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
            fanout = new Fanout(changeLog, picture, directory, SETTINGS, new StreamCounters(), () -> NOW, nanos);
            loss = new double[]{0, 0.02, 0.2}[random.nextInt(3)];
            ids = random.nextInt(2, 30);
            for (int i = 0; i < ids; i++)
                rezone(i);
            for (int i = random.nextInt(1, 6); i > 0; i--)
                lines.add(new Line());
        }

        void run() throws Exception {
            for (int step = random.nextInt(50, 250); step > 0; step--)
                step();
            for (int calm = 0; calm < 40; calm++)
                calmStep();
            for (var line : lines) {
                var expected = server(line.view);
                assertThat(line.screen.isAsking()).as("seed %d: still asking", seed).isFalse();
                assertThat(line.screen.to()).as("seed %d: where it stands", seed).isEqualTo(changeLog.tail());
                assertThat(shown(line.screen.things())).as("seed %d", seed).isEqualTo(expected);
            }
        }

        private void step() throws InterruptedException {
            switch (random.nextInt(8)) {
                case 0, 1 -> live.publish(randomChanges());
                case 2 -> changeLog.write();
                case 3, 4 -> turn(random.nextInt(400));
                case 5, 6 -> anyLine().carry(random.nextInt(1, 8), loss);
                default -> disturb(anyLine());
            }
        }

        private void calmStep() throws InterruptedException {
            changeLog.write();
            turn(300);
            for (var line : lines) {
                line.slow = false;
                line.carry(Integer.MAX_VALUE, 0);
            }
        }

        private void disturb(Line line) {
            switch (random.nextInt(6)) {
                case 0 -> line.reconnect();
                case 1 -> line.slow = !line.slow;
                case 2 -> rezone(random.nextInt(ids));
                case 3 -> line.become(anyView());
                default -> {
                }
            }
        }

        /** By a register edit that changes nothing else. */
        private void rezone(int number) {
            var division = Optional.of(DIVISIONS.get(random.nextInt(DIVISIONS.size()))).filter(code -> !code.isEmpty());
            directory.register(new Directory.Target(Optional.of(Kind.TRACK), "feed:" + number, division), List.of());
        }

        private View anyView() { return VIEWS.get(random.nextInt(VIEWS.size())); }

        private void turn(int millis) {
            nanos += Duration.ofMillis(millis).toNanos();
            fanout.turn(nanos);
        }

        private List<Change> randomChanges() {
            var changes = new ArrayList<Change>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                var kind = random.nextInt(3) > 0 ? Kind.TRACK : Kind.values()[random.nextInt(Kind.values().length)];
                var id = (kind == Kind.ALARM ? "threshold.feed:%d.1785585600000" : "feed:%d").formatted(random.nextInt(ids));
                long version = picture.versionOf(kind, id) + 1
                        + changes.stream().filter(c -> c.kind() == kind && c.id().equals(id)).count();
                var before = last(changes, kind, id);
                if (random.nextInt(6) == 0) changes.add(new Change.Removed(kind, id, version));
                else if (random.nextInt(4) > 0 && before.orElse(null) instanceof Track track)
                    changes.add(new Change.Put(objects.moved(track, version), true));
                else
                    changes.add(new Change.Put(objects.of(kind, id, version), false));
            }
            return changes;
        }

        private Optional<Object> last(List<Change> changes, Kind kind, String id) {
            Optional<Object> last = picture.find(kind, id).map(object -> object);
            for (var change : changes)
                if (change.kind() == kind && change.id().equals(id))
                    last = change instanceof Change.Put put ? Optional.of(put.object()) : Optional.empty();
            return last;
        }

        private Line anyLine() { return lines.get(random.nextInt(lines.size())); }

        private Map<Screen.Key, Map<String, Object>> server(View view) throws IOException {
            var json = new ObjectMapper();
            var expected = new HashMap<Screen.Key, Screen.Thing>();
            for (Kind kind : Kind.values())
                for (var object : picture.list(kind)) {
                    if (!view.shows(kind) || !directory.isInside(view.area(), object)) continue;
                    var shown = view.masked() && object instanceof Alarm alarm ? alarm.masked() : object;
                    expected.put(new Screen.Key(kind.ordinal(), object.id()),
                            new Screen.Thing(object.version(), json.readTree(LiveJson.feature(shown)), Optional.empty(), -1));
                }
            return shown(expected);
        }

        private static Map<Screen.Key, Map<String, Object>> shown(Map<Screen.Key, Screen.Thing> things) {
            return things.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> Screen.shown(entry.getValue())));
        }

        /** A screen, its connection, and what is on the way to it. */
        private final class Line {
            private final Screen screen = new Screen();
            private Connection connection = new Connection();
            private View view = anyView();
            private boolean slow;

            Line() { fanout.join(connection, view, Optional.empty()); }

            /** Somebody else signs in on the page that stands. */
            void become(View other) {
                view = other;
                reconnect();
            }

            void reconnect() {
                fanout.leave(connection);
                connection = new Connection();
                fanout.join(connection, view, screen.reconnect());
            }

            void carry(int most, double lossNow) {
                var current = connection;
                for (int i = 0; i < most && !current.onTheWay.isEmpty(); i++) {
                    byte[] frame = current.onTheWay.remove();
                    if (random.nextDouble() < lossNow) continue;
                    receive(frame);
                    if (random.nextDouble() < lossNow) receive(frame);
                    if (random.nextDouble() < lossNow && !current.delivered.isEmpty())
                        receive(current.delivered.get(random.nextInt(current.delivered.size())));
                    current.delivered.add(frame);
                }
                if (current.closed) reconnect();
            }

            private void receive(byte[] frame) { screen.receive(frame).ifPresent(ask -> fanout.ask(connection, Optional.of(ask))); }

            private final class Connection implements Client {
                private final ArrayDeque<byte[]> onTheWay = new ArrayDeque<>();
                private final List<byte[]> delivered = new ArrayList<>();
                private boolean closed;

                @Override public boolean writable() { return onTheWay.size() < (slow ? 1 : 6); }

                @Override public void write(Buffer shared) {
                    assertThat(closed).isFalse();
                    onTheWay.add(shared.getBytes());
                }

                @Override public void close(int code, String reason) { closed = true; }
            }
        }
    }
}
