package onemap.journal.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.disk.EpochNanos;

/** The journals of all nodes as they stand in the archive. */
final class EntryTable {
    private static final String COLUMNS = "node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash";

    private EntryTable() {}

    /** Under a number that is to be carried stands another entry: somebody changed the archive, or a node has told two stories. */
    static final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1;

        Conflict(String node, long seq) {
            super("entry " + seq + " of node " + node
                    + " in the archive is not the one of this journal, nothing is written over it 共享库中的条目与本地不符", null,
                    false, false);
        }
    }

    /** The entry of the highest number. */
    static Journal.Head head(Connection connection, String node) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT seq, hash
                FROM onemap.entry
                WHERE node = ?
                ORDER BY seq DESC
                LIMIT 1""")) {
            select.setString(1, node);
            var rows = select.executeQuery();
            return rows.next() ? new Journal.Head(rows.getLong(1), rows.getBytes(2)) : Journal.Head.EMPTY;
        }
    }

    /** Entries of one node in order; those that are there already stay as they are. Throws {@link Conflict} when one of them is another. */
    static void add(Connection connection, List<Journal.Foreign> entries) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO onemap.entry(" + COLUMNS + """
                )
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO NOTHING""");
                var insertSealed = connection.prepareStatement("""
                        INSERT INTO onemap.sealed(node, seq, salt, body)
                        VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING""")) {
            for (var each : entries) {
                bind(insert, each.entry());
                if (each.personal().isPresent()) bind(insertSealed, each.entry(), each.personal().get());
            }
            insert.executeBatch();
            insertSealed.executeBatch();
        }
        check(connection, entries);
    }

    private static void bind(PreparedStatement insert, Entry entry) throws SQLException {
        insert.setString(1, entry.node());
        insert.setLong(2, entry.seq());
        insert.setInt(3, entry.format());
        insert.setLong(4, EpochNanos.of(entry.at()));
        insert.setString(5, entry.actor());
        insert.setString(6, entry.kind());
        insert.setString(7, entry.object());
        if (entry.idempotencyKey().isPresent()) insert.setString(8, entry.idempotencyKey().get());
        else
            insert.setNull(8, Types.VARCHAR);
        insert.setString(9, entry.payload());
        if (entry.sealedDigest().isPresent()) insert.setBytes(10, entry.sealedDigest().get());
        else
            insert.setNull(10, Types.BINARY);
        insert.setBytes(11, entry.prevHash());
        insert.setBytes(12, entry.hash());
        insert.addBatch();
    }

    private static void bind(PreparedStatement insert, Entry entry, Journal.Personal personal) throws SQLException {
        insert.setString(1, entry.node());
        insert.setLong(2, entry.seq());
        insert.setBytes(3, personal.salt());
        insert.setBytes(4, personal.body());
        insert.addBatch();
    }

    private static void check(Connection connection, List<Journal.Foreign> entries) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT hash
                FROM onemap.entry
                WHERE node = ? AND seq BETWEEN ? AND ?
                ORDER BY seq""")) {
            select.setString(1, entries.getFirst().entry().node());
            select.setLong(2, entries.getFirst().entry().seq());
            select.setLong(3, entries.getLast().entry().seq());
            var rows = select.executeQuery();
            for (var each : entries)
                if (!rows.next() || !Arrays.equals(rows.getBytes(1), each.entry().hash()))
                    throw new Conflict(each.entry().node(), each.entry().seq());
        }
    }

    /** What follows that number and does not go beyond the other, in order, with the personal parts that are kept. */
    static List<Journal.Foreign> after(Connection connection, String node, long seq, long upTo, int most) throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + COLUMNS + """
                , salt, body
                FROM onemap.entry
                LEFT JOIN onemap.sealed USING (node, seq)
                WHERE node = ? AND seq > ? AND seq <= ?
                ORDER BY seq
                LIMIT ?""")) {
            select.setString(1, node);
            select.setLong(2, seq);
            select.setLong(3, upTo);
            select.setInt(4, most);
            var found = new ArrayList<Journal.Foreign>();
            for (var rows = select.executeQuery(); rows.next();)
                found.add(new Journal.Foreign(entry(rows), personal(rows)));
            return found;
        }
    }

    /** The first entry of that kind. */
    static Optional<Entry> first(Connection connection, String node, String kind) throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + COLUMNS + """

                FROM onemap.entry
                WHERE node = ? AND kind = ?
                ORDER BY seq
                LIMIT 1""")) {
            select.setString(1, node);
            select.setString(2, kind);
            var rows = select.executeQuery();
            return rows.next() ? Optional.of(entry(rows)) : Optional.empty();
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(row.getString(1), row.getLong(2), row.getInt(3), EpochNanos.toInstant(row.getLong(4)), row.getString(5),
                row.getString(6), row.getString(7), Optional.ofNullable(row.getString(8)), row.getString(9),
                Optional.ofNullable(row.getBytes(10)), row.getBytes(11), row.getBytes(12));
    }

    private static Optional<Journal.Personal> personal(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getBytes(13)).isEmpty()
                ? Optional.empty()
                : Optional.of(new Journal.Personal(row.getBytes(13), row.getBytes(14)));
    }
}
