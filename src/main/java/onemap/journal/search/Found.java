package onemap.journal.search;

import java.time.Instant;
import java.util.Optional;

/**
 * A line found: enough to look the entry up and to say what it was should the journal no longer hold it as it was written.
 *
 * @param cursor its place in the log's order, which is that of time; what comes after it is asked for with it
 */
public record Found(long cursor, String node, long seq, Instant at, String actor, String kind, String object, Optional<String> division) {}
