package onemap.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ReadersTest {
    private static final String ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n";
    @TempDir Path temp;
    private Path file;

    @BeforeEach void makeFile() throws Exception {
        file = temp.resolve("some.db");
        try (var writer = Sqlite.writer(file, 4096); var statement = writer.createStatement()) {
            statement.execute("CREATE TABLE t(x)");
        }
    }

    private static Sqlite.Query<Integer> ask(String sql) {
        return connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeQuery(sql).getInt(1);
            }
        };
    }

    @Test void endsAReadThatTakesTooLong() {
        try (var readers = new Readers(file, 1, Duration.ofMillis(20))) {
            assertThatThrownBy(() -> readers.read(ask(ENDLESS))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("some.db");
            assertThat(readers.read(ask("SELECT count(*) FROM t"))).isZero();
        }
    }

    @Test void refusesAReadWhenAllAreBusyForTooLong() throws Exception {
        var reading = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        try (var readers = new Readers(file, 1, Duration.ofMillis(20)); var threads = Executors.newCachedThreadPool()) {
            threads.submit(() -> readers.read(connection -> {
                reading.countDown();
                awaitUninterrupted(end);
                return 0;
            }));
            reading.await();

            assertThatThrownBy(() -> readers.read(ask("SELECT 1"))).hasMessageContaining("all readers of some.db are busy");
            end.countDown();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test void cannotWrite() {
        try (var readers = new Readers(file, 1, Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> readers.read(ask("INSERT INTO t VALUES (1) RETURNING x"))).isInstanceOf(UncheckedIOException.class);
        }
    }
}
