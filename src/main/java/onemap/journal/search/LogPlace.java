package onemap.journal.search;

import java.time.Duration;
import java.time.Instant;

/** Where a line stands in the log: time first, number second, as one integer that SQLite keeps its rows ordered by. */
final class LogPlace {
    private static final Instant ZERO = Instant.parse("2020-01-01T00:00:00Z");
    /** Entries of one millisecond stay in the order of their numbers, a million of them. */
    private static final int NUMBER_BITS = 20;
    /** Before and after that, 2⁴³ milliseconds, times are not told apart. */
    private static final Duration FAR = Duration.ofDays(365 * 270);

    private LogPlace() {}

    static long of(Instant at, long seq) { return from(at) | seq & (1 << NUMBER_BITS) - 1; }

    /** The first place of that time. */
    static long from(Instant at) {
        var since = Duration.between(ZERO, at);
        if (since.compareTo(FAR) > 0) since = FAR;
        if (since.compareTo(FAR.negated()) < 0) since = FAR.negated();
        return since.toMillis() << NUMBER_BITS;
    }
}
