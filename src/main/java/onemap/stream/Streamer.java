package onemap.stream;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.Picture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of this node: one thread that owns the {@link Fanout}, encodes, and hands frames to the clients; the sockets' event loops do the writing.
 * Everybody else leaves a note and wakes it, so nothing here is locked. What may wait in its inbox is bounded by the number of clients and what each
 * may ask in a second. Thread-safe.
 */
public final class Streamer implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(Streamer.class);

    private final ChangeLog changeLog;
    private final Directory directory;
    private final StreamSettings settings;
    private final StreamCounters counters = new StreamCounters();
    private final Fanout fanout;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean waitingForChange;
    private volatile boolean closed;
    private volatile boolean ended;

    private Streamer(ChangeLog changeLog, Picture picture, Directory directory, StreamSettings settings, InstantSource clock) {
        this.changeLog = changeLog;
        this.directory = directory;
        this.settings = settings;
        this.fanout = new Fanout(changeLog, picture, directory, settings, counters, clock, System.nanoTime());
        this.thread = Thread.ofPlatform().name("stream").priority(Thread.NORM_PRIORITY - 2).unstarted(this::run);
    }

    public static Streamer start(ChangeLog changeLog, Picture picture, Directory directory, StreamSettings settings, InstantSource clock) {
        var streamer = new Streamer(changeLog, picture, directory, settings, clock);
        changeLog.subscribe(batch -> streamer.changed());
        streamer.thread.start();
        return streamer;
    }

    public StreamFigures figures() { return counters.figures(); }

    /** Ends every connection with 1001. */
    @Override public void close() {
        closed = true;
        wake();
        try {
            if (!thread.join(CLOSE_TIMEOUT)) log.error("the stream's thread does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ChangeLog changeLog() { return changeLog; }

    /** What the frames of that view carry now. */
    long epochOf(View view) { return view.epoch(changeLog.epoch(), directory.zoning()); }

    StreamSettings settings() { return settings; }

    StreamCounters counters() { return counters; }

    void join(Client client, View view, Optional<Position> resume) {
        leaveNote(() -> fanout.join(client, view, resume));
        if (ended) client.close(Fanout.GOING_AWAY, "server stops");
    }

    void ask(Client client, Optional<Position> position) { leaveNote(() -> fanout.ask(client, position)); }

    void leave(Client client) { leaveNote(() -> fanout.leave(client)); }

    /** Some client has room again. */
    void wake() { LockSupport.unpark(thread); }

    private void leaveNote(Runnable note) {
        inbox.add(note);
        wake();
    }

    /** On the ring writer's thread: between two ticks nobody needs waking. */
    private void changed() { if (waitingForChange) wake(); }

    private void run() {
        while (!closed) {
            try {
                readNotes();
                sleep(fanout.turn(System.nanoTime()));
            } catch (RuntimeException e) {
                log.error("the stream failed in a turn", e);
                LockSupport.parkNanos(settings.tick().toNanos());
            }
        }
        ended = true; // who joins from now on is closed by join, who joined before is in the notes
        readNotes();
        fanout.closeAll();
    }

    private void readNotes() {
        for (var note = inbox.poll(); note != null; note = inbox.poll())
            note.run();
    }

    /** The ring writer wakes it only while it waits for a change, so it looks once more after saying so. */
    private void sleep(long nanos) {
        waitingForChange = !fanout.hasUnsent();
        boolean cameBetween = waitingForChange && changeLog.tail() != fanout.seenTail();
        if (!cameBetween && inbox.isEmpty() && nanos > 0) LockSupport.parkNanos(this, nanos);
        waitingForChange = false;
    }
}
