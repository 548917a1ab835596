package onemap.journal.history;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onemap.journal.disk.Sqlite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;

/** Gives the positions of days that are over their index, on a thread of its own: such a file is written by nobody else. */
final class DayIndexer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DayIndexer.class);
    private static final int STEPS_BETWEEN_LOOKS = 100_000;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

    private final DayFiles files;
    private final Consumer<LocalDate> whenDamaged;
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("history-index").daemon().priority(Thread.MIN_PRIORITY).factory());
    private volatile boolean closed;

    DayIndexer(DayFiles files, Consumer<LocalDate> whenDamaged) {
        this.files = files;
        this.whenDamaged = whenDamaged;
    }

    void submit(LocalDate closedDay) { thread.execute(() -> index(closedDay)); }

    private void index(LocalDate day) {
        if (closed || !Files.exists(files.path(day))) return; // dropped meanwhile
        try (var connection = Sqlite.writer(files.path(day), DayFile.PAGE_BYTES); var statement = connection.createStatement()) {
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override protected int progress() { return closed ? 1 : 0; }
            });
            statement.execute("""
                    CREATE INDEX IF NOT EXISTS position_by_source
                    ON position(source, observed_at)""");
        } catch (SQLException e) {
            if (Sqlite.isDamage(e)) whenDamaged.accept(day);
            else if (!Sqlite.hasCode(e, SQLiteErrorCode.SQLITE_INTERRUPT))
                log.warn("{} has no index, queries of positions in it are slow: {}", files.path(day), e.getMessage());
        }
    }

    /** Breaks off; what is not indexed is indexed after the next start. */
    @Override public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                log.warn("history-index still busy, left alone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
