package onemap.journal.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onemap.journal.Entry;
import onemap.journal.disk.EpochNanos;
import onemap.journal.disk.Sqlite;
import onemap.journal.Journal;

/**
 * The writing end of {@code log-index.db}. It can be made again from the journal at any time, so no commit waits for the disk. Belongs to one thread.
 */
final class IndexFile implements AutoCloseable {
    /** Of the tables; the words' version stands in the upper half. */
    private static final int VERSION = 1;
    private static final int PAGE_BYTES = 4096;
    /** Words are cut by {@link Words}: all the tokenizer has to do is to split at blanks. */
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE line(
                id INTEGER PRIMARY KEY,
                node TEXT NOT NULL,
                seq INTEGER NOT NULL,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,
                kind TEXT NOT NULL,
                object TEXT NOT NULL,
                division TEXT,
                refers_to TEXT) STRICT""", "CREATE INDEX line_by_actor ON line(actor)", "CREATE INDEX line_by_object ON line(object)",
            "CREATE INDEX line_by_kind ON line(kind)", "CREATE INDEX line_by_refers_to ON line(refers_to) WHERE refers_to IS NOT NULL", """
                    CREATE VIRTUAL TABLE words USING fts5(
                        open, masked, personal, content = '', columnsize = 0, tokenize = 'ascii')""", """
                    CREATE TABLE vocabulary(
                        sort TEXT NOT NULL,
                        word TEXT NOT NULL,
                        PRIMARY KEY(sort, word)) STRICT, WITHOUT ROWID""", """
                    CREATE TABLE span(
                        node TEXT NOT NULL PRIMARY KEY,
                        low INTEGER NOT NULL,
                        high INTEGER NOT NULL,
                        high_hash BLOB NOT NULL,
                        lines INTEGER NOT NULL,
                        closed INTEGER NOT NULL) STRICT""");

    private final Connection connection;
    private final String node;
    private final Set<String> known = new TreeSet<>();
    private final PreparedStatement insertLine;
    private final PreparedStatement insertWords;
    private final Map<String, Span> spans = new HashMap<>();

    /** What is indexed of a node: {@code low} ≤ seq ≤ {@code high}; nothing when {@code low} is the greater one. */
    record Span(long low, long high, byte[] highHash, long lines) {}

    /** It is of another version, or of another journal. */
    static final class Outdated extends SQLException {
        private static final long serialVersionUID = 1;

        Outdated(String message) { super(message); }
    }

    /**
     * Opens or begins the file.
     *
     * @param wordsVersion of what is searched of an entry
     * @param begin        where it begins when it is new: nothing is indexed, the journal's end is that
     */
    IndexFile(Path file, String node, int wordsVersion, Span begin) throws SQLException {
        this.node = node;
        connection = Sqlite.projection(file, PAGE_BYTES);
        try {
            connection.setAutoCommit(false);
            prepare(wordsVersion << Short.SIZE | VERSION, begin);
            insertLine = connection.prepareStatement("""
                    INSERT INTO line(id, node, seq, at, actor, kind, object, division, refers_to)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO NOTHING""");
            insertWords = connection.prepareStatement("INSERT INTO words(rowid, open, masked, personal) VALUES (?, ?, ?, ?)");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void prepare(int version, Span begin) throws SQLException {
        try (var statement = connection.createStatement()) {
            int found = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (found == 0) {
                for (var sql : SCHEMA)
                    statement.execute(sql);
                statement.execute("PRAGMA user_version = " + version);
                write(node, begin);
                connection.commit();
            } else if (found != version) {
                throw new Outdated("it is of another version");
            }
            readSpans(statement);
            if (!spans.containsKey(node)) throw new Outdated("it is of another node");
            for (var words = statement.executeQuery("SELECT sort || word FROM vocabulary"); words.next();)
                known.add(words.getString(1));
            connection.commit();
        }
    }

    private void readSpans(Statement statement) throws SQLException {
        for (var rows = statement.executeQuery("SELECT node, low, high, high_hash, lines FROM span"); rows.next();)
            spans.put(rows.getString(1), new Span(rows.getLong(2), rows.getLong(3), rows.getBytes(4), rows.getLong(5)));
    }

    /** This node's. */
    Span span() { return spans.get(node); }

    /** Another node's, which is indexed from its first entry on. */
    Span spanOf(String other) {
        return spans.getOrDefault(other, new Span(1, 0, Journal.Head.EMPTY.hash(), 0));
    }

    Map<String, Span> spans() { return Map.copyOf(spans); }

    /** Whether it was closed in order; says no from now on until it is. */
    boolean takeClosed() throws SQLException {
        try (var statement = connection.createStatement()) {
            boolean closed = statement.executeQuery("SELECT min(closed) FROM span").getInt(1) == 1;
            statement.execute("UPDATE span SET closed = 0");
            connection.commit();
            return closed;
        }
    }

    /** Looks for damage that a power cut may have left; seconds per million lines. */
    void check() throws SQLException {
        try (var statement = connection.createStatement()) {
            String verdict = statement.executeQuery("PRAGMA quick_check(1)").getString(1);
            if (!verdict.equals("ok")) throw new Outdated(verdict);
            long lines = spans.values().stream().mapToLong(Span::lines).sum();
            if (statement.executeQuery("SELECT count(*) FROM line").getLong(1) != lines) throw new Outdated("lines are missing");
            statement.execute("INSERT INTO words(words) VALUES ('integrity-check')");
            connection.rollback();
        }
    }

    /** An entry with what is searched of it. */
    record Row(Entry entry, LogReading.Line line) {}

    /** Adds them, in the order of their numbers, and that everything of the node within {@code reach} is indexed. */
    void add(String of, List<Row> rows, Span reach) throws SQLException {
        try {
            long added = 0;
            for (var row : rows)
                added += add(row) ? 1 : 0;
            var next = new Span(reach.low(), reach.high(), reach.highHash(), spanOf(of).lines() + added);
            write(of, next);
            connection.commit();
            spans.put(of, next);
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        }
    }

    /** False when it is there already. */
    private boolean add(Row row) throws SQLException {
        var entry = row.entry();
        for (long id = LogPlace.of(entry.at(), entry.seq());; id++) {
            if (insert(id, row)) {
                insertWords.setLong(1, id);
                insertWords.setString(2, Words.of(row.line().open()));
                insertWords.setString(3, Words.of(row.line().masked()));
                insertWords.setString(4, Words.of(row.line().personal()));
                insertWords.executeUpdate();
                learn("actor:", entry.actor());
                learn("kind:", entry.kind());
                return true;
            }
            if (holds(id, entry)) return false; // another one stands there otherwise: of another node, at the same microsecond
        }
    }

    private boolean insert(long id, Row row) throws SQLException {
        var entry = row.entry();
        insertLine.setLong(1, id);
        insertLine.setString(2, entry.node());
        insertLine.setLong(3, entry.seq());
        insertLine.setLong(4, EpochNanos.of(entry.at()));
        insertLine.setString(5, entry.actor());
        insertLine.setString(6, entry.kind());
        insertLine.setString(7, entry.object());
        setOptional(8, row.line().division());
        setOptional(9, row.line().refersTo());
        return insertLine.executeUpdate() == 1;
    }

    private void setOptional(int column, Optional<String> value) throws SQLException {
        if (value.isPresent()) insertLine.setString(column, value.get());
        else
            insertLine.setNull(column, Types.VARCHAR);
    }

    private boolean holds(long id, Entry entry) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM line WHERE id = ? AND node = ? AND seq = ?")) {
            select.setLong(1, id);
            select.setString(2, entry.node());
            select.setLong(3, entry.seq());
            return select.executeQuery().next();
        }
    }

    private void learn(String sort, String word) throws SQLException {
        if (!known.add(sort + word)) return;
        try (var insert = connection.prepareStatement("INSERT OR IGNORE INTO vocabulary(sort, word) VALUES (?, ?)")) {
            insert.setString(1, sort);
            insert.setString(2, word);
            insert.executeUpdate();
        }
    }

    private void write(String of, Span next) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT OR REPLACE INTO span(node, low, high, high_hash, lines, closed)
                VALUES (?, ?, ?, ?, ?, 0)""")) {
            insert.setString(1, of);
            insert.setLong(2, next.low());
            insert.setLong(3, next.high());
            insert.setBytes(4, next.highHash());
            insert.setLong(5, next.lines());
            insert.executeUpdate();
        }
    }

    /** In order, the one time that waits for the disk. */
    @Override public void close() throws SQLException {
        try (connection; var statement = connection.createStatement()) {
            connection.rollback();
            statement.execute("UPDATE span SET closed = 1");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("PRAGMA synchronous = FULL");
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    /** As it stands, to be thrown away. */
    void abandon() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is deleted next
        }
    }

    static void delete(Path file) throws IOException {
        for (String part : Arrays.asList("", "-wal", "-shm"))
            Files.deleteIfExists(Path.of(file + part));
    }
}
