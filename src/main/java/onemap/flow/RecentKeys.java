package onemap.flow;

import java.util.Arrays;

/** The keys of the newest reports of one source, in which a repeat is noticed. */
final class RecentKeys {
    /** A tracker resends at most what it sent since its last answer; a blind-area batch holds about as many. */
    static final int REMEMBERED = 64;

    private long[] keys = new long[4];
    private int size;
    private int oldest;
    private long latestToldMillis = Long.MIN_VALUE;

    /**
     * False when the key is among the remembered ones; remembers it otherwise, forgetting the oldest. What tells of a later time than all before cannot be
     * a repeat: nearly every report, which then costs one line of memory instead of nine.
     */
    boolean add(long toldMillis, long key) {
        if (toldMillis > latestToldMillis) latestToldMillis = toldMillis;
        else if (holds(key)) return false;
        remember(key);
        return true;
    }

    private boolean holds(long key) {
        for (int i = 0; i < size; i++)
            if (keys[i] == key) return true;
        return false;
    }

    private void remember(long key) {
        if (size == keys.length && size < REMEMBERED) keys = Arrays.copyOf(keys, size * 4);
        if (size < keys.length) {
            keys[size++] = key;
        } else {
            keys[oldest] = key;
            oldest = (oldest + 1) % keys.length;
        }
    }
}
