package onemap.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import onemap.journal.disk.Readers;

/** Reads the table {@code entry} from its first row to its last in short pieces, several at once, every row hashed again. Belongs to one thread. */
final class ChainScan implements AutoCloseable {
    /** Rows read in one piece: long enough to be quick, short enough not to hold back the write-ahead log. */
    private static final int PIECE = 4096;

    private final Readers readers;
    private final int ahead;
    private final ExecutorService threads;
    private final ArrayDeque<CompletableFuture<List<ChainLink>>> pieces = new ArrayDeque<>();
    private OptionalLong next = OptionalLong.of(Long.MIN_VALUE);

    ChainScan(Readers readers, int threads) {
        this.readers = readers;
        this.ahead = threads + 1;
        this.threads = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("chain scan ", 0).factory());
    }

    /** In the order of the table; an empty piece is the end. Throws {@link java.io.UncheckedIOException} when the file cannot be read. */
    List<ChainLink> piece() {
        while (pieces.size() < ahead && next.isPresent())
            ask(next.getAsLong());
        if (pieces.isEmpty()) return List.of();
        try {
            return pieces.remove().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void ask(long from) {
        next = readers.read(connection -> rowAfterPiece(connection, from));
        long end = next.isPresent() ? next.getAsLong() - 1 : Long.MAX_VALUE;
        pieces.add(CompletableFuture.supplyAsync(() -> readers.read(connection -> read(connection, from, end)), threads));
    }

    private static OptionalLong rowAfterPiece(Connection connection, long from) throws SQLException {
        try (var select = connection
                .prepareStatement("SELECT rowid FROM entry NOT INDEXED WHERE rowid >= ? ORDER BY rowid LIMIT 1 OFFSET ?")) {
            select.setLong(1, from);
            select.setInt(2, PIECE);
            var rows = select.executeQuery();
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private static List<ChainLink> read(Connection connection, long from, long end) throws SQLException {
        try (var select = connection.prepareStatement(ChainLink.SELECT + "WHERE rowid BETWEEN ? AND ? ORDER BY rowid")) {
            select.setLong(1, from);
            select.setLong(2, end);
            var hash = new EntryHash();
            var links = new ArrayList<ChainLink>(PIECE);
            for (var rows = select.executeQuery(); rows.next();)
                links.add(ChainLink.read(rows, hash));
            return links;
        }
    }

    @Override public void close() { threads.shutdownNow(); }
}
