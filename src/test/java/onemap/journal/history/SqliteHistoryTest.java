package onemap.journal.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onemap.journal.Samples.HISTORY;
import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import onemap.domain.Report;
import onemap.journal.JournalSettings;
import onemap.journal.disk.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteHistoryTest extends HistoryContract {
    private static final Duration DAY = Duration.ofDays(1);
    @TempDir Path temp;
    private DataFolder folder;

    @Override History open(InstantSource clock) {
        folder = DataFolder.open(temp.resolve("data"));
        return new SqliteHistory(folder, HISTORY, clock);
    }

    @AfterEach void unlock() { folder.close(); }

    private SqliteHistory reopen(HistorySettings settings) {
        history.close();
        var reopened = new SqliteHistory(folder, settings, clock);
        history = reopened;
        return reopened;
    }

    private SqliteHistory reopen() { return reopen(HISTORY); }

    private Path file(String day) { return folder.historyFolder().resolve("history-" + day + ".db"); }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.historyFolder())) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.contains("-wal") && !name.contains("-shm"))
                    .sorted()
                    .toList();
        }
    }

    private void storeOnePositionOnEachOfDays(int days) throws Exception {
        for (int day = 0; day < days; day++) {
            clock.set(NOON.plus(DAY.multipliedBy(day)));
            done(history.append(List.of(position("1", clock.instant()))));
        }
    }

    @Test void goesOnWhereItEndedAfterBeingOpenedAgain() throws Exception {
        done(history.append(List.of(position("1", NOON), level("S1", 1, NOON))));
        var mark = history.mark();

        reopen();

        assertThat(history.mark()).isEqualTo(mark).isEqualTo(new History.Mark("2026-07-18", 2));
        done(history.append(List.of(position("1", NOON.plusSeconds(1)))));
        assertThat(replayed(mark)).containsExactly(position("1", NOON.plusSeconds(1)));
        assertThat(replayed(History.Mark.START)).hasSize(3);
    }

    @Test void keepsOneFilePerDayOfReceipt() throws Exception {
        storeOnePositionOnEachOfDays(3);

        assertThat(files()).containsExactly("history-2026-07-18.db", "history-2026-07-19.db", "history-2026-07-20.db");
    }

    @Test void dropsTheOldestDaysWholeAfterTheirTime() throws Exception {
        reopen(new HistorySettings(2, 1L << 30, 0, 1000, 1000, 2, 1000));

        storeOnePositionOnEachOfDays(4);

        assertThat(files()).containsExactly("history-2026-07-20.db", "history-2026-07-21.db");
        assertThat(((SqliteHistory) history).droppedDays()).isEqualTo(2);
        assertThat(replayed(new History.Mark("2026-07-18", 1))).hasSize(2);
    }

    @Test void dropsTheOldestDaysWhenAllTogetherAreTooBigButNeverToday() throws Exception {
        storeOnePositionOnEachOfDays(4);

        var tight = reopen(new HistorySettings(30, 1, 0, 1000, 1000, 2, 1000));

        assertThat(files()).containsExactly("history-2026-07-21.db");
        assertThat(tight.droppedDays()).isEqualTo(3);
        assertThat(replayed(History.Mark.START)).hasSize(1);
    }

    @Test void staysInTheNewestDayWhenTheClockGoesBack() throws Exception {
        storeOnePositionOnEachOfDays(2);
        clock.set(NOON.minus(DAY));
        done(history.append(List.of(position("1", NOON.minus(DAY)))));

        reopen();
        done(history.append(List.of(position("2", NOON.minus(DAY)))));

        assertThat(files()).containsExactly("history-2026-07-18.db", "history-2026-07-19.db");
        assertThat(replayed(new History.Mark("2026-07-19", 1))).containsExactly(position("1", NOON.minus(DAY)),
                position("2", NOON.minus(DAY)));
    }

    @Test void setsAsideAFileOfGarbageAndBeginsAFreshOne() throws Exception {
        history.close();
        Files.writeString(file("2026-07-18"), "no database at all ".repeat(5000));

        var fresh = reopen();
        done(history.append(List.of(position("1", NOON))));

        assertThat(fresh.damagedFiles()).containsExactly("history-2026-07-18.db.corrupt");
        assertThat(replayed(History.Mark.START)).containsExactly(position("1", NOON));
    }

    @Test void setsAsideAFileCutInHalf() throws Exception {
        var told = new ArrayList<Report>();
        for (int i = 0; i < 5000; i++)
            told.add(position("v" + i % 10, NOON.plusMillis(i)));
        done(history.append(told));
        history.close();
        try (var channel = FileChannel.open(file("2026-07-18"), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        var fresh = reopen();

        assertThat(fresh.damagedFiles()).containsExactly("history-2026-07-18.db.corrupt");
        assertThat(fresh.failing()).isEmpty();
    }

    @Test void numbersTheRowsOfAFreshFileBeyondThoseOfTheDamagedOne() throws Exception {
        done(history.append(List.of(position("1", NOON), position("1", NOON))));
        var mark = history.mark();
        for (int times = 0; times < 2; times++) {
            history.close();
            Files.writeString(file("2026-07-18"), "garbage ".repeat(5000));
            reopen();
        }
        done(history.append(List.of(position("1", NOON.plusSeconds(9)))));

        assertThat(replayed(mark)).containsExactly(position("1", NOON.plusSeconds(9)));
        assertThat(((SqliteHistory) history).damagedFiles()).containsExactly("history-2026-07-18.db.corrupt",
                "history-2026-07-18.db.corrupt.2");
    }

    @Test void readsTheOtherDaysWhenOneIsDamaged() throws Exception {
        storeOnePositionOnEachOfDays(3);
        history.close();
        try (var channel = FileChannel.open(file("2026-07-19"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("garbage".repeat(3).getBytes(UTF_8)), 0);
        }

        reopen();

        assertThat(history.positions("jt808:1", NOON, EVER, 10)).hasSize(2);
        assertThat(((SqliteHistory) history).damagedFiles()).containsExactly("history-2026-07-19.db.corrupt");
    }

    @Test void indexesTheDaysThatAreOver() throws Exception {
        storeOnePositionOnEachOfDays(2);

        history.close(); // waits for the indexer
        reopen();
        history.close();

        try (var past = DriverManager.getConnection("jdbc:sqlite:" + file("2026-07-18")); var statement = past.createStatement()) {
            var plan = statement.executeQuery("EXPLAIN QUERY PLAN SELECT * FROM position WHERE source = 1 AND observed_at >= 0");
            assertThat(plan.getString("detail")).contains("position_by_source");
        }
    }

    @Test void failsWhileTheDiskRefusesAndStoresAgainAfterwards() throws Exception {
        done(history.append(List.of(position("1", NOON))));
        var tomorrow = file("2026-07-19");
        Files.createDirectories(tomorrow.resolve("in-the-way"));
        clock.set(NOON.plus(DAY));

        assertThatThrownBy(() -> done(history.append(List.of(position("1", NOON.plus(DAY)))))).hasCauseInstanceOf(Exception.class);
        assertThat(((SqliteHistory) history).failing()).isPresent();

        Files.delete(tomorrow.resolve("in-the-way"));
        Files.delete(tomorrow);
        done(history.append(List.of(position("2", NOON.plus(DAY)))));

        assertThat(((SqliteHistory) history).failing()).isEmpty();
        assertThat(replayed(History.Mark.START)).containsExactly(position("1", NOON), position("2", NOON.plus(DAY)));
    }

    @Test void startsAndFailsReadablyWhenTodaysFileCannotBeOpened() throws Exception {
        history.close();
        clock.set(NOON.plus(DAY));
        Files.createDirectories(file("2026-07-19"));

        var failing = reopen();

        assertThat(failing.failing()).isPresent();
    }

    @Test void storesAllOfABigBatchOrFailsIt() throws Exception {
        var told = new ArrayList<Report>();
        for (int i = 0; i < 50_000; i++)
            told.add(position("v" + i % 1000, NOON.plusMillis(i)));

        done(history.append(told)); // heavier than the whole queue

        assertThat(replayed(History.Mark.START)).isEqualTo(told);
    }

    @Test void storesWhatWaitsBeforeItCloses() throws Exception {
        var stages = new ArrayList<CompletionStage<Void>>();
        for (int i = 0; i < 500; i++)
            stages.add(history.append(List.of(position("1", NOON.plusMillis(i)))));

        reopen();

        for (var stage : stages)
            done(stage);
        assertThat(replayed(History.Mark.START)).hasSize(500);
        assertThat(history.positions("jt808:1", NOON, Instant.MAX, 1000)).hasSize(500);
    }

    @Test void refusesReportsAfterClosing() {
        history.close();

        assertThatThrownBy(() -> done(history.append(List.of(position("1", NOON))))).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> new HistorySettings(0, 1, 0, 1, 1, 1, 1)).hasMessage("retentionDays: 0 would not keep today");
        assertThatThrownBy(() -> new HistorySettings(1, 1, 26, 1, 1, 1, 1)).hasMessage("commitMillis: 26 is not within 0 to 25");
        assertThatThrownBy(() -> new JournalSettings(0, 1, 1, 1, "SHA-256")).hasMessage("queueBytes: 0 leaves no room for an entry");
    }
}
