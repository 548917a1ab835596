package onemap.journal.disk;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Times as SQLite integers: nanoseconds since 1970-01-01T00:00:00Z, exact from 1677-09-21 to 2262-04-11, clamped to that span outside. */
public final class EpochNanos {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private EpochNanos() {}

    public static long of(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds >= Long.MAX_VALUE / NANOS_PER_SECOND) return Long.MAX_VALUE;
        if (seconds <= Long.MIN_VALUE / NANOS_PER_SECOND) return Long.MIN_VALUE;
        return seconds * NANOS_PER_SECOND + time.getNano();
    }

    public static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
