package onemap.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What the server has answered as recorded, in the sight of its clients: all of it must be there after any kill. Thread-safe. */
final class Acknowledged {
    /** Newest acknowledged time of each object. */
    private final Map<String, Instant> newest = new HashMap<>();
    private final Set<Told> reports = new HashSet<>();
    private final Set<String> warnings = new HashSet<>();
    private final Map<String, Taken> taken = new HashMap<>();
    private Optional<Throwable> fault = Optional.empty();
    private long answers;

    /** A report by its source and the time it was observed. */
    record Told(String source, Instant observedAt) {}

    /** An alarm acknowledged under a key, and the answer to it. */
    record Taken(String alarm, JsonNode answer) {}

    synchronized void report(String source, Instant observedAt) {
        reports.add(new Told(source, observedAt));
        newest.merge(source, observedAt, (one, other) -> one.isAfter(other) ? one : other);
    }

    synchronized void warning(String id) { warnings.add(id); }

    synchronized void taken(String key, String alarm, JsonNode answer) { taken.put(key, new Taken(alarm, answer)); }

    /** One more answer. */
    synchronized void answered() {
        answers++;
        notifyAll();
    }

    /** A client was answered wrongly. */
    synchronized void fault(Throwable wrong) {
        fault = fault.or(() -> Optional.of(wrong));
        notifyAll();
    }

    /** Returns at the moment when that many more answers have come. */
    synchronized void awaitAnswers(int more, Duration patience) throws InterruptedException {
        long enough = answers + more;
        long end = System.nanoTime() + patience.toNanos();
        while (answers < enough && fault.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) throw new AssertionError("only " + (more - (enough - answers)) + " of " + more + " answers in " + patience);
            wait(left);
        }
        failIfFaulty();
    }

    synchronized void failIfFaulty() { fault.ifPresent(wrong -> { throw new AssertionError("a client was answered wrongly", wrong); }); }

    synchronized long answers() { return answers; }

    synchronized Map<String, Instant> newest() { return Map.copyOf(newest); }

    synchronized Set<Told> reports() { return Set.copyOf(reports); }

    synchronized Set<String> warnings() { return Set.copyOf(warnings); }

    synchronized Map<String, Taken> taken() { return Map.copyOf(taken); }
}
