package onemap.live;

import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ring as a Hazelcast Ringbuffer, whose own numbers begin at 0. Thread-safe. */
final class HazelcastRing implements Ring {
    /** The most a Ringbuffer takes or gives at once is 1000; of 32 KiB each that would be 32 MB, so fewer. */
    private static final int MOST_AT_ONCE = 64;

    private final Ringbuffer<byte[]> ringbuffer;
    private final int capacity;

    HazelcastRing(Ringbuffer<byte[]> ringbuffer) {
        this.ringbuffer = ringbuffer;
        this.capacity = Math.toIntExact(ringbuffer.capacity());
    }

    @Override public int capacity() { return capacity; }

    @Override public long addAll(List<byte[]> items) {
        long last = ringbuffer.addAllAsync(items, OverflowPolicy.OVERWRITE).toCompletableFuture().join();
        return last + 1;
    }

    /** A Ringbuffer begins at its oldest item when asked for one it has overwritten. */
    @Override public Optional<List<byte[]>> read(long from) {
        int most = Math.min(MOST_AT_ONCE, capacity);
        var found = ringbuffer.readManyAsync(from - 1, 0, most, null).toCompletableFuture().join();
        if (found.size() > 0 && found.getSequence(0) != from - 1) return Optional.empty();
        var items = new ArrayList<byte[]>(found.size());
        found.forEach(items::add);
        return Optional.of(items);
    }
}
