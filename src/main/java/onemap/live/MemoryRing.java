package onemap.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A ring in this process. Thread-safe. */
public final class MemoryRing implements Ring {
    private final byte[][] items;
    private long tail;

    public MemoryRing(int capacity) { items = new byte[capacity][]; }

    @Override public int capacity() { return items.length; }

    @Override public synchronized long addAll(List<byte[]> added) {
        for (byte[] item : added)
            items[(int) (tail++ % items.length)] = item;
        return tail;
    }

    @Override public synchronized Optional<List<byte[]>> read(long from) {
        if (from <= tail - items.length) return Optional.empty();
        var found = new ArrayList<byte[]>();
        for (long number = from; number <= tail; number++)
            found.add(items[(int) ((number - 1) % items.length)]);
        return Optional.of(found);
    }
}
