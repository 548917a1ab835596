package onemap.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
import onemap.live.RingWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The threads around the fan-out. */
@Timeout(60)
class StreamerTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final LiveSettings LIVE = new LiveSettings(1 << 20, 16, 10_000, Duration.ofNanos(50_000));
    /** No heartbeat that would hide a missed wake-up. */
    private static final StreamSettings STREAM = new StreamSettings(Duration.ofNanos(100_000), Duration.ofHours(1), 64 * 1024,
            Duration.ofHours(1), Duration.ofSeconds(1), 100, 100, 20, 10);

    @Test void missesNoChangeBetweenTwoTurns() throws Exception {
        var random = new SplittableRandom(23);
        var objects = new RandomObjects(random);
        var picture = new Picture(() -> NOW);
        var codec = new LiveCodec();
        var changeLog = new ChangeLog(new MemoryRing(64), codec, picture, LIVE, random);
        var live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
        var client = new Counting();
        var writer = RingWriter.start(changeLog, LIVE);
        try (var streamer = Streamer.start(changeLog, picture, new Directory(), STREAM, () -> NOW)) {
            streamer.join(client, View.ALL, Optional.empty());
            for (int version = 1; version <= 20_000; version++) {
                live.publish(List.of(new Change.Put(objects.of(Kind.SITE, "site:1", version), false)));
                if (version % 10 != 0) continue;
                while (client.to < changeLog.tail() || changeLog.figures().queuedChanges() > 0)
                    assertThat(client.frames.tryAcquire(10, TimeUnit.SECONDS)).as("version %d", version).isTrue();
            }
        } finally {
            writer.close();
        }
        assertThat(client.closedWith).isEqualTo(1001);
    }

    private static final class Counting implements Client {
        private final Semaphore frames = new Semaphore(0);
        private volatile long to = -1;
        private volatile int closedWith;

        @Override public boolean writable() { return true; }

        @Override public void write(Buffer shared) {
            to = (long) shared.getDoubleLE(16);
            frames.release();
        }

        @Override public void close(int code, String reason) { closedWith = code; }
    }
}
