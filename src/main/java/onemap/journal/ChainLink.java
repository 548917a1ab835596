package onemap.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;

/**
 * What of a row of {@code entry} decides its place in the chain. Arrays are never written to.
 *
 * @param rowid    where it lies in the table
 * @param whole    its values are of the declared types and its hash is that of its bytes
 * @param personal it commits to a personal part
 */
record ChainLink(byte[] node, long seq, long rowid, byte[] prevHash, byte[] hash, boolean whole, boolean personal) {
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

    static ChainLink read(ResultSet rows, EntryHash hash) throws SQLException {
        long rowid = rows.getLong(13);
        boolean typed = rows.getBoolean(14);
        byte[] stored = Row.hashOf(rows);
        if (!typed)
            return new ChainLink(orNone(rows.getBytes(1)), rows.getLong(2), rowid, orNone(rows.getBytes(11)), orNone(stored), false, false);
        var row = Row.read(rows);
        return new ChainLink(row.node(), row.seq(), rowid, row.prevHash(), stored, hash.fits(row, stored), row.sealedDigest().isPresent());
    }

    private static byte[] orNone(byte[] value) { return Optional.ofNullable(value).orElse(NONE); }

    boolean follows(Journal.Head head) { return seq == head.seq() + 1 && Arrays.equals(prevHash, head.hash()); }

    Journal.Head head() { return new Journal.Head(seq, hash); }
}
