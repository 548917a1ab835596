package onemap.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.journal.disk.Sqlite;
import onemap.journal.disk.WriteAheadLog;

/** The writing end of {@code journal.db}. Belongs to one thread. */
final class JournalFile implements AutoCloseable {
    /** 2 knows SM3 and seals. */
    private static final int VERSION = 2;
    private static final int PAGE_BYTES = 4096;
    /** Some 300 decisions: one in so many waits until they are moved into the file. */
    private static final int LOG_PAGES = 2000;
    /** With the headers of its pages and what a larger transaction adds. */
    private static final long LOG_BYTES = (LOG_PAGES + 64L) * (PAGE_BYTES + 24);
    /** STRICT: a value of another type than the column's would hash differently from what it reads as. */
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE IF NOT EXISTS entry(
                node TEXT NOT NULL,
                seq INTEGER NOT NULL,
                format INTEGER NOT NULL,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                kind TEXT NOT NULL,
                object TEXT NOT NULL,
                idempotency_key TEXT,
                payload TEXT NOT NULL,
                sealed_digest BLOB,
                prev_hash BLOB NOT NULL,
                hash BLOB NOT NULL,
                PRIMARY KEY(node, seq)) STRICT""", """
            CREATE TABLE IF NOT EXISTS sealed(
                node TEXT NOT NULL,
                seq INTEGER NOT NULL,
                salt BLOB NOT NULL,
                body BLOB NOT NULL,
                PRIMARY KEY(node, seq)) STRICT""", """
            CREATE TABLE IF NOT EXISTS seal(
                node TEXT NOT NULL,
                number INTEGER NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY(node, number)) STRICT""", """
            CREATE INDEX IF NOT EXISTS entry_by_key
            ON entry(idempotency_key, at)
            WHERE idempotency_key IS NOT NULL""", """
            CREATE INDEX IF NOT EXISTS entry_by_object
            ON entry(object, seq)""", """
            CREATE INDEX IF NOT EXISTS entry_by_kind
            ON entry(kind, seq)""");

    private final WriteAheadLog log;
    private final Connection connection;
    private final Journal.Head head;
    private final Map<String, Long> foreignEnds;
    private final PreparedStatement insertEntry;
    private final PreparedStatement insertSealed;

    /** Opens or begins the file; throws {@link Journal.BrokenChain} when the node's last entry is not as it was written. */
    JournalFile(Path file, String node) throws SQLException {
        makeTables(file);
        log = room(file);
        connection = Sqlite.unsynced(file, PAGE_BYTES, LOG_PAGES);
        try {
            head = readHead(node);
            foreignEnds = readForeignEnds(node);
            connection.setAutoCommit(false);
            insertEntry = connection.prepareStatement("INSERT INTO entry(" + Row.COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
            insertSealed = connection.prepareStatement("INSERT INTO sealed(node, seq, salt, body) VALUES (?, ?, ?, ?)");
        } catch (SQLException | Journal.BrokenChain e) {
            close();
            throw e;
        }
    }

    private static WriteAheadLog room(Path file) throws SQLException {
        try {
            return WriteAheadLog.of(file, LOG_BYTES);
        } catch (IOException e) {
            throw new SQLException("its write-ahead log cannot be opened: " + e.getMessage(), e);
        }
    }

    private static void makeTables(Path file) throws SQLException {
        try (var connection = Sqlite.writer(file, PAGE_BYTES); var statement = connection.createStatement()) {
            int version = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (version > VERSION) throw new SQLException("it was written by a newer version of this program");
            for (var sql : SCHEMA)
                statement.execute(sql);
            statement.execute("PRAGMA user_version = " + VERSION);
        }
    }

    private Journal.Head readHead(String node) throws SQLException {
        try (var select = connection.prepareStatement("SELECT " + Row.COLUMNS + """

                FROM entry
                WHERE node = ?
                ORDER BY seq DESC
                LIMIT 1""")) {
            select.setString(1, node);
            var rows = select.executeQuery();
            if (!rows.next()) return Journal.Head.EMPTY;
            var row = Row.read(rows);
            byte[] hash = Row.hashOf(rows);
            if (!new EntryHash().fits(row, hash))
                throw new Journal.BrokenChain(row.seq(), "the last entry of the journal, " + row.seq() + ", is not as it was written");
            return new Journal.Head(row.seq(), hash);
        }
    }

    /** The node's last entry when the file was opened, its own hash checked; the chain before it is checked by whoever reads it. */
    Journal.Head head() {
        return head;
    }

    /** The highest number of each other node when the file was opened, whoever wrote it. */
    Map<String, Long> foreignEnds() {
        return foreignEnds;
    }

    private Map<String, Long> readForeignEnds(String own) throws SQLException {
        var ends = new HashMap<String, Long>();
        try (var select = connection
                .prepareStatement("SELECT node, (SELECT max(seq) FROM entry AS other WHERE other.node = entry.node) FROM entry "
                        + "WHERE node > ? ORDER BY node LIMIT 1")) {
            select.setString(1, "");
            for (var rows = select.executeQuery(); rows.next(); rows = select.executeQuery()) {
                String node = rows.getString(1);
                if (!node.equals(own)) ends.put(node, rows.getLong(2));
                select.setString(1, node);
            }
        }
        return Map.copyOf(ends);
    }

    /** All of them, durable when it returns; when it throws, none of them was promised and the file must not be written again. */
    void write(List<Chain.Link> links) throws SQLException {
        boolean sealed = false;
        for (var link : links) {
            add(link);
            sealed |= link.sealed().isPresent();
        }
        insertEntry.executeBatch();
        if (sealed) insertSealed.executeBatch();
        connection.commit();
        log.sync();
    }

    /** A seal over entries that are durable, itself durable when it returns; one that is there already stays. */
    void keepSeal(String node, long number, String text) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO seal(node, number, text) VALUES (?, ?, ?)")) {
            insert.setString(1, node);
            insert.setLong(2, number);
            insert.setString(3, text);
            insert.executeUpdate();
        } catch (SQLException e) {
            connection.rollback();
            throw new SealRefused(e);
        }
        connection.commit();
        log.sync();
    }

    /** Only the seal could not be written: nothing reached the disk, and the entries before and after are none the worse. */
    static final class SealRefused extends SQLException {
        private static final long serialVersionUID = 1;

        SealRefused(SQLException cause) { super(cause.getMessage(), cause); }
    }

    private void add(Chain.Link link) throws SQLException {
        var row = link.row();
        String node = Row.text(row.node());
        insertEntry.setString(1, node);
        insertEntry.setLong(2, row.seq());
        insertEntry.setLong(3, row.format());
        insertEntry.setLong(4, row.atNanos());
        insertEntry.setString(5, link.entry().actor());
        insertEntry.setString(6, link.entry().kind());
        insertEntry.setString(7, link.entry().object());
        setOptional(8, link.entry().idempotencyKey(), Types.VARCHAR);
        insertEntry.setString(9, link.entry().payload());
        setOptional(10, row.sealedDigest(), Types.BLOB);
        insertEntry.setBytes(11, row.prevHash());
        insertEntry.setBytes(12, link.entry().hash());
        insertEntry.addBatch();
        if (link.sealed().isPresent()) addSealed(node, row.seq(), link.sealed().get());
    }

    private void setOptional(int column, Optional<?> value, int type) throws SQLException {
        if (value.isPresent()) insertEntry.setObject(column, value.get());
        else
            insertEntry.setNull(column, type);
    }

    private void addSealed(String node, long seq, Chain.Sealed part) throws SQLException {
        insertSealed.setString(1, node);
        insertSealed.setLong(2, seq);
        insertSealed.setBytes(3, part.salt());
        insertSealed.setBytes(4, part.body());
        insertSealed.addBatch();
    }

    @Override public void close() throws SQLException {
        try (log) {
            connection.close();
        }
    }
}
