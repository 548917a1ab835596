package onemap.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What writing changes: the file, the chain of this node, those of the others, and where they end. One writes at a time, whoever comes; what returns is
 * on disk. A disk that refused is never asked again: the system may have dropped the pages and call the second try a success.
 */
final class JournalWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);

    private final Path path;
    private final String node;
    private final JournalFile file;
    private final Chain chain;
    private final ForeignChains foreign;
    private volatile Consumer<Journal.Head> watcher = durable -> {};
    private volatile Map<String, Journal.Head> heads;
    private volatile Journal.Head head;
    private volatile Optional<Journal.JournalFailed> failure = Optional.empty();
    private boolean closed;

    /** @param file where it is written, at {@code path} */
    JournalWriter(Path path, String node, JournalFile file, Chain chain, ForeignChains foreign) {
        this.path = path;
        this.node = node;
        this.file = file;
        this.chain = chain;
        this.foreign = foreign;
        head = chain.head();
        heads = allHeads();
    }

    private Map<String, Journal.Head> allHeads() {
        var all = new HashMap<>(foreign.heads());
        all.put(node, head);
        return Map.copyOf(all);
    }

    /** Of what is on disk. */
    Journal.Head head() { return head; }

    /** Of what is on disk, by node. */
    Map<String, Journal.Head> heads() { return heads; }

    Optional<Journal.JournalFailed> failure() { return failure; }

    void watch(Consumer<Journal.Head> each) { watcher = each; }

    /** Something written. */
    private interface Writing<T> {
        T write() throws SQLException;
    }

    /** All or nothing, in order. */
    synchronized List<Entry> append(List<Draft> drafts) {
        return written(() -> {
            if (drafts.isEmpty()) return List.of();
            var links = drafts.stream().map(chain::add).toList();
            file.write(links);
            grown();
            return links.stream().map(Chain.Link::entry).toList();
        });
    }

    /** With the entry that vouches for them; gives those that were new. */
    synchronized List<Entry> adopt(List<Journal.Foreign> offered) {
        var links = foreign.newOf(offered, head);
        return written(() -> {
            if (links.isEmpty()) return List.of();
            var together = new ArrayList<>(links);
            together.add(chain.add(foreign.draft(links)));
            file.write(together);
            foreign.added(links);
            grown();
            return links.stream().map(Chain.Link::entry).toList();
        });
    }

    /** Beside the entries. */
    synchronized void keepSeal(long number, String text) throws JournalFile.SealRefused {
        var refused = written(() -> {
            try {
                file.keepSeal(node, number, text);
                return Optional.<JournalFile.SealRefused>empty();
            } catch (JournalFile.SealRefused e) {
                return Optional.of(e);
            }
        });
        if (refused.isPresent()) throw refused.get();
    }

    private <T> T written(Writing<T> writing) {
        if (closed) throw new RejectedExecutionException("journal is closed");
        if (failure.isPresent()) throw failure.get();
        try {
            return writing.write();
        } catch (SQLException | RuntimeException e) {
            var failed = new Journal.JournalFailed("the journal cannot be written: " + e.getMessage(), e);
            failure = Optional.of(failed);
            log.error("journal {} cannot be written, nothing is recorded any more until the server is started again", path, e);
            throw failed;
        }
    }

    private void grown() {
        head = chain.head();
        heads = allHeads();
        watcher.accept(head);
    }

    @Override public synchronized void close() {
        closed = true;
        try {
            file.close();
        } catch (SQLException e) {
            log.error("{} could not be closed: {}", path, e.getMessage());
        }
    }
}
