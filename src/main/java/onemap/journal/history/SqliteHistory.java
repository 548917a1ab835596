package onemap.journal.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onemap.domain.Report;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;
import onemap.journal.disk.WeighedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history in one SQLite file per UTC day of receipt: one thread named {@code history} writes whatever waits in one transaction; queries read on
 * connections of their own.
 * <p>
 * Stages complete on the writer's thread: what hangs on them hands over and never waits. Thread-safe.
 */
public final class SqliteHistory implements History {
    private static final Logger log = LoggerFactory.getLogger(SqliteHistory.class);
    /** Reports in one transaction: some 15 ms of work, so that nobody waits for long behind a flood. */
    private static final int MOST_TOGETHER = 8192;
    /** Reports handed on in one piece by a replay. */
    private static final int PIECE = 4096;
    /** Reports between two looks at the bytes kept, since a flood does not wait for midnight: some 64 MB. */
    private static final long REPORTS_BETWEEN_RETENTIONS = 1_000_000;
    /** observedAt may lie 5 min after receivedAt (architecture invariant 1); as much again for steps of the server's clock. */
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(8);

    private final HistorySettings settings;
    private final InstantSource clock;
    private final DayFiles files;
    private final DayIndexer indexer;
    private final WeighedQueue<Append> queue;
    private final Semaphore readers;
    private final Duration readLimit;
    private final Thread writer;
    private Optional<DayFile> open = Optional.empty();
    private long reportsSinceRetention;
    private volatile LocalDate day;
    private volatile Mark mark;
    private volatile Optional<String> failing = Optional.empty();
    private volatile long droppedDays;

    private record Append(List<Report> reports, CompletableFuture<Void> done) {}

    /** Opens the newest day or begins today's; a disk that refuses does not stop the server, it shows in {@link #failing()}. */
    public SqliteHistory(DataFolder folder, HistorySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        files = new DayFiles(folder.historyFolder());
        indexer = new DayIndexer(files, this::setAside);
        queue = new WeighedQueue<>(settings.queueReports());
        readers = new Semaphore(settings.readers(), true);
        readLimit = Duration.ofMillis(settings.readMillis());
        day = files.list().stream().reduce(utcDay(), SqliteHistory::later);
        mark = new Mark(day.toString(), 0);
        try {
            dayFile();
            files.list().stream().filter(past -> past.isBefore(day)).forEach(indexer::submit);
        } catch (SQLException | IOException | UncheckedIOException e) {
            refuse(e);
        }
        writer = Thread.ofPlatform().name("history").priority(Thread.MIN_PRIORITY).start(this::writeUntilClosed);
    }

    private LocalDate utcDay() { return clock.instant().atZone(ZoneOffset.UTC).toLocalDate(); }

    private static LocalDate later(LocalDate one, LocalDate other) { return one.isAfter(other) ? one : other; }

    /** What the disk said when it last refused; empty while reports are stored. */
    public Optional<String> failing() { return failing; }

    /** Names of files found damaged; they are kept beside the others until their day is dropped. */
    public List<String> damagedFiles() {
        return files.listDamaged();
    }

    /** Days dropped by the retention since the start. */
    public long droppedDays() { return droppedDays; }

    /** Waits for room while the queue is full; fails with {@link RejectedExecutionException} when it stays full, or the history is closed. */
    @Override public CompletionStage<Void> append(List<Report> reports) {
        if (reports.isEmpty()) return CompletableFuture.completedFuture(null);
        for (var report : reports)
            if (report instanceof Report.WarningIssued) throw new IllegalArgumentException(report.source() + " belongs into the journal");
        var append = new Append(List.copyOf(reports), new CompletableFuture<>());
        return switch (queue.put(append, reports.size(), Duration.ofMillis(settings.queueWaitMillis()))) {
            case TAKEN -> append.done();
            case FULL -> CompletableFuture.failedFuture(new RejectedExecutionException("history: limit queueReports reached"));
            case CLOSED -> CompletableFuture.failedFuture(new RejectedExecutionException("history is closed"));
        };
    }

    private void writeUntilClosed() {
        var window = Duration.ofMillis(settings.commitMillis());
        for (var waiting = queue.take(MOST_TOGETHER, window); !waiting.isEmpty(); waiting = queue.take(MOST_TOGETHER, window))
            write(waiting);
        closeDay();
    }

    private void write(List<Append> waiting) {
        try {
            var file = dayFile();
            for (var append : waiting)
                file.store(append.reports());
            file.commit();
            stored(file);
            waiting.forEach(append -> append.done().complete(null));
        } catch (SQLException | IOException | RuntimeException e) {
            refuse(e);
            waiting.forEach(append -> append.done().completeExceptionally(e));
        }
    }

    private void stored(DayFile file) {
        reportsSinceRetention += file.row() - mark.row();
        mark = new Mark(file.day().toString(), file.row());
        if (failing.isPresent()) log.info("history is stored again in {}", files.path(file.day()));
        failing = Optional.empty();
        if (reportsSinceRetention >= REPORTS_BETWEEN_RETENTIONS) retain();
    }

    /** Nothing of the transaction is stored; the file is opened anew, and looked through, by the next append. */
    private void refuse(Exception cause) {
        if (failing.isEmpty()) log.error("history cannot be stored, reports are refused until it can", cause);
        failing = Optional.of(String.valueOf(cause.getMessage()));
        closeDay();
    }

    private void closeDay() {
        try {
            if (open.isPresent()) open.get().close();
        } catch (SQLException e) {
            log.warn("{} could not be closed: {}", files.path(day), e.getMessage());
        }
        open = Optional.empty();
    }

    /** Today's file. The day never goes back, whatever the clock does: marks stay in order. */
    private DayFile dayFile() throws SQLException, IOException {
        var today = later(utcDay(), day);
        if (open.isPresent() && open.get().day().equals(today)) return open.get();
        closeDay();
        var file = openOrReplace(today);
        files.sync();
        open = Optional.of(file);
        if (today.isAfter(day)) indexer.submit(day);
        day = today;
        mark = new Mark(today.toString(), file.row());
        retain();
        return file;
    }

    private DayFile openOrReplace(LocalDate today) throws SQLException {
        try {
            return new DayFile(today, files);
        } catch (SQLException e) {
            if (!Sqlite.isDamage(e)) throw e;
            setAside(today);
            return new DayFile(today, files);
        }
    }

    private void setAside(LocalDate damaged) {
        var aside = files.setAside(damaged);
        log.error("{} is damaged, kept as {}: its reports are missing from queries", files.path(damaged), aside.getFileName());
    }

    /** Drops the oldest days, whole, until both limits hold; today stays. A file that cannot be deleted does not stop the storing. */
    private void retain() {
        reportsSinceRetention = 0;
        try {
            for (var oldest : files.listKept()) {
                if (!isOver(oldest)) return;
                files.drop(oldest);
                droppedDays++;
                log.info("history of {} dropped: {} days and {} bytes are kept", oldest, settings.retentionDays(),
                        settings.retentionBytes());
            }
        } catch (UncheckedIOException e) {
            log.warn("old history cannot be dropped: {}", e.getMessage());
        }
    }

    private boolean isOver(LocalDate kept) {
        boolean old = kept.isBefore(day.minusDays(settings.retentionDays() - 1L));
        return kept.isBefore(day) && (old || files.bytes() > settings.retentionBytes());
    }

    @Override public Mark mark() { return mark; }

    @Override public void replay(Mark after, Consumer<Report> each) {
        var end = mark;
        for (var past : files.list()) {
            if (past.toString().compareTo(after.day()) < 0) continue;
            long afterRow = past.toString().equals(after.day()) ? after.row() : 0;
            readDay(past, file -> {
                replayDay(file, afterRow, past.toString().equals(end.day()) ? end.row() : Long.MAX_VALUE, each);
                return List.of();
            });
        }
    }

    /** For one thread; to be closed by it. */
    public Tail tail() { return new DayTail(files, this::mark, readLimit, this::setAside); }

    private static void replayDay(Readers file, long afterRow, long upToRow, Consumer<Report> each) {
        var reader = new DayReader();
        var rows = file.read(reader::rows);
        long last = Math.min(rows.last(), upToRow);
        for (long next = Math.max(rows.first(), afterRow + 1); next <= last;) {
            long first = next;
            int count = (int) Math.min(PIECE, last - next + 1);
            file.read(connection -> reader.piece(connection, first, count)).forEach(each);
            next += count;
        }
    }

    @Override public List<Report.Observation> observations(String source, String property, Instant from, Instant to, int limit) {
        return query(from, limit, connection -> new DayReader().observations(connection, source, property, from, to, limit));
    }

    @Override public List<Report.Position> positions(String source, Instant from, Instant to, int limit) {
        return query(from, limit, connection -> new DayReader().positions(connection, source, from, to, limit));
    }

    private <T extends Report> List<T> query(Instant from, int limit, Sqlite.Query<List<T>> inOneDay) {
        var firstDay = from.isBefore(Instant.EPOCH) ? LocalDate.EPOCH : from.minus(AHEAD).atZone(ZoneOffset.UTC).toLocalDate();
        acquire();
        try {
            var found = new ArrayList<T>();
            for (var past : files.list())
                if (!past.isBefore(firstDay)) found.addAll(readDay(past, file -> file.read(inOneDay)));
            found.sort(Comparator.comparing(Report::observedAt)); // stable: what was stored first stays first
            return List.copyOf(found.subList(0, Math.min(limit, found.size())));
        } finally {
            readers.release();
        }
    }

    private interface DayQuery<T> {
        List<T> of(Readers file);
    }

    /** A day that is over and found damaged is set aside, and the others are still read; today's is the writer's to judge. */
    private <T> List<T> readDay(LocalDate past, DayQuery<T> query) {
        try (var file = new Readers(files.path(past), 1, readLimit)) {
            return query.of(file);
        } catch (UncheckedIOException e) {
            if (!Files.exists(files.path(past))) return List.of(); // dropped meanwhile
            if (!Sqlite.isDamage(e) || !past.isBefore(day)) throw e;
            setAside(past);
            return List.of();
        }
    }

    private void acquire() {
        try {
            if (!readers.tryAcquire(readLimit.toNanos(), TimeUnit.NANOSECONDS))
                throw new UncheckedIOException(new IOException("all readers of the history are busy"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while waiting for a reader of the history", e));
        }
    }

    /** Stores what was appended, then closes; what cannot be stored in time fails. */
    @Override public void close() {
        queue.close();
        try {
            if (!writer.join(CLOSE_PATIENCE)) log.error("history still writing after {}, left alone", CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        indexer.close();
    }
}
