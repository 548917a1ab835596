package onemap.journal.disk;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue bounded by the weight of what waits, between producers that wait for room and one writer that takes whatever is there. Thread-safe. */
public final class WeighedQueue<T> {
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Weighed<T>> waiting = new ArrayDeque<>();
    private long weight;
    private boolean closed;

    private record Weighed<T>(T item, long weight) {}

    /** What became of a {@link #put}. */
    public enum Outcome {
        TAKEN, FULL, CLOSED
    }

    public WeighedQueue(long capacity) { this.capacity = capacity; }

    /** Waits for room, at most as long as told. An item heavier than the whole queue is taken when it is alone. */
    public Outcome put(T item, long itemWeight, Duration patience) {
        long nanosLeft = patience.toNanos();
        lock.lock();
        try {
            while (!closed && weight > 0 && weight + itemWeight > capacity) {
                if (nanosLeft <= 0) return Outcome.FULL;
                nanosLeft = room.awaitNanos(nanosLeft);
            }
            if (closed) return Outcome.CLOSED;
            waiting.add(new Weighed<>(item, itemWeight));
            weight += itemWeight;
            work.signal();
            return Outcome.TAKEN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.FULL;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a first item, gives others {@code window} to join it unless {@code enough} is there, and takes up to {@code enough} (one item at
     * least), in order. Empty only when the queue is closed and nothing is left.
     */
    public List<T> take(long enough, Duration window) {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed)
                work.awaitUninterruptibly();
            gather(enough, window);
            return drain(enough);
        } finally {
            lock.unlock();
        }
    }

    private void gather(long enough, Duration window) {
        long nanosLeft = window.toNanos();
        while (nanosLeft > 0 && !closed && weight < Math.min(enough, capacity)) {
            try {
                nanosLeft = work.awaitNanos(nanosLeft);
            } catch (InterruptedException e) {
                return; // the writer is never interrupted by us; whoever does it gets a smaller batch
            }
        }
    }

    private List<T> drain(long enough) {
        var taken = new ArrayList<T>();
        long takenWeight = 0;
        while (!waiting.isEmpty() && (taken.isEmpty() || takenWeight + waiting.peek().weight() <= enough)) {
            var next = waiting.remove();
            taken.add(next.item());
            takenWeight += next.weight();
        }
        weight -= takenWeight;
        room.signalAll();
        return taken;
    }

    /** Takes nothing more; what waits can still be taken out. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public long weight() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }
}
