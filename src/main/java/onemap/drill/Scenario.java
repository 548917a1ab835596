package onemap.drill;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the story has got: a typhoon passes once a cycle, for ever.
 *
 * @param startedAt real time of the first cycle's beginning
 * @param speed     story seconds per real second
 */
public record Scenario(Instant startedAt, double speed) {
    /** Story time of one passage with the calm after it. */
    public static final Duration CYCLE = Duration.ofMinutes(12);

    public Scenario {
        if (!(speed > 0 && speed <= 1000)) throw new IllegalArgumentException("speed: " + speed + " is not within 0 and 1000");
    }

    /** A point of the story; {@code cycle} counts from 0. */
    public record Moment(long cycle, Duration elapsed) {
        /** Strength of the storm from 0 to 1: calm, rising from 20 s to 160 s, full until 300 s, gone at 600 s. */
        public double storm(Duration lag) {
            double seconds = elapsed.minus(lag).toMillis() / 1000.0;
            return Math.min(rise(seconds, 20, 160), 1 - rise(seconds, 300, 600));
        }

        /** From 0 to 1 without a kink (the cubic 3x² − 2x³). */
        private static double rise(double at, double from, double to) {
            double x = Math.clamp((at - from) / (to - from), 0.0, 1.0);
            return x * x * (3 - 2 * x);
        }
    }

    public Moment at(Instant now) {
        long millis = Math.max(0, Math.round(Duration.between(startedAt, now).toMillis() * speed));
        return new Moment(millis / CYCLE.toMillis(), Duration.ofMillis(millis % CYCLE.toMillis()));
    }

    /** Real milliseconds for a stretch of the story, as timers want it: at least 1. */
    public long realMillis(Duration inStory) {
        return Math.max(1, Math.round(inStory.toMillis() / speed));
    }
}
