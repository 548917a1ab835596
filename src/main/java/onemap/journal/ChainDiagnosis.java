package onemap.journal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.Readers;

/** Says what is wrong from the first row on that is not the next sound entry, or that only the table's order is another than the chain's. */
final class ChainDiagnosis {
    private final Readers readers;
    private final List<ChainVerifier.Walk> walks;

    ChainDiagnosis(Readers readers, List<ChainVerifier.Walk> walks) {
        this.readers = readers;
        this.walks = walks;
    }

    /** A row that has not been walked yet. */
    private record Rest(byte[] node, long seq, long rowid) {}

    /** All rows before are verified. */
    Optional<ChainCheck.Bad> findFaultFrom(long rowid) {
        var rest = readers.read(connection -> rest(connection, rowid));
        for (var walk : walks) {
            var own = rest.stream().filter(row -> walk.isOf(row.node())).toList();
            var fault = readers.read(connection -> walkOn(connection, walk, own));
            if (fault.isPresent()) return fault;
        }
        return rest.stream()
                .filter(row -> walks.stream().noneMatch(walk -> walk.isOf(row.node())))
                .findFirst()
                .map(row -> new ChainCheck.Bad(Row.text(row.node()), row.seq(), ChainCheck.Fault.ALTERED));
    }

    private static List<Rest> rest(Connection connection, long rowid) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT CAST(coalesce(node, '') AS BLOB), CAST(coalesce(seq, 0) AS INTEGER), rowid
                FROM entry NOT INDEXED
                WHERE rowid >= ?""")) {
            select.setLong(1, rowid);
            var rest = new ArrayList<Rest>();
            for (var rows = select.executeQuery(); rows.next();)
                rest.add(new Rest(Optional.ofNullable(rows.getBytes(1)).orElse(new byte[0]), rows.getLong(2), rows.getLong(3)));
            rest.sort(Comparator.comparingLong(Rest::seq).thenComparingLong(Rest::rowid));
            return rest;
        }
    }

    private static Optional<ChainCheck.Bad> walkOn(Connection connection, ChainVerifier.Walk walk, List<Rest> rows) throws SQLException {
        var hash = new EntryHash();
        for (var row : rows) {
            long next = walk.verified().seq() + 1;
            if (row.seq() < next || walk.isAtEnd()) return Optional.of(walk.bad(row.seq(), ChainCheck.Fault.ALTERED)); // slipped in
            if (row.seq() > next)
                return Optional
                        .of(walk.bad(next, standsElsewhere(connection, walk) ? ChainCheck.Fault.REORDERED : ChainCheck.Fault.MISSING));
            var link = link(connection, row.rowid(), hash);
            if (!walk.holds(link)) {
                boolean moved = !link.follows(walk.verified()) && standsElsewhere(connection, walk);
                return Optional.of(walk.bad(next, moved ? ChainCheck.Fault.REORDERED : ChainCheck.Fault.ALTERED));
            }
            walk.add(link);
        }
        return Optional.empty();
    }

    private static ChainScan.Link link(Connection connection, long rowid, EntryHash hash) throws SQLException {
        try (var select = connection.prepareStatement(ChainScan.Link.SELECT + "WHERE rowid = ?")) {
            select.setLong(1, rowid);
            var rows = select.executeQuery();
            if (!rows.next()) throw new SQLException("row " + rowid + " of table entry is gone while it is read");
            return ChainScan.Link.read(rows, hash);
        }
    }

    /** Whether the entry that follows the last good one is there under another number. */
    private static boolean standsElsewhere(Connection connection, ChainVerifier.Walk walk) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT 1
                FROM entry NOT INDEXED
                WHERE CAST(node AS BLOB) = ? AND prev_hash = ? AND seq <> ?
                LIMIT 1""")) {
            select.setBytes(1, walk.node());
            select.setBytes(2, walk.verified().hash());
            select.setLong(3, walk.verified().seq() + 1);
            return select.executeQuery().next();
        }
    }
}
