package onemap.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/** Time, chance and what is to happen, all from one seed: the same seed gives the same run, bit for bit. */
final class Clockwork {
    static final Instant START = Instant.parse("2026-07-18T06:00:00Z");

    final Random chance;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparing(Event::at).thenComparing(Event::number));
    private final List<String> trace = new ArrayList<>();
    private final boolean traced;
    private Instant now = START;
    private long number;

    private record Event(Instant at, long number, Runnable action) {}

    Clockwork(long seed, boolean traced) {
        this.chance = new Random(seed);
        this.traced = traced;
    }

    Instant now() { return now; }

    void in(Duration delay, Runnable action) { events.add(new Event(now.plus(delay), number++, action)); }

    /** Within that many milliseconds. */
    void soon(int most, Runnable action) { in(Duration.ofMillis(chance.nextInt(most)), action); }

    void run() {
        for (var event = events.poll(); event != null; event = events.poll()) {
            now = event.at();
            event.action().run();
        }
    }

    boolean oneIn(int n) { return chance.nextInt(n) == 0; }

    <T> T oneOf(List<T> of) { return of.get(chance.nextInt(of.size())); }

    void tell(Supplier<String> line) { if (traced) trace.add(Duration.between(START, now) + " " + line.get()); }

    List<String> trace() { return trace; }
}
