package onemap.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    /**
     * What of a row of {@code entry} decides its place in the chain. Arrays are never written to.
     *
     * @param rowid    where it lies in the table
     * @param whole    its values are of the declared types and its hash is that of its bytes
     * @param personal it commits to a personal part
     */
    record Link(byte[] node, long seq, long rowid, byte[] prevHash, byte[] hash, boolean whole, boolean personal) {
        /** The table itself, not an index: an index may say another number than the row that it leads to. */
        static final String SELECT = "SELECT " + Row.COLUMNS + """
                , rowid,
                    typeof(node) = 'text' AND typeof(seq) = 'integer' AND typeof(format) = 'integer' AND typeof(at) = 'integer'
                    AND typeof(actor) = 'text' AND typeof(kind) = 'text' AND typeof(object) = 'text' AND typeof(payload) = 'text'
                    AND typeof(idempotency_key) IN ('text', 'null') AND typeof(sealed_digest) IN ('blob', 'null')
                    AND typeof(prev_hash) = 'blob' AND typeof(hash) = 'blob'
                FROM entry NOT INDEXED
                """;
        private static final byte[] NONE = {};

        static Link read(ResultSet rows, EntryHash hash) throws SQLException {
            long rowid = rows.getLong(13);
            boolean typed = rows.getBoolean(14);
            byte[] stored = Row.hashOf(rows);
            if (!typed)
                return new Link(orNone(rows.getBytes(1)), rows.getLong(2), rowid, orNone(rows.getBytes(11)), orNone(stored), false, false);
            var row = Row.read(rows);
            return new Link(row.node(), row.seq(), rowid, row.prevHash(), stored, hash.fits(row, stored), row.sealedDigest().isPresent());
        }

        private static byte[] orNone(byte[] value) { return Optional.ofNullable(value).orElse(NONE); }

        boolean follows(Journal.Head head) { return seq == head.seq() + 1 && Arrays.equals(prevHash, head.hash()); }

        Journal.Head head() { return new Journal.Head(seq, hash); }
    }

    private final Readers readers;
    private final int ahead;
    private final ExecutorService threads;
    private final ArrayDeque<CompletableFuture<List<Link>>> pieces = new ArrayDeque<>();
    private OptionalLong next = OptionalLong.of(Long.MIN_VALUE);

    ChainScan(Readers readers, int threads) {
        this.readers = readers;
        this.ahead = threads + 1;
        this.threads = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().name("chain scan ", 0).factory());
    }

    /** In the order of the table; an empty piece is the end. Throws {@link java.io.UncheckedIOException} when the file cannot be read. */
    List<Link> piece() {
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
        boolean single = pieces.isEmpty() && next.isEmpty();
        pieces.add(CompletableFuture.supplyAsync(() -> readers.read(connection -> read(connection, from, end)),
                single ? Runnable::run : threads));
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

    private static List<Link> read(Connection connection, long from, long end) throws SQLException {
        try (var select = connection.prepareStatement(Link.SELECT + "WHERE rowid BETWEEN ? AND ? ORDER BY rowid")) {
            select.setLong(1, from);
            select.setLong(2, end);
            var hash = new EntryHash();
            var links = new ArrayList<Link>(PIECE);
            for (var rows = select.executeQuery(); rows.next();)
                links.add(Link.read(rows, hash));
            return links;
        }
    }

    @Override public void close() { threads.shutdownNow(); }
}
