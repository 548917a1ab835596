package onemap.journal.history;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import onemap.domain.Report;

/**
 * What devices told, in batches, one file per UTC day of receipt, oldest files dropped whole; thread-safe. Only positions, observations and camera
 * status come here.
 */
public interface History extends AutoCloseable {
    /** Done when the batch is on disk; reports of one source are stored in the order given. Fails when the disk refuses; later appends are tried again. */
    CompletionStage<Void> append(List<Report> reports);

    /** Where the history ends now; everything appended and done before lies below it. */
    Mark mark();

    /** All reports stored after that mark, in the order of storing. */
    void replay(Mark after, Consumer<Report> each);

    /** Readings of one source and property with {@code from} ≤ observedAt < {@code to}, by time, at most {@code limit}. */
    List<Report.Observation> observations(String source, String property, Instant from, Instant to, int limit);

    /** Positions of one source with {@code from} ≤ observedAt < {@code to}, by time, at most {@code limit}. */
    List<Report.Position> positions(String source, Instant from, Instant to, int limit);

    @Override void close();

    /**
     * A place in the history.
     *
     * @param day name of a day's file, yyyy-MM-dd in UTC; empty before the first
     * @param row number of a report within that day; reports of all tables are numbered together, in the order of storing
     */
    record Mark(String day, long row) {
        public static final Mark START = new Mark("", 0);
    }
}
