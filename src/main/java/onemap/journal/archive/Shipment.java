package onemap.journal.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onemap.journal.Journal;
import onemap.journal.history.History;
import onemap.journal.history.Tail;

/**
 * Carries what the archive lacks over one stretch of its being reachable. How far it came is asked of the archive at the beginning, and written there in
 * the transaction that brings the rows: so nothing is lost and nothing doubled, whoever is killed. Belongs to one thread.
 */
final class Shipment {
    /** As told for the history, beside the nodes. */
    static final String HISTORY = "history";

    private final ArchiveSettings settings;
    private final ArchiveDatabase database;
    private final Journal journal;
    private final BesideEntries beside;
    private final Tail tail;
    private final ReportTables reports;
    private final Map<String, Journal.Head> heads = new HashMap<>();
    private final Map<String, String> conflicts = new HashMap<>();
    private long sealNumber;
    private History.Mark mark;

    /** Asks the archive what it has. */
    Shipment(ArchiveSettings settings, ArchiveDatabase database, Journal journal, BesideEntries beside, Tail tail, History.Mark end) {
        this.settings = settings;
        this.database = database;
        this.journal = journal;
        this.beside = beside;
        this.tail = tail;
        reports = new ReportTables(journal.node());
        mark = database.transact(reports::mark);
        sealNumber = database.transact(connection -> SealTable.newest(connection, journal.node()));
        boolean ahead = mark.day().compareTo(end.day()) > 0 || mark.day().equals(end.day()) && mark.row() > end.row();
        if (ahead)
            conflicts.put(HISTORY, "the archive holds more of this node's history than the data folder: is that an old copy? 数据目录可能是旧副本");
    }

    /** Carries one piece, entries before reports; false when there is nothing to carry. */
    boolean step() {
        for (var local : journal.heads().entrySet())
            if (carryEntries(local.getKey(), local.getValue())) return true;
        return carryReports();
    }

    private boolean carryEntries(String node, Journal.Head local) {
        if (conflicts.containsKey(node)) return false;
        try {
            if (!heads.containsKey(node)) heads.put(node, headOf(node, local));
            var from = heads.get(node);
            if (node.equals(journal.node()) && carrySeals(from.seq())) return true; // before what comes after them
            if (local.seq() <= from.seq()) return false;
            var entries = journal.after(node, from);
            if (entries.isEmpty()) return false;
            var piece = beside.with(entries.subList(0, Math.min(entries.size(), settings.entriesTogether())));
            database.transact(connection -> add(connection, piece));
            heads.put(node, new Journal.Head(piece.getLast().entry().seq(), piece.getLast().entry().hash()));
            return true;
        } catch (EntryTable.Conflict | Journal.BrokenChain e) {
            conflicts.put(node, e.getMessage());
            return false;
        }
    }

    private boolean carrySeals(long entries) {
        var seals = beside.seals(journal.node(), sealNumber, entries);
        if (seals.isEmpty()) return false;
        database.transact(connection -> {
            SealTable.add(connection, seals);
            return null;
        });
        sealNumber = seals.getLast().number();
        return true;
    }

    private static Void add(Connection connection, List<Journal.Foreign> piece) throws SQLException {
        EntryTable.add(connection, piece);
        return null;
    }

    private Journal.Head headOf(String node, Journal.Head local) {
        var there = database.transact(connection -> EntryTable.head(connection, node));
        if (there.seq() == 0) return there;
        if (there.seq() > local.seq()) {
            if (node.equals(journal.node()))
                conflicts.put(node, "the archive holds entries of this node up to " + there.seq() + ", the data folder only up to "
                        + local.seq() + ": is that an old copy? 数据目录可能是旧副本");
            return there;
        }
        boolean same = journal.find(node, there.seq()).filter(entry -> Arrays.equals(entry.hash(), there.hash())).isPresent();
        if (!same) throw new EntryTable.Conflict(node, there.seq());
        return there;
    }

    private boolean carryReports() {
        if (conflicts.containsKey(HISTORY)) return false;
        var piece = tail.next(mark, settings.reportsTogether());
        if (piece.isEmpty()) return false;
        mark = database.transact(connection -> reports.add(connection, piece));
        return true;
    }

    /** Answers when the database is there. */
    void greet() {
        database.transact(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeQuery("SELECT 1").next();
            }
        });
    }

    /** Where the chains end in the archive, of those that were looked at. */
    Map<String, Journal.Head> heads() { return Map.copyOf(heads); }

    History.Mark mark() { return mark; }

    /** What is not carried although it is there, and why, by node; {@link #HISTORY} for the history. */
    Map<String, String> conflicts() {
        return Map.copyOf(conflicts);
    }
}
