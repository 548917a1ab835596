package onemap.journal.archive;

import static onemap.journal.Samples.HISTORY;
import static onemap.journal.Samples.JOURNAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import onemap.domain.Report;
import onemap.journal.SqliteJournal;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import onemap.journal.history.SqliteHistory;

/** What of a server the archive has to do with. */
final class Node implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final DataFolder folder;
    final SqliteJournal journal;
    final SqliteHistory history;
    private final InstantSource clock;

    Node(Path path, InstantSource clock) {
        this.clock = clock;
        folder = DataFolder.open(path);
        journal = new SqliteJournal(folder, JOURNAL, clock, new Random(path.hashCode()));
        history = new SqliteHistory(folder, HISTORY, clock);
    }

    Forwarder forward(ArchiveSettings settings) { return Forwarder.start(settings, folder, journal, history, clock, new Random(1)); }

    /** Until the archive has all there is. */
    void carried(ArchiveSettings settings) {
        try (var forwarder = forward(settings)) {
            waitUntilCarried(forwarder);
        }
    }

    static void waitUntilCarried(Forwarder forwarder) {
        eventually(() -> forwarder.state().up() && forwarder.state().lagEntries() == 0 && forwarder.state().lagReports() == 0,
                () -> forwarder.state().line());
    }

    static void eventually(BooleanSupplier holds, Supplier<String> otherwise) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end)
            LockSupport.parkNanos(5_000_000);
        assertThat(holds.getAsBoolean()).as(otherwise).isTrue();
    }

    List<Report> reports() {
        var reports = new ArrayList<Report>();
        history.replay(History.Mark.START, reports::add);
        return reports;
    }

    @Override public void close() {
        history.close();
        journal.close();
        folder.close();
    }
}
