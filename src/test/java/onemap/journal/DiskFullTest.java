package onemap.journal;

import static onemap.journal.Samples.HISTORY;
import static onemap.journal.Samples.JOURNAL;
import static onemap.journal.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.domain.Report;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import onemap.journal.history.SqliteHistory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk takes no more: a child whose files may not grow (RLIMIT_FSIZE: writes fail with EFBIG, to SQLite an I/O error) records until it is
 * refused, then may grow again.
 */
@Tag("kill")
class DiskFullTest {
    private static final List<String> SMALL_FILES = List.of("prlimit", "--fsize=4000000:unlimited");
    @TempDir Path temp;

    @Test void answersNothingAsRecordedOnceTheJournalIsRefusedAndRecordsAgainOnlyAfterARestart() throws Exception {
        var data = temp.resolve("data");
        int acknowledged;
        try (var child = Child.start(SMALL_FILES, temp.resolve("out"), JournalFiller.class, data.toString())) {
            child.awaitLine("refused");
            allowGrowth(child);

            assertThat(child.awaitEnd()).as(child.errors()).isZero();
            var lines = child.lines();
            acknowledged = Integer.parseInt(lines.getFirst());
            assertThat(lines).containsExactly(lines.getFirst(), "refused", "refused again");
        }

        try (var folder = DataFolder.open(data);
                var journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"))) {
            assertThat(journal.head().seq()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(journal.verifyAll()).isInstanceOf(ChainCheck.Sound.class);
            Samples.done(journal.append(List.of(Samples.draft(1))));
        }
    }

    @Test void storesHistoryAgainWithoutARestartOnceTheDiskTakesIt() throws Exception {
        var data = temp.resolve("data");
        try (var child = Child.start(SMALL_FILES, temp.resolve("out"), HistoryFiller.class, data.toString())) {
            child.awaitLine("refused");
            allowGrowth(child);

            assertThat(child.awaitEnd()).as(child.errors()).isZero();
            var lines = child.lines();
            int acknowledged = Integer.parseInt(lines.getFirst());
            try (var folder = DataFolder.open(data); var history = new SqliteHistory(folder, HISTORY, () -> NOON)) {
                assertThat(history.damagedFiles()).isEmpty();
                var rows = new int[1];
                history.replay(History.Mark.START, report -> rows[0]++);
                assertThat(rows[0]).isEqualTo((acknowledged + 1) * HistoryFiller.BATCH);
            }
        }
    }

    private static void allowGrowth(Child child) throws IOException, InterruptedException {
        var raised = new ProcessBuilder("prlimit", "--pid", Long.toString(child.pid()), "--fsize=unlimited:unlimited").inheritIO().start();
        assertThat(raised.waitFor()).isZero();
    }

    /** Appends to a journal until it is refused, and once more after it may grow. */
    static final class JournalFiller {
        public static void main(String[] arguments) throws Exception {
            try (var folder = DataFolder.open(Path.of(arguments[0]));
                    var journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"))) {
                int acknowledged = 0;
                while (recorded(journal))
                    acknowledged++;
                Child.say(Integer.toString(acknowledged));
                Child.say("refused");
                awaitGrowth();
                Child.say(recorded(journal) ? "recorded again" : "refused again");
            }
        }

        private static boolean recorded(SqliteJournal journal) {
            try {
                journal.append(List.of(Draft.of("console", "note", "o", "x".repeat(3000)))).toCompletableFuture().join();
                return true;
            } catch (CompletionException e) {
                assertThat(e.getCause()).isInstanceOf(Journal.JournalFailed.class);
                assertThat(journal.failure()).isPresent();
                return false;
            }
        }
    }

    /** Appends to a history until it is refused, waits until it may grow, appends once more. */
    static final class HistoryFiller {
        static final int BATCH = 500;

        public static void main(String[] arguments) throws Exception {
            try (var folder = DataFolder.open(Path.of(arguments[0])); var history = new SqliteHistory(folder, HISTORY, () -> NOON)) {
                int acknowledged = 0;
                while (stored(history))
                    acknowledged++;
                Child.say(Integer.toString(acknowledged));
                Child.say("refused");
                awaitGrowth();
                Child.say(stored(history) ? "stored again" : "refused again");
            }
        }

        private static boolean stored(SqliteHistory history) {
            List<Report> batch = IntStream.range(0, BATCH).<Report>mapToObj(i -> Samples.position("v" + i, NOON)).toList();
            try {
                history.append(batch).toCompletableFuture().join();
                return history.failing().isEmpty();
            } catch (CompletionException e) {
                return false;
            }
        }
    }

    /** Until the parent has raised the limit on this process. */
    private static void awaitGrowth() throws Exception {
        boolean limited = true;
        while (limited) {
            var limits = Files.readAllLines(Path.of("/proc/self/limits"));
            limited = limits.stream().noneMatch(line -> line.matches("Max file size +unlimited +unlimited.*"));
        }
    }
}
