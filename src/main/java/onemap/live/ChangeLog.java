package onemap.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import onemap.domain.Change;
import onemap.live.codec.LiveCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order of everything that becomes visible: batches of changes, numbered from 1, kept in a ring so that a screen can resume. Lanes append and go
 * on; one writer (a {@link RingWriter}, or a test) calls {@link #write()}. Thread-safe.
 */
public final class ChangeLog {
    /** Changes in a batch at most: what a lane hands over at once. */
    static final int BATCH_CHANGES = 256;
    /** Bytes in a batch at most, so that the ring's memory is its capacity times this. */
    static final int BATCH_BYTES = 32 * 1024;
    /** Batches written to the ring in one call, 2 MiB. */
    private static final int BATCHES_AT_ONCE = 64;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(ChangeLog.class);

    private final Ring ring;
    private final BatchCodec codec;
    private final ChangeQueue queue;
    private final AtomicReferenceArray<Batch> recent;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final long epoch;
    private volatile long tail;
    private volatile boolean failing;

    /** One item of the log. */
    public record Batch(long sequence, List<Change> changes) {}

    /** Told of every batch, in order, on the writer's thread; must not block. */
    public interface Subscriber {
        void written(Batch batch);
    }

    public ChangeLog(Ring ring, LiveCodec codec, Picture picture, LiveSettings settings, RandomGenerator random) {
        this.ring = ring;
        this.codec = new BatchCodec(codec, picture);
        this.queue = new ChangeQueue(settings.queuedChanges());
        this.recent = new AtomicReferenceArray<>(settings.recentBatches());
        this.epoch = random.nextLong();
    }

    /** Names this numbering; another epoch means that sequences, handles and versions mean nothing. */
    public long epoch() { return epoch; }

    /** Sequence of the last batch, 0 before the first. */
    public long tail() { return tail; }

    public void subscribe(Subscriber subscriber) { subscribers.add(subscriber); }

    /** Whether everything after that sequence can still be told. */
    public boolean holds(long sequence) {
        long last = tail;
        return sequence >= 0 && sequence <= last && sequence >= last - ring.capacity();
    }

    /** The batches after {@code from} up to {@code to} ≤ {@link #tail()}; empty when the first of them has been overwritten. */
    public Optional<List<Batch>> between(long from, long to) {
        var batches = new ArrayList<Batch>();
        long next = from + 1;
        while (next <= to) {
            var batch = recent.get(slot(next));
            if (batch != null && batch.sequence == next) {
                batches.add(batch);
                next++;
                continue;
            }
            var items = ring.read(next);
            if (items.isEmpty()) return Optional.empty();
            if (items.get().isEmpty()) throw new IllegalStateException("the ring ends before " + next);
            for (byte[] item : items.get())
                if (next <= to) batches.add(new Batch(next++, codec.decode(item)));
        }
        return Optional.of(batches);
    }

    /** Everything after that sequence; empty when it has been overwritten. */
    public Optional<List<Batch>> since(long sequence) {
        return between(sequence, tail);
    }

    /** Hands over what is visible in map and picture; waits only when the queue is full. */
    void append(List<EncodedChange> changes) {
        queue.put(changes);
    }

    public Figures figures() { return new Figures(tail, queue.size(), queue.waits(), failing); }

    /** {@code waits}: how often a lane found the queue full; {@code failing}: the ring refuses what is written to it, and the writer tries again. */
    public record Figures(long tail, int queuedChanges, long waits, boolean failing) {}

    ChangeQueue queue() { return queue; }

    /** Writes what is queued to the ring and tells the subscribers; one thread at a time. */
    public void write() throws InterruptedException {
        var batches = cut(queue.takeAll());
        int most = Math.min(BATCHES_AT_ONCE, ring.capacity());
        for (int i = 0; i < batches.size(); i += most)
            write(batches.subList(i, Math.min(i + most, batches.size())));
    }

    private void write(List<List<EncodedChange>> batches) throws InterruptedException {
        long last = add(batches.stream().map(codec::encode).toList());
        long sequence = last - batches.size();
        for (var changes : batches)
            publish(new Batch(++sequence, changes.stream().map(EncodedChange::change).toList()));
    }

    /** Tries until the ring takes it or the log is closed. An item written twice is harmless. */
    private long add(List<byte[]> items) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (true) {
            try {
                long last = ring.addAll(items);
                failing = false;
                return last;
            } catch (RuntimeException e) {
                if (queue.isClosed()) throw e;
                if (!failing) log.warn("the ring refuses a write, screens stand still until it takes it", e);
                failing = true;
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void publish(Batch batch) {
        recent.set(slot(batch.sequence), batch);
        tail = batch.sequence;
        for (var subscriber : subscribers) {
            try {
                subscriber.written(batch);
            } catch (RuntimeException e) {
                log.error("a subscriber of the change log failed at {}", batch.sequence, e);
            }
        }
    }

    private int slot(long sequence) { return (int) (sequence % recent.length()); }

    private static List<List<EncodedChange>> cut(List<EncodedChange> changes) {
        var batches = new ArrayList<List<EncodedChange>>();
        int start = 0;
        int bytes = 0;
        for (int i = 0; i < changes.size(); i++) {
            int size = BatchCodec.size(changes.get(i));
            if (i > start && (i - start == BATCH_CHANGES || bytes + size > BATCH_BYTES)) {
                batches.add(changes.subList(start, i));
                start = i;
                bytes = 0;
            }
            bytes += size;
        }
        if (start < changes.size()) batches.add(changes.subList(start, changes.size()));
        return batches;
    }
}
