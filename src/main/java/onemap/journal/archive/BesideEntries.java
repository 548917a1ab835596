package onemap.journal.archive;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.audit.Seal;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.Readers;

/** What {@code journal.db} keeps beside the entries: personal parts, encrypted and left so, and seals 封签. Belongs to one thread. */
final class BesideEntries implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Readers readers;

    BesideEntries(DataFolder folder) { readers = new Readers(folder.journalFile(), 1, LIMIT); }

    /** Entries of one node, in order, each with what is kept of it outside the chain. */
    List<Journal.Foreign> with(List<Entry> entries) {
        boolean any = entries.stream().anyMatch(entry -> entry.sealedDigest().isPresent());
        Map<Long, Journal.Personal> parts = any ? readers.read(connection -> parts(connection, entries)) : Map.of();
        return entries.stream().map(entry -> new Journal.Foreign(entry, Optional.ofNullable(parts.get(entry.seq())))).toList();
    }

    private static Map<Long, Journal.Personal> parts(Connection connection, List<Entry> entries) throws SQLException {
        try (var select = connection.prepareStatement("SELECT seq, salt, body FROM sealed WHERE node = ? AND seq BETWEEN ? AND ?")) {
            select.setString(1, entries.getFirst().node());
            select.setLong(2, entries.getFirst().seq());
            select.setLong(3, entries.getLast().seq());
            var parts = new HashMap<Long, Journal.Personal>();
            for (var rows = select.executeQuery(); rows.next();)
                parts.put(rows.getLong(1), new Journal.Personal(rows.getBytes(2), rows.getBytes(3)));
            return parts;
        }
    }

    /** This node's seals after that number which cover no more than so many entries, in order. */
    List<Seal> seals(String node, long afterNumber, long entries) {
        return readers.read(connection -> {
            try (var select = connection.prepareStatement("SELECT text FROM seal WHERE node = ? AND number > ? ORDER BY number")) {
                select.setString(1, node);
                select.setLong(2, afterNumber);
                var seals = new ArrayList<Seal>();
                for (var rows = select.executeQuery(); rows.next();)
                    Seal.parse(rows.getString(1)).filter(seal -> seal.size() <= entries).ifPresent(seals::add);
                return seals;
            }
        });
    }

    @Override public void close() { readers.close(); }
}
