package onemap.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing pauses between attempts, with chance in them so that sixty clients do not come back at once. Confined to one client. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        next = first;
    }

    /** The pause before the next attempt: from half of the current step to all of it. */
    public long pauseMillis() {
        long step = next.toMillis();
        next = next.multipliedBy(2).compareTo(longest) < 0 ? next.multipliedBy(2) : longest;
        return step / 2 + random.nextLong(step / 2 + 1);
    }

    public void succeeded() { next = first; }
}
