package onemap.live;

import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import com.hazelcast.ringbuffer.StaleSequenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

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

    @Override public Optional<List<byte[]>> read(long from) {
        try {
            var items = new ArrayList<byte[]>();
            ringbuffer.readManyAsync(from - 1, 0, MOST_AT_ONCE, null).toCompletableFuture().join().forEach(items::add);
            return Optional.of(items);
        } catch (CompletionException e) {
            if (e.getCause() instanceof StaleSequenceException) return Optional.empty();
            throw e;
        }
    }
}
