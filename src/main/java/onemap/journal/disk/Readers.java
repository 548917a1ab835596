package onemap.journal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Read connections to one file, a fixed number at most, each read limited in time. Thread-safe. */
public final class Readers implements AutoCloseable {
    private final Path file;
    private final Sqlite.Opener opener;
    private final Duration limit;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public Readers(Path file, int count, Duration limit) { this(file, Sqlite::reader, count, limit); }

    public Readers(Path file, Sqlite.Opener opener, int count, Duration limit) {
        this.file = file;
        this.opener = opener;
        this.limit = limit;
        this.free = new Semaphore(count, true);
    }

    /** Throws {@link UncheckedIOException} when the file cannot be read, or not in time. */
    public <T> T read(Sqlite.Query<T> query) {
        acquire();
        try {
            return readWith(Optional.ofNullable(idle.poll()), query);
        } catch (SQLException e) {
            throw Sqlite.unreadable(file, e);
        } finally {
            free.release();
        }
    }

    private <T> T readWith(Optional<Connection> open, Sqlite.Query<T> query) throws SQLException {
        var connection = open.isPresent() ? open.get() : opener.open(file);
        boolean sound = false;
        try {
            T answer = Sqlite.within(limit, connection, query);
            sound = true;
            return answer;
        } finally {
            if (sound && !closed) idle.push(connection);
            else
                connection.close();
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS))
                throw new UncheckedIOException(new IOException("all readers of " + file.getFileName() + " are busy"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for a reader of " + file.getFileName(), e));
        }
    }

    @Override public void close() {
        closed = true;
        for (var connection = idle.poll(); connection != null; connection = idle.poll())
            closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // it only read: nothing is lost
        }
    }
}
