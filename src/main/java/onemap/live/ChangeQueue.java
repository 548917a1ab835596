package onemap.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What waits for the ring writer, bounded in changes. Thread-safe. */
final class ChangeQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final LongAdder waits = new LongAdder();
    private final int limit;
    private List<EncodedChange> queued = new ArrayList<>();
    private boolean closed;

    ChangeQueue(int limit) { this.limit = limit; }

    /** Waits while the queue is full; a list longer than the limit goes in when there is room for any. */
    void put(List<EncodedChange> changes) {
        lock.lock();
        try {
            if (queued.size() >= limit) waits.increment();
            while (queued.size() >= limit && !closed)
                emptied.awaitUninterruptibly();
            if (closed) throw new IllegalStateException("the change log is closed");
            int before = queued.size();
            queued.addAll(changes);
            if (before == 0 || before < ChangeLog.BATCH_CHANGES && queued.size() >= ChangeLog.BATCH_CHANGES) filled.signal();
        } finally {
            lock.unlock();
        }
    }

    List<EncodedChange> takeAll() {
        lock.lock();
        try {
            var taken = queued;
            queued = new ArrayList<>();
            emptied.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something is queued, then up to {@code gather} longer unless a batch is full.
     *
     * @return false when nothing is left and nothing will come
     */
    boolean await(Duration gather) throws InterruptedException {
        lock.lock();
        try {
            while (queued.isEmpty() && !closed)
                filled.await();
            long nanos = gather.toNanos();
            while (queued.size() < ChangeLog.BATCH_CHANGES && nanos > 0 && !closed)
                nanos = filled.awaitNanos(nanos);
            return !queued.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; who waits is refused. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            emptied.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return queued.size();
        } finally {
            lock.unlock();
        }
    }

    /** How often a lane found it full. */
    long waits() { return waits.sum(); }
}
