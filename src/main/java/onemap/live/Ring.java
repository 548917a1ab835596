package onemap.live;

import java.util.List;
import java.util.Optional;

/** A ring of byte blobs that numbers what is added from 1 and overwrites the oldest; one writer, any readers. */
public interface Ring {
    /** How many items it holds. */
    int capacity();

    /** Adds them in order, without gaps between them, and gives the number of the last. */
    long addAll(List<byte[]> items);

    /** Some items from that number on, at least one when it has been added; empty when it has been overwritten. */
    Optional<List<byte[]>> read(long from);
}
