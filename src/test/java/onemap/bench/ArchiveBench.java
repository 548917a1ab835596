package onemap.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.JournalSettings;
import onemap.journal.SqliteJournal;
import onemap.journal.archive.Forwarder;
import onemap.journal.archive.PostgresCluster;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.HistorySettings;
import onemap.journal.history.SqliteHistory;

/** {@code bin/bench archive [positions]}: all of them arrive once though PostgreSQL is killed twice, and what each costs. */
public final class ArchiveBench {
    private static final int BATCH = 4000;
    private static final int DEVICES = 10_000;
    private static final Duration AWAY = Duration.ofSeconds(5);

    private ArchiveBench() {}

    public static void main(String[] arguments) throws Exception {
        int positions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2_000_000;
        var started = PostgresCluster.start();
        if (started.isEmpty()) {
            System.out.println("there is no PostgreSQL with PostGIS here");
            System.exit(1);
        }
        var folder = Files.createTempDirectory("onemap-bench");
        try (var cluster = started.get()) {
            run(cluster, folder, positions);
        } finally {
            try (var all = Files.walk(folder)) {
                for (var each : all.sorted(Comparator.reverseOrder()).toList())
                    Files.delete(each);
            }
        }
    }

    private static void run(PostgresCluster cluster, Path path, int positions) throws Exception {
        String database = cluster.database();
        var clock = InstantSource.system();
        try (var folder = DataFolder.open(path);
                var journal = new SqliteJournal(folder, new JournalSettings(16 << 20, 5000, 4, 5000, "SHA-256"), clock, new Random(1));
                var history = new SqliteHistory(folder, new HistorySettings(30, 20L << 30, 5, 200_000, 60_000, 4, 5000), clock);
                var forwarder = Forwarder.start(cluster.settings(database), folder, journal, history, clock, new Random(2))) {
            long from = System.nanoTime();
            long killed = 0;
            long before = 0;
            for (int done = 0; done < positions; done += BATCH) {
                history.append(batch(done, Math.min(BATCH, positions - done), clock.instant()))
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                if (killed < 2 && done >= (killed + 1) * positions / 3) {
                    killed++;
                    cluster.kill();
                    LockSupport.parkNanos(AWAY.toNanos());
                    cluster.startServer();
                    before = count(cluster, database);
                }
            }
            while (!forwarder.state().up() || forwarder.state().lagReports() > 0)
                LockSupport.parkNanos(20_000_000);
            tell(cluster, database, positions, before, Duration.ofNanos(System.nanoTime() - from));
        }
    }

    private static List<Report> batch(int first, int count, Instant now) {
        var batch = new ArrayList<Report>(count);
        for (int i = first; i < first + count; i++)
            batch.add(new Report.Position(SourceId.of("jt808", "0138" + i % DEVICES), now.plusNanos(i), now, Optional.empty(),
                    Optional.of(new LonLat(121 + i % 997 / 1000.0, 29 + i % 499 / 1000.0)), 12, 8.5, i % 360, 0, Flags.NONE));
        return batch;
    }

    private static void tell(PostgresCluster cluster, String database, int positions, long before, Duration took)
            throws SQLException, IOException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            var row = statement
                    .executeQuery("SELECT count(*), count(DISTINCT n), (SELECT count(*) FROM onemap.tracks) FROM onemap.position");
            row.next();
            boolean complete = row.getLong(1) == positions && row.getLong(2) == positions;
            System.out.printf(
                    "%d positions: %s (%d rows, %d numbers, %d tracks) in %.1f s with PostgreSQL killed twice and away for %d s%n",
                    positions, complete ? "complete, each once" : "NOT COMPLETE", row.getLong(1), row.getLong(2), row.getLong(3),
                    took.toMillis() / 1000.0, 2 * AWAY.toSeconds());
        }
        System.out.printf("thread archive %.2f µs a position; PostgreSQL %.2f µs a position%n",
                threadMicros() / positions, cluster.cpu().toNanos() / 1000.0 / (positions - before));
    }

    private static long count(PostgresCluster cluster, String database) throws SQLException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            var row = statement.executeQuery("SELECT count(*) FROM onemap.position");
            row.next();
            return row.getLong(1);
        }
    }

    private static double threadMicros() {
        var threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals("archive"))
                .mapToLong(info -> threads.getThreadCpuTime(info.getThreadId()))
                .sum() / 1000.0;
    }
}
