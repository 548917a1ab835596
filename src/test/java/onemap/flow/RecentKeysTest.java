package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
    @Test void noticesARepeatAmongTheNewestAndForgetsTheOldest() {
        var keys = new RecentKeys();
        var model = new ArrayDeque<Long>();
        var random = new Random(808);
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(100);

            boolean fresh = keys.add(key / 10, key); // equal keys tell of equal times

            assertThat(fresh).as("step %d", i).isEqualTo(!model.contains(key));
            if (fresh) model.addLast(key);
            if (model.size() > RecentKeys.REMEMBERED) model.removeFirst();
        }
    }
}
