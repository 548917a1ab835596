package onemap.journal;

import static onemap.journal.Samples.HISTORY;
import static onemap.journal.Samples.JOURNAL;
import static onemap.journal.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.domain.Report;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import onemap.journal.history.SqliteHistory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server under load is killed as by {@code kill -9}, again and again on one data folder: what was acknowledged is there (goal R1). */
@Tag("kill")
class JournalKillTest {
    private static final int ROUNDS = 5;
    private static final int MOST_ACKNOWLEDGED = 3000;
    private static final long SEED = 20260718;
    @TempDir Path temp;

    @Test void losesNothingAcknowledgedWhenKilledAtRandomMoments() throws Exception {
        var random = new Random(SEED);
        var data = temp.resolve("data");
        var acknowledgedEntries = new HashMap<Long, String>();
        var acknowledgedBatches = new TreeSet<String>();

        for (int round = 1; round <= ROUNDS; round++) {
            try (var server = Child.start(temp.resolve("out" + round), Server.class, data.toString(), "r" + round)) {
                server.awaitLineCount(1 + random.nextInt(MOST_ACKNOWLEDGED));
                server.kill();
                for (var line : server.lines()) {
                    var words = line.split(" ");
                    if (words[0].equals("entry")) acknowledgedEntries.put(Long.parseLong(words[1]), words[2]);
                    else
                        acknowledgedBatches.add(words[1]);
                }
            }
            check(data, round, acknowledgedEntries, acknowledgedBatches);
        }
        assertThat(acknowledgedEntries).isNotEmpty();
        assertThat(acknowledgedBatches).isNotEmpty();
    }

    private static void check(Path data, int round, Map<Long, String> entries, TreeSet<String> batches) {
        try (var folder = DataFolder.open(data);
                var journal = new SqliteJournal(folder, JOURNAL, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"));
                var history = new SqliteHistory(folder, HISTORY, InstantSource.system())) {
            var kept = new HashMap<Long, String>();
            journal.replay(1, entry -> kept.put(entry.seq(), entry.object()));
            assertThat(kept).as("entries after round %d, seed %d", round, SEED).containsAllEntriesOf(entries);
            assertThat(journal.verifyAll()).isInstanceOf(ChainCheck.Sound.class);

            var rows = new HashMap<String, Integer>();
            history.replay(History.Mark.START, report -> rows.merge(report.source().idInFeed(), 1, Integer::sum));
            assertThat(rows.keySet()).as("batches after round %d, seed %d", round, SEED).containsAll(batches);
            assertThat(rows).allSatisfy((batch, count) -> assertThat(count).as(batch).isEqualTo(Server.BATCH));
            assertThat(history.damagedFiles()).isEmpty();
        }
    }

    /** Appends to journal and history as fast as both take it; says what is acknowledged, after it is. */
    static final class Server {
        static final int BATCH = 40;
        private static final int IN_FLIGHT = 20;

        public static void main(String[] arguments) throws Exception {
            String run = arguments[1];
            var folder = DataFolder.open(Path.of(arguments[0]));
            var journal = new SqliteJournal(folder, JOURNAL, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"));
            var history = new SqliteHistory(folder, HISTORY, InstantSource.system());
            for (int i = 0; i < IN_FLIGHT; i++) {
                String name = run + "-" + i;
                Thread.ofPlatform().start(() -> record(journal, name));
                Thread.ofPlatform().start(() -> report(history, name));
            }
            Thread.currentThread().join();
        }

        private static void record(Journal journal, String name) {
            for (int n = 0;; n++) {
                var drafts = new ArrayList<Draft>();
                for (int i = 0; i <= n % 3; i++)
                    drafts.add(Draft.of("console", "note", name + "-" + n, "{}").withKey(name + "-" + n).withSealed("{}"));
                for (var entry : journal.append(drafts).toCompletableFuture().join())
                    Child.say("entry " + entry.seq() + " " + entry.object());
            }
        }

        private static void report(History history, String name) {
            for (int n = 0;; n++) {
                String batch = name + "-" + n;
                List<Report> reports = IntStream.range(0, BATCH)
                        .<Report>mapToObj(i -> i % 4 == 0
                                ? Samples.level(batch, i, NOON.plusSeconds(i))
                                : Samples.position(batch, NOON.plusSeconds(i)))
                        .toList();
                history.append(reports).toCompletableFuture().join();
                Child.say("batch " + batch);
            }
        }
    }
}
