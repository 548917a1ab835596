package onemap.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every ring does. */
abstract class RingContract {
    static final int CAPACITY = 5;

    /** A new, empty ring of {@link #CAPACITY}. */
    abstract Ring ring();

    @Test void numbersItemsFromOne() {
        var ring = ring();

        assertThat(ring.addAll(items(1, 2))).isEqualTo(2);
        assertThat(ring.addAll(items(3, 3))).isEqualTo(3);
        assertThat(ring.read(1).orElseThrow()).containsExactlyElementsOf(items(1, 3));
        assertThat(ring.read(3).orElseThrow()).containsExactlyElementsOf(items(3, 3));
    }

    @Test void overwritesTheOldest() {
        var ring = ring();
        ring.addAll(items(1, 4));
        ring.addAll(items(5, 7));

        assertThat(ring.capacity()).isEqualTo(CAPACITY);
        assertThat(ring.read(2)).isEmpty();
        assertThat(ring.read(3).orElseThrow()).containsExactlyElementsOf(items(3, 7));
    }

    private static List<byte[]> items(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(i -> new byte[]{(byte) i}).toList();
    }
}
