package onemap.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.audit.AuditResult;
import onemap.journal.audit.AuditSettings;
import onemap.journal.audit.FolderAudit;
import onemap.journal.audit.Notary;
import onemap.journal.checkpoint.Checkpoint;
import onemap.journal.checkpoint.Checkpoints;
import onemap.journal.disk.DataFolder;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.history.History;
import onemap.journal.history.HistorySettings;
import onemap.journal.Journal;
import onemap.journal.JournalSettings;
import onemap.journal.history.SqliteHistory;
import onemap.journal.SqliteJournal;

/**
 * What the journal and the history cost: goals R2 (1 million entries opened and read), R13 (verified with each hash, in 5 s and 15 s) and the
 * history's part of G2. Arguments: entries
 * (1,000,000) and seconds of history (10). CPU is that of the whole process.
 */
public final class JournalBench {
    private static final HistorySettings HISTORY = new HistorySettings(30, 1L << 40, 10, 20_000, 60_000, 4, 60_000);
    private static final int SOURCES = 10_000;
    private static final int BATCH = 256;
    private static final Instant START = Instant.parse("2026-07-18T00:00:00Z");

    private final Path path;
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    private JournalBench(Path path) { this.path = path; }

    public static void main(String[] arguments) throws Exception {
        int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        var path = Files.createTempDirectory("journal-bench");
        try {
            System.out.printf(Locale.ROOT, "%-44s %12s %9s %9s %14s%n", "what", "count", "wall s", "CPU s", "per CPU-s");
            var bench = new JournalBench(path);
            for (String hash : List.of("SHA-256", "SM3"))
                bench.journal(entries, hash);
            bench.history(seconds);
        } finally {
            try (var files = Files.walk(path)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private interface Work {
        long count() throws Exception;
    }

    private static void measure(String what, Work work) throws Exception {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long wallBefore = System.nanoTime();
        long cpuBefore = system.getProcessCpuTime();
        long count = work.count();
        double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
        double wall = (System.nanoTime() - wallBefore) / 1e9;
        System.out.printf(Locale.ROOT, "%-44s %,12d %9.2f %9.2f %,14.0f%n", what, count, wall, cpu, count / cpu);
    }

    private SqliteJournal openJournal(DataFolder folder, String hash) {
        return new SqliteJournal(folder, new JournalSettings(16 << 20, 10_000, 4, 60_000, hash), InstantSource.system(), random);
    }

    private void journal(int entries, String hash) throws Exception {
        System.out.println(hash);
        try (var folder = DataFolder.open(path.resolve(hash))) {
            try (var journal = openJournal(folder, hash)) {
                measure("journal: append, 1000 together", () -> fill(journal, entries));
                measure("journal: append one by one", () -> oneByOne(journal, 5000));
            }
            for (int round = 1; round <= 2; round++)
                measure("journal: open, replay, verify (" + round + ")", () -> {
                    try (var journal = openJournal(folder, hash)) {
                        var count = new long[1];
                        journal.replay(1, entry -> count[0]++);
                        return count[0];
                    }
                });
            try (var journal = openJournal(folder, hash)) {
                for (int round = 1; round <= 3; round++)
                    measure("journal: verifyAll (" + round + ")", () -> {
                        System.out.println("  " + journal.verifyAll());
                        return journal.head().seq();
                    });
                measure("checkpoint: store and load 100 MB", () -> checkpoint(folder, journal));
                measure("audit: first seal over all", () -> {
                    try (var notary = Notary.open(folder, journal, new AuditSettings(100_000, ""), InstantSource.system(),
                            new SecureRandom(), System.out::println)) {
                        return notary.newest().orElseThrow().size();
                    }
                });
            }
            for (int round = 1; round <= 3; round++)
                measure("audit: verify the folder (" + round + ")", () -> {
                    var result = new FolderAudit(folder.path(), Optional.empty(), Optional.empty()).verify();
                    if (!(result instanceof AuditResult.Sound sound)) throw new AssertionError(result);
                    return sound.entries();
                });
            System.out.printf(Locale.ROOT, "  journal.db %,d bytes%n", Files.size(folder.journalFile()));
        }
    }

    private static long fill(Journal journal, int entries) {
        String payload = "{\"text\":\"" + "汛情通报 flood report ".repeat(10) + "\"}";
        CompletionStage<List<Entry>> last = null;
        for (int from = 0; from < entries; from += 1000) {
            int first = from;
            last = journal.append(IntStream.range(first, first + 1000)
                    .mapToObj(i -> Draft.of("console", "log.written", "incident:" + i % 500, payload).withKey("key-" + i))
                    .toList());
        }
        last.toCompletableFuture().join();
        return entries;
    }

    private static long oneByOne(Journal journal, int entries) {
        var nanos = new long[entries];
        for (int i = 0; i < entries; i++) {
            long before = System.nanoTime();
            journal.append(List.of(Draft.of("console", "alarm.acknowledged", "alarm:" + i, "{}"))).toCompletableFuture().join();
            nanos[i] = System.nanoTime() - before;
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "  acknowledge p50 %.2f ms, p99 %.2f ms%n", nanos[entries / 2] / 1e6,
                nanos[entries * 99 / 100] / 1e6);
        return entries;
    }

    private static long checkpoint(DataFolder folder, Journal journal) {
        var checkpoints = new Checkpoints(folder);
        checkpoints.store(new Checkpoint(journal.node(), journal.head(), History.Mark.START, new byte[100_000_000]));
        return checkpoints.load(journal).orElseThrow().payload().length;
    }

    private void history(int seconds) throws Exception {
        try (var folder = DataFolder.open(path)) {
            var batches = batches();
            try (var history = new SqliteHistory(folder, HISTORY, () -> START)) {
                store(history, batches, 3); // warm-up
                measure("history: positions stored", () -> store(history, batches, seconds));
                measure("history: replay", () -> {
                    var count = new long[1];
                    history.replay(History.Mark.START, report -> count[0]++);
                    return count[0];
                });
                measure("history: one track out of today's file", () -> {
                    System.out.println("  " + history.positions("jt808:5000", START, Instant.MAX, 100_000).size() + " positions");
                    return history.mark().row();
                });
            }
            try (var history = new SqliteHistory(folder, HISTORY, () -> START.plusSeconds(86_400))) {
                measure("history: one track while the index is built", () -> {
                    return history.positions("jt808:5000", START, Instant.MAX, 100_000).size();
                });
            }
        }
    }

    private static List<List<Report>> batches() {
        var batches = new ArrayList<List<Report>>();
        for (int b = 0; b < 400; b++) {
            var batch = new ArrayList<Report>();
            for (int i = 0; i < BATCH; i++) {
                int n = b * BATCH + i;
                batch.add(new Report.Position(SourceId.of("jt808", Integer.toString(n * 7919 % SOURCES)), START.plusMillis(n),
                        START.plusMillis(n + 480), Optional.empty(), Optional.of(new LonLat(121.5 + n * 1e-6, 29.2 + n * 1e-6)), n % 100,
                        n % 900 / 36.0, n % 360, 0, Flags.NONE));
            }
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    private static long store(History history, List<List<Report>> batches, int seconds) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        long stored = 0;
        CompletionStage<Void> last = null;
        for (int b = 0; System.nanoTime() - end < 0; b++) {
            last = history.append(batches.get(b % batches.size()));
            stored += BATCH;
        }
        last.toCompletableFuture().join();
        return stored;
    }
}
