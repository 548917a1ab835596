package onemap.journal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/** Opens SQLite files: one durable writer each (WAL, every commit synced), any number of readers that cannot write and end in time. */
public final class Sqlite {
    /** Steps of SQLite's machine between two looks at the clock: about a millisecond of work. */
    private static final int STEPS_BETWEEN_LOOKS = 100_000;
    /** Pages in the write-ahead log before they are moved into the file. */
    private static final int CHECKPOINT_PAGES = 1000;
    /** What a grown write-ahead log is cut back to. */
    private static final long LOG_BYTES = 64L << 20;
    /** Extended result codes carry the plain one in their low byte. */
    private static final int PLAIN_CODE = 0xff;

    private Sqlite() {}

    /** Something asked of an open file. */
    public interface Query<T> {
        T on(Connection connection) throws SQLException;
    }

    /** A commit is on disk when it returns. */
    public static Connection writer(Path file, int pageBytes) throws SQLException {
        return writer(file, pageBytes, "FULL", CHECKPOINT_PAGES);
    }

    /**
     * A commit is whole or not at all after a power cut, but on disk only after {@link WriteAheadLog#sync}; until then others may read what can still be
     * lost.
     *
     * @param logPages in the write-ahead log before they are moved into the file, which the commit that fills it waits for
     */
    public static Connection unsynced(Path file, int pageBytes, int logPages) throws SQLException {
        return writer(file, pageBytes, "NORMAL", logPages);
    }

    private static Connection writer(Path file, int pageBytes, String synchronous, int logPages) throws SQLException {
        var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + pageBytes);
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = " + synchronous);
            statement.execute("PRAGMA wal_autocheckpoint = " + logPages);
            statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
            statement.execute("PRAGMA secure_delete = ON"); // dropped personal data leaves no trace in free pages
            statement.execute("PRAGMA cache_size = -16384"); // KiB
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For what can be made again from something else: no commit waits for the disk, so that nobody else's does either. */
    public static Connection projection(Path file, int pageBytes) throws SQLException {
        var connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA page_size = " + pageBytes);
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA journal_size_limit = " + LOG_BYTES);
            statement.execute("PRAGMA cache_size = -16384"); // KiB
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a connection of one kind. */
    public interface Opener {
        Connection open(Path file) throws SQLException;
    }

    /** For a file nobody writes: leaves no trace beside it, and never looks into a write-ahead log. */
    public static Connection readerOfStill(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setOpenMode(SQLiteOpenMode.OPEN_URI);
        return config.createConnection("jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath() + "?immutable=1");
    }

    public static Connection reader(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    public static boolean hasTable(Connection connection, String name) throws SQLException {
        try (var select = connection.prepareStatement("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?")) {
            select.setString(1, name);
            return select.executeQuery().next();
        }
    }

    /** Runs the query; SQLite interrupts it when the time is over. */
    public static <T> T within(Duration limit, Connection connection, Query<T> query) throws SQLException {
        long end = System.nanoTime() + limit.toNanos();
        ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
            @Override protected int progress() { return System.nanoTime() - end > 0 ? 1 : 0; }
        });
        try {
            return query.on(connection);
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** Whether the file's bytes are wrong, as opposed to a disk that refuses or a query that took too long. */
    public static boolean isDamage(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException e
                    && (hasCode(e, SQLiteErrorCode.SQLITE_CORRUPT) || hasCode(e, SQLiteErrorCode.SQLITE_NOTADB)))
                return true;
        return false;
    }

    public static boolean hasCode(SQLException e, SQLiteErrorCode code) { return (e.getErrorCode() & PLAIN_CODE) == code.code; }

    public static UncheckedIOException unreadable(Path file, SQLException e) {
        return new UncheckedIOException(new IOException(file.getFileName() + " cannot be read: " + e.getMessage(), e));
    }
}
