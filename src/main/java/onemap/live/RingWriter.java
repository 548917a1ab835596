package onemap.live;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes the change log: at once when it has been quiet, then at most every {@code gather} unless batches fill up. */
public final class RingWriter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(RingWriter.class);

    private final ChangeLog changes;
    private final Duration gather;
    private final Thread thread;

    private RingWriter(ChangeLog changes, Duration gather) {
        this.changes = changes;
        this.gather = gather;
        this.thread = Thread.ofPlatform().name("ring-writer").priority(Thread.NORM_PRIORITY - 2).unstarted(this::run);
    }

    public static RingWriter start(ChangeLog changes, LiveSettings settings) {
        var writer = new RingWriter(changes, settings.gather());
        writer.thread.start();
        return writer;
    }

    /** Refuses what comes from now on and writes what was appended before. */
    @Override public void close() {
        changes.queue().close();
        try {
            if (thread.join(CLOSE_TIMEOUT)) return;
            log.error("the ring writer does not end, {} changes are lost to screens", changes.figures().queuedChanges());
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        var wait = Duration.ZERO;
        try {
            while (changes.queue().await(wait)) {
                changes.write();
                wait = gather;
            }
        } catch (InterruptedException e) {
            log.warn("the ring writer was interrupted");
        }
    }
}
