package onemap.journal.search;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.journal.Entry;
import onemap.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries entries from the journal to the index: new ones first, then older ones downwards. Belongs to one thread. */
final class Follower {
    private static final Logger log = LoggerFactory.getLogger(Follower.class);
    /** Entries in one transaction: short, so that what is new is never kept waiting by what is old. */
    private static final int PIECE = 2000;

    private final Journal journal;
    private final LogReading reading;
    private final IndexFile file;
    private final Set<String> unsound = new HashSet<>();

    Follower(Journal journal, LogReading reading, IndexFile file) {
        this.journal = journal;
        this.reading = reading;
        this.file = file;
    }

    /** Whether what is indexed came from this journal. */
    static boolean fits(Journal journal, Map<String, IndexFile.Span> spans) {
        return spans.entrySet().stream().allMatch(each -> fits(journal, each.getKey(), each.getValue()));
    }

    private static boolean fits(Journal journal, String node, IndexFile.Span span) {
        if (span.high() == 0) return true;
        try {
            return journal.find(node, span.high()).filter(entry -> Arrays.equals(entry.hash(), span.highHash())).isPresent();
        } catch (Journal.BrokenChain tampered) {
            return true; // with, not of another journal; making the index again would change nothing
        }
    }

    long high() { return file.span().high(); }

    long missing() { return journal.head().seq() - high() + file.span().low() - 1; }

    /** Of all nodes. */
    long lines() { return file.spans().values().stream().mapToLong(IndexFile.Span::lines).sum(); }

    /** Indexes one piece; false when there is nothing to do. Others' entries come before the one of this node that says they were taken over. */
    boolean step() throws SQLException {
        var heads = journal.heads();
        return stepOthers(heads) || stepForward(heads.getOrDefault(journal.node(), Journal.Head.EMPTY)) || stepBack();
    }

    private boolean stepForward(Journal.Head end) throws SQLException {
        var span = file.span();
        if (end.seq() <= span.high()) return false;
        long to = Math.min(end.seq(), span.high() + PIECE);
        var entries = read(span.high(), to);
        byte[] hash = to == end.seq() || entries.isEmpty() ? end.hash() : entries.getLast().hash();
        add(journal.node(), entries, new IndexFile.Span(Math.min(span.low(), span.high() + 1), to, hash, 0));
        return true;
    }

    private boolean stepBack() throws SQLException {
        var span = file.span();
        if (span.low() <= 1) return false;
        long after = Math.max(0, span.low() - 1 - PIECE);
        add(journal.node(), read(after, span.low() - 1), new IndexFile.Span(after + 1, span.high(), span.highHash(), 0));
        return true;
    }

    /** What was taken over of other nodes. */
    private boolean stepOthers(Map<String, Journal.Head> heads) throws SQLException {
        for (var head : heads.entrySet()) {
            String node = head.getKey();
            var span = file.spanOf(node);
            if (node.equals(journal.node()) || head.getValue().seq() <= span.high() || unsound.contains(node)) continue;
            var entries = after(node, span);
            if (entries.isEmpty()) continue;
            var last = entries.getLast();
            add(node, entries, new IndexFile.Span(1, last.seq(), last.hash(), 0));
            return true;
        }
        return false;
    }

    private List<Entry> after(String node, IndexFile.Span span) {
        try {
            return journal.after(node, new Journal.Head(span.high(), span.highHash()));
        } catch (Journal.BrokenChain tampered) {
            log.error("the chain of node {} is not as it was taken over: {}", node, tampered.getMessage());
            unsound.add(node);
            return List.of();
        }
    }

    private void add(String node, List<Entry> entries, IndexFile.Span reach) throws SQLException { file.add(node, lines(entries), reach); }

    /** {@code after} < seq ≤ {@code to}, oldest first, without those that are not as they were written. */
    private List<Entry> read(long after, long to) {
        int count = (int) (to - after);
        try {
            return journal.listBefore(to + 1, count).reversed();
        } catch (Journal.BrokenChain tampered) {
            log.error("the journal is not as it was written: {}", tampered.getMessage());
            return readSingly(after, to);
        }
    }

    private List<Entry> readSingly(long after, long to) {
        var entries = new ArrayList<Entry>();
        for (long seq = after + 1; seq <= to; seq++) {
            try {
                journal.find(seq).ifPresent(entries::add);
            } catch (Journal.BrokenChain tampered) {
                // told above for its piece; the audit names each
            }
        }
        return entries;
    }

    private List<IndexFile.Row> lines(List<Entry> entries) {
        var rows = new ArrayList<IndexFile.Row>(entries.size());
        for (Entry entry : entries)
            reading.read(entry, () -> sealed(entry)).ifPresent(line -> rows.add(new IndexFile.Row(entry, line)));
        return rows;
    }

    private Optional<String> sealed(Entry entry) {
        try {
            return journal.findSealed(entry.node(), entry.seq());
        } catch (Journal.BrokenChain | IllegalStateException unreadable) { // altered, or encrypted under another key
            return Optional.empty();
        }
    }
}
