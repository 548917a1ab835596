package onemap.journal.archive;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import onemap.journal.Journal;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import onemap.journal.history.SqliteHistory;
import onemap.journal.history.Tail;
import onemap.net.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings journal and history to the shared archive 共享库: one thread of low priority named {@code archive}. Nobody waits for it; while the archive is
 * away, what is to be carried stays in the data folder. Thread-safe.
 */
public final class Forwarder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
    /** With nothing to carry, it is asked that often whether it is still there. */
    private static final Duration GREETING = Duration.ofSeconds(5);
    private static final String NOT_YET = "not reached yet 尚未连接";
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(3);

    private final ArchiveSettings settings;
    private final Journal journal;
    private final SqliteHistory history;
    private final BesideEntries beside;
    private final Tail tail;
    private final InstantSource clock;
    private final Backoff backoff;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile Reach reach;
    private volatile Optional<ArchiveDatabase> open = Optional.empty();

    /** What is known of the archive; {@code lagReports} as counted last. */
    private record Reach(boolean up, Instant since, String problem, Map<String, String> conflicts, Map<String, Journal.Head> heads,
            History.Mark mark, long lagReports) {}

    private Forwarder(ArchiveSettings settings, DataFolder folder, Journal journal, SqliteHistory history, InstantSource clock,
            RandomGenerator random) {
        this.settings = settings;
        this.journal = journal;
        this.history = history;
        this.clock = clock;
        beside = new BesideEntries(folder);
        tail = history.tail();
        backoff = new Backoff(settings.firstPause(), settings.longestPause(), random);
        reach = new Reach(false, clock.instant(), NOT_YET, Map.of(), Map.of(), History.Mark.START, 0);
        thread = Thread.ofPlatform().name("archive").priority(Thread.MIN_PRIORITY).unstarted(this::run);
    }

    /** Connects by and by; never fails. */
    public static Forwarder start(ArchiveSettings settings, DataFolder folder, Journal journal, SqliteHistory history, InstantSource clock,
            RandomGenerator random) {
        var forwarder = new Forwarder(settings, folder, journal, history, clock, random);
        forwarder.thread.start();
        return forwarder;
    }

    public ArchiveState state() {
        var now = reach;
        long entries = 0;
        for (var local : journal.heads().entrySet())
            entries += Math.max(0, local.getValue().seq() - now.heads().getOrDefault(local.getKey(), Journal.Head.EMPTY).seq());
        var conflicts = new TreeMap<>(now.conflicts()).values();
        return new ArchiveState(now.up(), now.since(), now.problem(), List.copyOf(conflicts), entries, lagReports(now));
    }

    /** What came since it was counted is added while it is of the same day. */
    private long lagReports(Reach now) {
        var end = history.mark();
        return end.day().equals(now.mark().day()) ? Math.max(0, end.row() - now.mark().row()) : now.lagReports();
    }

    /** By node, the last of its entries the archive is known to have 已入共享库; without those whose chain it contradicts. */
    public Map<String, Long> held() {
        var now = reach;
        var held = new TreeMap<String, Long>();
        now.heads().forEach((node, head) -> { if (!now.conflicts().containsKey(node)) held.put(node, head.seq()); });
        return held;
    }

    /** Whether the archive is known to have that entry 已入共享库. */
    public boolean holds(String node, long seq) {
        return seq <= held().getOrDefault(node, 0L);
    }

    private void run() {
        try (beside; tail) {
            do
                carryUntilAway();
            while (!pause(backoff.pauseMillis()));
        }
    }

    private void carryUntilAway() {
        try (var database = new ArchiveDatabase(settings)) {
            open = Optional.of(database);
            database.prepare();
            carry(database, new Shipment(settings, database, journal, beside, tail, history.mark()));
        } catch (RuntimeException e) { // the archive's, or the disk's that is read from: tried again, and told
            if (closing.getCount() > 0) away(e);
        } finally {
            open = Optional.empty();
        }
    }

    private void carry(ArchiveDatabase database, Shipment shipment) {
        Instant greeted = clock.instant();
        while (closing.getCount() > 0) {
            boolean carried = shipment.step();
            Instant now = clock.instant();
            if (!carried && now.isAfter(greeted.plus(GREETING))) {
                shipment.greet();
                greeted = now;
            }
            there(shipment);
            backoff.succeeded();
            if (!carried && pause(settings.poll().toMillis())) return;
        }
    }

    private void there(Shipment shipment) {
        var before = reach;
        long lag = tail.countAfter(shipment.mark());
        reach = new Reach(true, before.up() ? before.since() : clock.instant(), "", shipment.conflicts(), shipment.heads(), shipment.mark(),
                lag);
        if (!before.up()) log.info("archive {} is reached: {}", settings.url(), state().line());
        shipment.conflicts()
                .forEach((of, why) -> { if (!why.equals(before.conflicts().get(of))) log.error("archive {}: {}", settings.url(), why); });
    }

    private void away(RuntimeException e) {
        var before = reach;
        String problem = String.valueOf(e.getMessage());
        boolean told = !before.up() && !before.problem().equals(NOT_YET);
        reach = new Reach(false, before.up() ? clock.instant() : before.since(), problem, before.conflicts(), before.heads(), before.mark(),
                countAgain(before));
        if (told) return;
        if (e instanceof ArchiveFailed) log.warn("{}; what it lacks is kept here and carried later 共享库暂不可用,数据保留在本机", problem);
        else
            log.error("nothing can be carried to archive {}", settings.url(), e);
    }

    private long countAgain(Reach before) {
        try {
            return tail.countAfter(before.mark());
        } catch (RuntimeException unreadable) {
            return before.lagReports(); // what could not be read is told where it was asked for
        }
    }

    /** True when it is to end. */
    private boolean pause(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** What is not carried yet is carried after the next start. */
    @Override public void close() {
        closing.countDown();
        try {
            if (!thread.join(CLOSE_PATIENCE.dividedBy(2))) open.ifPresent(ArchiveDatabase::abort);
            if (!thread.join(CLOSE_PATIENCE)) log.warn("archive {} still waits for an answer, left alone", settings.url());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
