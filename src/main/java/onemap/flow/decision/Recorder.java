package onemap.flow.decision;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.Journal.JournalFailed;

/** Durable first: writes to the journal and waits for the disk; used in the decision lane only. */
public final class Recorder {
    /** A disk that has not answered by then has failed for the person who waits. */
    private static final long PATIENCE_SECONDS = 20;

    private final Journal journal;

    public Recorder(Journal journal) { this.journal = journal; }

    public Journal journal() { return journal; }

    public Entry record(Draft draft) { return record(List.of(draft)).getFirst(); }

    public List<Entry> record(List<Draft> drafts) {
        try {
            return journal.append(drafts).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof JournalFailed failed
                    ? failed
                    : new JournalFailed("the journal could not be written", e.getCause());
        } catch (TimeoutException e) {
            throw new JournalFailed("the journal did not answer within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalFailed("stopped while waiting for the journal", e);
        }
    }
}
