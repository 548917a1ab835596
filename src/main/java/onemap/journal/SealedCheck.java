package onemap.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;

/** Compares the personal parts that are still kept with what the chain holds of them; one that was dropped is no fault. Belongs to one thread. */
final class SealedCheck {
    private static final int PIECE = 4096;

    private final Readers readers;
    private final EntryHash hash = new EntryHash();
    private String node = "";
    private long seq = Long.MIN_VALUE;
    private long kept;
    private boolean more;

    SealedCheck(Readers readers) { this.readers = readers; }

    Optional<ChainCheck.Bad> findFault() {
        if (!readers.read(connection -> Sqlite.hasTable(connection, "sealed"))) return Optional.empty();
        do {
            var fault = readers.read(this::findInPiece);
            if (fault.isPresent()) return fault;
        } while (more);
        return Optional.empty();
    }

    /** Parts that are still there. */
    long kept() { return kept; }

    private Optional<ChainCheck.Bad> findInPiece(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT sealed.node, sealed.seq, salt, body, format, sealed_digest, entry.rowid IS NOT NULL
                FROM sealed
                LEFT JOIN entry ON entry.node = sealed.node AND entry.seq = sealed.seq
                WHERE (sealed.node, sealed.seq) > (?, ?)
                ORDER BY sealed.node, sealed.seq
                LIMIT ?""")) {
            select.setString(1, node);
            select.setLong(2, seq);
            select.setInt(3, PIECE);
            more = false;
            for (var rows = select.executeQuery(); rows.next(); more = true) {
                node = rows.getString(1);
                seq = rows.getLong(2);
                if (!rows.getBoolean(7)) return Optional.of(new ChainCheck.Bad(node, seq, ChainCheck.Fault.TRUNCATED));
                byte[] salt = rows.getBytes(3);
                byte[] body = rows.getBytes(4);
                byte[] digest = rows.getBytes(6);
                boolean fits = salt != null && body != null && digest != null && hash.sealedFits(rows.getLong(5), salt, body, digest);
                if (!fits) return Optional.of(new ChainCheck.Bad(node, seq, ChainCheck.Fault.ALTERED));
                kept++;
            }
            return Optional.empty();
        }
    }
}
