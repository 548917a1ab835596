package onemap.journal.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import onemap.journal.disk.Sqlite;
import onemap.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duty log's search index 检索索引 in {@code log-index.db}: a projection that one thread named {@code log-index} keeps up with the journal, and makes
 * again when it is missing, torn or of an older version; newest entries first, so that the page is useful at once. Writing the journal never waits for it.
 * Thread-safe.
 */
public final class LogIndex implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogIndex.class);
    /** How often it looks whether the journal has grown; looking costs one read of a variable. */
    private static final Duration LOOK = Duration.ofMillis(100);
    /** After a failure. */
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final int READERS = 3;
    private static final Duration READ_LIMIT = Duration.ofSeconds(5);

    private final Path path;
    private final Journal journal;
    private final LogReading reading;
    private final int wordsVersion;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Condition asked = lock.newCondition();
    private final Thread thread;
    private volatile Optional<String> failure = Optional.of("not open yet");
    private volatile Optional<LogSearch> search = Optional.empty();
    private volatile boolean damaged;
    private volatile boolean closed;
    private volatile long indexed;
    private volatile long missing = Long.MAX_VALUE;
    private volatile long lines;

    /** @param wordsVersion of what {@code reading} tells; another one than the file's makes the index again */
    public LogIndex(Path path, Journal journal, LogReading reading, int wordsVersion) {
        this.path = path;
        this.journal = journal;
        this.reading = reading;
        this.wordsVersion = wordsVersion;
        thread = Thread.ofPlatform().name("log-index").daemon().priority(Thread.MIN_PRIORITY).start(this::run);
    }

    /** The index cannot answer now; the journal is not touched by that. */
    public static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message, Throwable cause) { super(message, cause); }
    }

    /** The lines found, newest first. */
    public List<Found> search(LogQuery query) { return ask(each -> each.find(query)); }

    /** What refers to one of these entries, {@code node/seq}, oldest first. */
    public List<Referring> referring(List<String> entries) {
        return ask(each -> each.referring(entries));
    }

    /** An entry that corrects another. */
    public record Referring(String refersTo, Found found) {}

    /** Everybody who ever did something. */
    public List<String> actors() { return ask(each -> each.words("actor:")); }

    private interface Question<T> {
        T ask(LogSearch search);
    }

    private <T> T ask(Question<T> question) {
        var open = search.orElseThrow(() -> new Unavailable("the log's index is not open: " + failure.orElse("it opens"), null));
        try {
            return question.ask(open);
        } catch (UncheckedIOException e) {
            if (Sqlite.isDamage(e)) damaged = true;
            throw new Unavailable("the log's index cannot be read: " + e.getMessage(), e);
        }
    }

    /** Waits until everything up to the journal's present end is indexed; false when that takes longer. */
    public boolean awaitEnd(Duration patience) {
        long end = journal.head().seq();
        if (indexed >= end && search.isPresent()) return true;
        long nanos = patience.toNanos();
        lock.lock();
        try {
            asked.signal();
            while ((indexed < end || search.isEmpty()) && nanos > 0 && !closed)
                nanos = grown.awaitNanos(nanos);
            return indexed >= end && search.isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Another one whenever something new can be found. */
    public String revision() { return indexed + "-" + lines; }

    /** Entries of the journal that are not indexed yet; 0 when it is complete. */
    public long missing() { return missing; }

    /** Why it does not grow; empty while all is well. */
    public Optional<String> failing() { return failure; }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (SQLException | RuntimeException e) {
                if (closed) return;
                if (Sqlite.isDamage(e) || e instanceof IndexFile.Outdated) damaged = true;
                if (failure.isEmpty() || !damaged) log.warn("the log's index {} does not grow: {}", path, e.getMessage());
                failure = Optional.of(String.valueOf(e.getMessage()));
                if (!damaged) rest(PAUSE);
            }
        }
    }

    /** Until it is closed or fails. */
    private void follow() throws SQLException {
        var file = open();
        boolean sound = false;
        try (var found = new LogSearch(path, READERS, READ_LIMIT)) {
            if (!file.takeClosed()) file.check();
            var follower = new Follower(journal, reading, file);
            follower.step(); // so that the first answer of a new index is not empty
            show(found, follower);
            while (!closed && !damaged) {
                if (follower.step()) show(found, follower);
                else
                    rest(LOOK);
            }
            sound = !damaged;
        } finally {
            search = Optional.empty();
            if (sound) file.close();
            else
                file.abandon();
        }
    }

    /** A file that fits this journal, made anew where it does not. */
    private IndexFile open() throws SQLException {
        if (damaged) makeRoom("it was damaged");
        damaged = false;
        var end = journal.head();
        var begin = new IndexFile.Span(end.seq() + 1, end.seq(), end.hash(), 0);
        try {
            var file = new IndexFile(path, journal.node(), wordsVersion, begin);
            if (Follower.fits(journal, file.spans())) return file;
            file.abandon();
            makeRoom("it is of another journal");
        } catch (SQLException e) {
            if (!(e instanceof IndexFile.Outdated) && !Sqlite.isDamage(e)) throw e;
            makeRoom(e.getMessage());
        }
        return new IndexFile(path, journal.node(), wordsVersion, begin);
    }

    private void makeRoom(String reason) {
        log.warn("the log's index {} is made again from the journal: {}", path, reason);
        try {
            IndexFile.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void show(LogSearch found, Follower follower) {
        lock.lock();
        try {
            search = Optional.of(found);
            failure = Optional.empty();
            indexed = follower.high();
            missing = follower.missing();
            lines = follower.lines();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void rest(Duration time) {
        lock.lock();
        try {
            if (!closed && journal.head().seq() <= indexed) asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
            else if (time.compareTo(LOOK) > 0) grown.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Before the journal is closed. */
    @Override public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(CLOSE_PATIENCE)) log.warn("log-index still busy, left alone");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
