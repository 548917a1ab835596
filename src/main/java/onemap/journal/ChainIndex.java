package onemap.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import onemap.journal.disk.Readers;

/** Looks whether the index by number leads to just those rows of a walked chain: who asks for an entry is answered through it. */
final class ChainIndex {
    private static final int PIECE = 65_536;
    private static final String INDEX = "sqlite_autoindex_entry_1";

    private final Readers readers;
    private final ChainVerifier.Walk walk;
    private final long lastRowid;
    private long seq;

    ChainIndex(Readers readers, ChainVerifier.Walk walk) {
        this.readers = readers;
        this.walk = walk;
        this.lastRowid = walk.lastRowid();
    }

    Optional<ChainCheck.Bad> findFault() {
        if (!readers.read(ChainIndex::isThere)) return Optional.empty(); // then nobody is led astray by it
        long before;
        do {
            before = seq;
            if (!readers.read(this::leadsRight)) return Optional.of(walk.bad(seq + 1, ChainCheck.Fault.UNREADABLE));
        } while (seq > before);
        return seq == walk.verified().seq() ? Optional.empty() : Optional.of(walk.bad(seq + 1, ChainCheck.Fault.UNREADABLE));
    }

    private static boolean isThere(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?")) {
            select.setString(1, INDEX);
            return select.executeQuery().next();
        }
    }

    private boolean leadsRight(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("SELECT seq, rowid FROM entry INDEXED BY " + INDEX + """

                WHERE node = CAST(? AS TEXT) AND seq > ? AND rowid <= ?
                ORDER BY seq
                LIMIT ?""")) {
            select.setBytes(1, walk.node());
            select.setLong(2, seq == 0 ? Long.MIN_VALUE : seq);
            select.setLong(3, lastRowid);
            select.setInt(4, PIECE);
            for (var rows = select.executeQuery(); rows.next(); seq++)
                if (rows.getLong(1) != seq + 1 || seq >= walk.verified().seq() || rows.getLong(2) != walk.rowid(seq + 1)) return false;
            return true;
        }
    }
}
