package onemap.drill;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, with chance in them so that sixty clients do not come back at once. Confined to one client. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) { this.random = random; }

    /** The pause before the next attempt: from half of the current step to all of it. */
    long pauseMillis() {
        long step = next.toMillis();
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return step / 2 + random.nextLong(step / 2 + 1);
    }

    void succeeded() { next = FIRST; }
}
