package onemap.journal;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;

/** Walks one node's chain from the first entry to the last and names the first fault. Reads in short pieces; belongs to one thread. */
final class ChainVerifier {
    /** Entries read in one piece: long enough to be quick, short enough not to hold back the write-ahead log. */
    private static final int PIECE = 4096;

    private final Readers readers;
    private final String node;
    private final EntryHash hash = new EntryHash();
    private Journal.Head verified = Chain.EMPTY;

    ChainVerifier(Readers readers, String node) {
        this.readers = readers;
        this.node = node;
    }

    /** @param known a head seen earlier: the chain must hold it */
    ChainCheck verifyUpTo(Journal.Head known) {
        long before;
        do {
            before = verified.seq();
            Optional<ChainCheck.Bad> bad = verifyPiece(known);
            if (bad.isPresent()) return bad.get();
        } while (verified.seq() > before);
        if (verified.seq() < known.seq()) return new ChainCheck.Bad(verified.seq() + 1, ChainCheck.Fault.TRUNCATED);
        return new ChainCheck.Sound(verified.seq());
    }

    private Optional<ChainCheck.Bad> verifyPiece(Journal.Head known) {
        try {
            return readers.read(connection -> verifyPiece(connection, known));
        } catch (UncheckedIOException e) {
            if (!Sqlite.isDamage(e)) throw e;
            return Optional.of(new ChainCheck.Bad(verified.seq() + 1, ChainCheck.Fault.UNREADABLE));
        }
    }

    private Optional<ChainCheck.Bad> verifyPiece(Connection connection, Journal.Head known) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT entry.node, entry.seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash,
                       salt, body
                FROM entry
                LEFT JOIN sealed ON sealed.node = entry.node AND sealed.seq = entry.seq
                WHERE entry.node = ? AND entry.seq > ?
                ORDER BY entry.seq
                LIMIT ?""")) {
            select.setString(1, node);
            select.setLong(2, verified.seq() == 0 ? Long.MIN_VALUE : verified.seq());
            select.setInt(3, PIECE);
            var rows = select.executeQuery();
            while (rows.next()) {
                if (rows.getLong(2) < 1) return Optional.of(new ChainCheck.Bad(rows.getLong(2), ChainCheck.Fault.ALTERED)); // slipped in
                var fault = faultOf(connection, rows, known);
                if (fault.isPresent()) return Optional.of(new ChainCheck.Bad(verified.seq() + 1, fault.get()));
                verified = new Journal.Head(verified.seq() + 1, Row.hashOf(rows));
            }
            return Optional.empty();
        }
    }

    private Optional<ChainCheck.Fault> faultOf(Connection connection, ResultSet rows, Journal.Head known) throws SQLException {
        long seq = verified.seq() + 1;
        var row = Row.read(rows);
        if (row.seq() != seq) return Optional.of(standsElsewhere(connection, seq) ? ChainCheck.Fault.REORDERED : ChainCheck.Fault.MISSING);
        byte[] stored = Row.hashOf(rows);
        boolean linked = Arrays.equals(row.prevHash(), verified.hash());
        if (!linked && standsElsewhere(connection, seq)) return Optional.of(ChainCheck.Fault.REORDERED);
        boolean rewritten = seq == known.seq() && !Arrays.equals(stored, known.hash());
        boolean sound = linked && !rewritten && Arrays.equals(hash.of(row), stored)
                && sealedFits(row, rows.getBytes(13), rows.getBytes(14));
        return sound ? Optional.empty() : Optional.of(ChainCheck.Fault.ALTERED);
    }

    /** A dropped personal part (no row: both null) is no fault. */
    private boolean sealedFits(Row row, byte[] salt, byte[] body) {
        if (salt == null && body == null) return true;
        return row.sealedDigest().isPresent() && Arrays.equals(row.sealedDigest().get(), hash.sealedDigest(salt, body));
    }

    /** Whether the entry that follows the last good one is there under another number. */
    private boolean standsElsewhere(Connection connection, long seq) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT 1
                FROM entry
                WHERE node = ? AND prev_hash = ? AND seq <> ?
                LIMIT 1""")) {
            select.setString(1, node);
            select.setBytes(2, verified.hash());
            select.setLong(3, seq);
            return select.executeQuery().next();
        }
    }
}
