package onemap.flow.decision;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.Journal.JournalFailed;

/** Durable first: writes to the journal and waits for the disk; used in the decision lane only. */
public final class Recorder {
    private final Journal journal;

    public Recorder(Journal journal) { this.journal = journal; }

    public Journal journal() { return journal; }

    public Entry record(Draft draft) { return record(List.of(draft)).getFirst(); }

    /** Throws {@link JournalFailed} when it is not on disk, also because the journal is closed. */
    public List<Entry> record(List<Draft> drafts) {
        try {
            return journal.record(drafts);
        } catch (RejectedExecutionException e) {
            throw new JournalFailed("the journal could not be written", e);
        }
    }
}
