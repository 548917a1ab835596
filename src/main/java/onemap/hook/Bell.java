package onemap.hook;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one sleeper: for news, or for good. Thread-safe. */
final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private boolean news;
    private boolean over;

    /** There is something new. */
    void ring() { signal(false); }

    /** There is nothing more to wait for, ever. */
    void end() { signal(true); }

    private void signal(boolean last) {
        lock.lock();
        try {
            news = true;
            over |= last;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Until it rings; if it rang since the last time, at once. */
    void awaitNews() throws InterruptedException {
        lock.lock();
        try {
            while (!news)
                rung.await();
            news = false;
        } finally {
            lock.unlock();
        }
    }

    /** For so long, whatever is new. */
    void rest(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !over)
                left = rung.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }

    boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }
}
