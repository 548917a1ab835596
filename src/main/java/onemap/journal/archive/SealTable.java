package onemap.journal.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import onemap.journal.audit.Seal;

/** One node's seals 封签 in the archive. */
final class SealTable {
    private SealTable() {}

    /** Number of the newest. */
    static long newest(Connection connection, String node) throws SQLException {
        try (var select = connection.prepareStatement("SELECT coalesce(max(number), 0) FROM onemap.seal WHERE node = ?")) {
            select.setString(1, node);
            var row = select.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    static void add(Connection connection, List<Seal> seals) throws SQLException {
        try (var insert = connection
                .prepareStatement("INSERT INTO onemap.seal(node, number, text) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            for (var seal : seals) {
                insert.setString(1, seal.node());
                insert.setLong(2, seal.number());
                insert.setString(3, seal.text());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** In order. */
    static List<Seal> all(Connection connection, String node) throws SQLException {
        try (var select = connection.prepareStatement("SELECT text FROM onemap.seal WHERE node = ? ORDER BY number")) {
            select.setString(1, node);
            var seals = new ArrayList<Seal>();
            for (var rows = select.executeQuery(); rows.next();)
                Seal.parse(rows.getString(1)).ifPresent(seals::add); // one that is none is missed by whoever verifies
            return seals;
        }
    }
}
