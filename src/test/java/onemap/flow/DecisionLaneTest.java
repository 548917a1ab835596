package onemap.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import onemap.flow.decision.DecisionLane;
import onemap.journal.Journal.JournalFailed;
import org.junit.jupiter.api.Test;

final class DecisionLaneTest {

    @Test void whoWaitsForADiskThatDoesNotAnswerIsToldSo() {
        var disk = new CountDownLatch(1);
        try (var lane = new DecisionLane(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(9)),
                Duration.ofMillis(1))) {
            var stuck = lane.decide(() -> {
                await(disk);
                return 1;
            });
            assertThatThrownBy(stuck::join).isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(JournalFailed.class)
                    .hasMessageContaining("did not answer");
            disk.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
