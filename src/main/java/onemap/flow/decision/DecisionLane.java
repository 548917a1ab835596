package onemap.flow.decision;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import onemap.journal.Journal.JournalFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread in which everything is decided that goes the journal's way: warnings, alarms, registers, what officers do. Each step waits for the
 * disk, so "first wins" needs no lock.
 */
public final class DecisionLane implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DecisionLane.class);

    /** A disk that has not answered by then has failed for the person who waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ThreadPoolExecutor thread;
    private final Duration patience;

    /** @param most decisions that may wait */
    public DecisionLane(int most) {
        this(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(most),
                task -> Thread.ofPlatform().name("decisions").unstarted(task)));
    }

    /** @param thread does one thing after another */
    public DecisionLane(ThreadPoolExecutor thread) { this(thread, PATIENCE); }

    /** @param patience after which who waits is told that the disk does not answer */
    public DecisionLane(ThreadPoolExecutor thread, Duration patience) {
        this.thread = thread;
        this.patience = patience;
    }

    /** Too many decisions wait already; nothing was recorded, ask again. */
    public static final class Busy extends RuntimeException {
        private static final long serialVersionUID = 1;

        Busy() { super("too many decisions are waiting; nothing was recorded, try again"); }
    }

    /**
     * Done when the decision is durable and visible; fails with {@link Busy} when the queue is full and with {@link JournalFailed} when the disk does not
     * answer: then it may be recorded yet.
     */
    public <T> CompletableFuture<T> decide(Supplier<T> decision) {
        var answer = new CompletableFuture<T>();
        try {
            thread.execute(() -> run(decision, answer));
        } catch (RejectedExecutionException full) {
            answer.completeExceptionally(new Busy());
        }
        return answer.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS).exceptionallyCompose(this::told);
    }

    private <T> CompletableFuture<T> told(Throwable failure) {
        return CompletableFuture.failedFuture(failure instanceof TimeoutException
                ? new JournalFailed("the journal did not answer within " + patience.toSeconds() + " s", failure)
                : failure);
    }

    private static <T> void run(Supplier<T> decision, CompletableFuture<T> answer) {
        try {
            answer.complete(decision.get());
        } catch (RuntimeException | Error e) { // whatever it is, who asked must be told and the lane must live on
            if (!(e instanceof Refused)) log.error("a decision failed", e);
            answer.completeExceptionally(e);
        }
    }

    /** The decision was refused for a reason the asker can do something about. */
    public static class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Reason reason;

        public Refused(Reason reason, String message) {
            super(message, null, false, false);
            this.reason = reason;
        }

        public Reason reason() { return reason; }

        /** What is wrong with it. */
        public enum Reason {
            NOT_FOUND, KEY_REUSED, IMPOSSIBLE, FOREIGN
        }
    }

    public int waiting() { return thread.getQueue().size(); }

    @Override public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS))
                log.warn("{} decisions were still waiting at the stop", thread.getQueue().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
