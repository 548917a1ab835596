package onemap.desk;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Recorder;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.Journal.Foreign;
import onemap.journal.union.Refold;
import onemap.journal.union.Union;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what other nodes recorded 日志合并: their entries are stored piece by piece, then the books are made anew from all of them, this node's chain says
 * what it has seen, and the screens follow. Until then nothing of it is visible, so what is decided meanwhile has not seen it. One at a time.
 */
public final class Merge {
    private static final Logger log = LoggerFactory.getLogger(Merge.class);

    private final DecisionLane decisions;
    private final Recorder recorder;
    private final List<Supplier<Refold>> books;
    private final Semaphore one = new Semaphore(1);

    /** @param books each makes itself anew */
    public Merge(DecisionLane decisions, Recorder recorder, List<Supplier<Refold>> books) {
        this.decisions = decisions;
        this.recorder = recorder;
        this.books = List.copyOf(books);
    }

    /** What came of it. */
    public record Outcome(long entries, long added, Set<String> nodes) {}

    /** Where the entries come from. */
    public interface Source {
        /** The next few; none at the end. */
        List<Foreign> next();
    }

    /**
     * Blocks until all of it is durable and visible.
     *
     * @throws Journal.NotAdopted at the first entry that is not sound; what came before it is taken over
     */
    public Outcome take(Source source) {
        if (!one.tryAcquire()) throw new Refused(Refused.Reason.IMPOSSIBLE, "another merge is under way; try again when it is done");
        var taken = new Taken();
        try {
            for (var piece = source.next(); !piece.isEmpty(); piece = source.next())
                taken.piece(piece);
            return taken.outcome();
        } finally {
            try {
                if (taken.added > 0) decisions.decide(() -> show(taken.touched)).join();
            } finally {
                one.release();
            }
        }
    }

    /**
     * At the start, before anybody asks: what other nodes recorded was taken over before the stop, perhaps not yet seen. When one of their entries is not
     * as it was written the map does without all of them: better this node's own picture than none.
     */
    public void start() {
        if (!new Union(recorder.journal()).isOfSeveral()) return;
        try {
            decisions.decide(() -> show(Set.of())).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof Journal.BrokenChain tampered)) throw e;
            log.error(
                    "the entries of other nodes are left out of the picture, one is not as it was written: {}; bin/onemap audit verify tells which",
                    tampered.getMessage());
        }
    }

    /** In the decision lane: everything anew from all entries, about these objects at least. */
    public Void show(Set<String> touched) {
        var fresh = books.stream().map(Supplier::get).toList();
        var end = new Union(recorder.journal()).replay(placed -> fresh.forEach(book -> book.fold(placed)));
        if (end.unseen()) recorder.record(end.mark());
        fresh.forEach(book -> book.show(touched));
        return null;
    }

    /** How far it has come. */
    private final class Taken {
        private final Set<String> touched = new HashSet<>();
        private final Set<String> nodes = new HashSet<>();
        private long entries;
        private long added;

        void piece(List<Foreign> piece) {
            entries += piece.size();
            for (Entry entry : adopt(piece)) {
                added++;
                nodes.add(entry.node());
                touched.add(entry.object());
            }
        }

        private List<Entry> adopt(List<Foreign> piece) {
            try {
                return recorder.journal().adopt(piece).toCompletableFuture().join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }

        Outcome outcome() { return new Outcome(entries, added, Set.copyOf(nodes)); }
    }
}
