package onemap.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WriteAheadLogTest {
    private static final int PAGE = 4096;
    private static final long ROOM = 300_000;

    @TempDir Path temp;

    @Test void hasRoomBeforeAnythingIsWrittenAndDoesNotGrowWhileThatLasts() throws Exception {
        var file = database();
        try (var log = WriteAheadLog.of(file, ROOM); var connection = Sqlite.unsynced(file, PAGE, 1000)) {
            assertThat(wal(file)).hasSize(ROOM);
            insert(connection, 20);
            log.sync();
            assertThat(wal(file)).hasSize(ROOM);
            assertThat(count(file)).isEqualTo(20);
        }
        assertThat(count(file)).isEqualTo(20);
    }

    @Test void whatStandsInALogLeftBehindIsFoundAfterRoomWasAdded() throws Exception {
        var left = temp.resolve("left.db");
        var file = database();
        try (var connection = Sqlite.writer(file, PAGE)) {
            insert(connection, 7);
            Files.copy(file, left); // as a process that was killed leaves them
            Files.copy(wal(file), wal(left));
        }
        long before = Files.size(wal(left));

        try (var log = WriteAheadLog.of(left, before + ROOM); var connection = Sqlite.unsynced(left, PAGE, 1000)) {
            assertThat(wal(left)).hasSize(before + ROOM);
            insert(connection, 1);
            log.sync();
            assertThat(count(left)).isEqualTo(8);
        }
    }

    @Test void aTornEndOfALogLeftBehindIsNotTakenForMore() throws Exception {
        var left = temp.resolve("torn.db");
        var file = database();
        try (var connection = Sqlite.writer(file, PAGE)) {
            insert(connection, 1);
            long whole = Files.size(wal(file));
            insert(connection, 1);
            Files.copy(file, left);
            byte[] frames = Files.readAllBytes(wal(file));
            Files.write(wal(left), Arrays.copyOf(frames, (int) (whole + 100)));
        }
        try (var log = WriteAheadLog.of(left, ROOM); var connection = Sqlite.unsynced(left, PAGE, 1000)) {
            insert(connection, 1);
            log.sync();
        }
        assertThat(count(left)).isEqualTo(2);
    }

    @Test void isReadableByNobodyElseWhenTheDatabaseIs() throws Exception {
        var file = database();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        WriteAheadLog.of(file, ROOM).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wal(file)))).isEqualTo("rw-------");
    }

    @Test void anInterruptDoesNotEndIt() throws Exception {
        try (var log = WriteAheadLog.of(database(), ROOM)) {
            Thread.currentThread().interrupt();
            log.sync();
            assertThat(Thread.interrupted()).isTrue();
            log.sync();
        }
    }

    @Test void aSyncThatFailsIsToldToWhoCommitted() throws Exception {
        var log = WriteAheadLog.of(database(), ROOM);
        log.close();
        assertThatThrownBy(log::sync).isInstanceOf(UncheckedIOException.class).hasMessageContaining("could not be synced");
    }

    private Path database() throws SQLException {
        var file = temp.resolve("some.db");
        try (var connection = Sqlite.writer(file, PAGE); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE row(text TEXT NOT NULL)");
        }
        return file;
    }

    private static Path wal(Path file) { return file.resolveSibling(file.getFileName() + "-wal"); }

    private static void insert(Connection connection, int rows) throws SQLException {
        connection.setAutoCommit(false);
        try (var insert = connection.prepareStatement("INSERT INTO row VALUES (?)")) {
            for (int i = 0; i < rows; i++) {
                insert.setString(1, "x".repeat(1000));
                insert.executeUpdate();
            }
        }
        connection.commit();
    }

    private static int count(Path file) throws SQLException {
        try (var connection = Sqlite.reader(file); var statement = connection.createStatement()) {
            return statement.executeQuery("SELECT count(*) FROM row").getInt(1);
        }
    }
}
