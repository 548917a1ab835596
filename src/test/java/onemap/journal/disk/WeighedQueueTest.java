package onemap.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onemap.journal.disk.WeighedQueue.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WeighedQueueTest {
    private final WeighedQueue<String> queue = new WeighedQueue<>(10);

    @Test void givesOutInOrderWhatWaitsUpToAWeight() {
        queue.put("a", 3, Duration.ZERO);
        queue.put("b", 3, Duration.ZERO);
        queue.put("c", 3, Duration.ZERO);

        assertThat(queue.take(6, Duration.ZERO)).containsExactly("a", "b");
        assertThat(queue.take(1, Duration.ZERO)).containsExactly("c");
    }

    @Test void saysFullWhenNoRoomComesInTime() {
        queue.put("a", 8, Duration.ZERO);

        assertThat(queue.put("b", 3, Duration.ofMillis(1))).isEqualTo(Outcome.FULL);
        assertThat(queue.weight()).isEqualTo(8);
    }

    @Test void takesAnItemHeavierThanItselfWhenItIsAlone() {
        assertThat(queue.put("heavy", 1000, Duration.ZERO)).isEqualTo(Outcome.TAKEN);
        assertThat(queue.put("light", 1, Duration.ZERO)).isEqualTo(Outcome.FULL);
        assertThat(queue.take(5, Duration.ZERO)).containsExactly("heavy");
        assertThat(queue.put("light", 1, Duration.ZERO)).isEqualTo(Outcome.TAKEN);
    }

    @Test void letsAProducerInWhenRoomIsMade() throws Exception {
        queue.put("a", 10, Duration.ZERO);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> queue.put("b", 5, Duration.ofSeconds(20)));

            assertThat(queue.take(10, Duration.ZERO)).containsExactly("a");

            assertThat(waiting.get()).isEqualTo(Outcome.TAKEN);
            assertThat(queue.take(10, Duration.ZERO)).containsExactly("b");
        }
    }

    @Test void waitsForCompanyButNotWhenThereIsEnough() {
        queue.put("a", 5, Duration.ZERO);
        queue.put("b", 5, Duration.ZERO);

        assertThat(queue.take(10, Duration.ofDays(1))).containsExactly("a", "b");
    }

    @Test void givesOutWhatIsLeftAfterClosingAndThenNothing() {
        queue.put("a", 1, Duration.ZERO);
        queue.close();

        assertThat(queue.put("b", 1, Duration.ZERO)).isEqualTo(Outcome.CLOSED);
        assertThat(queue.take(10, Duration.ofDays(1))).containsExactly("a");
        assertThat(queue.take(10, Duration.ofDays(1))).isEmpty();
    }

    @Test void losesAndDoublesNothingAmongManyProducers() throws Exception {
        int producers = 8;
        int each = 2000;
        var counts = new WeighedQueue<Integer>(50);
        var ended = new CountDownLatch(producers);
        var got = new ArrayList<Integer>();
        try (var threads = Executors.newCachedThreadPool()) {
            for (int p = 0; p < producers; p++) {
                int first = p * each;
                threads.execute(() -> {
                    for (int i = first; i < first + each; i++)
                        counts.put(i, 1 + i % 7, Duration.ofSeconds(20));
                    ended.countDown();
                });
            }
            while (got.size() < producers * each)
                got.addAll(counts.take(20, Duration.ZERO));
        }

        assertThat(ended.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(got).doesNotHaveDuplicates().hasSize(producers * each);
        for (int p = 0; p < producers; p++) {
            int producer = p;
            assertThat(got.stream().filter(i -> i / each == producer)).isSorted();
        }
    }
}
