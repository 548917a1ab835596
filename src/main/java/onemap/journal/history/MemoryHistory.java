package onemap.journal.history;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import onemap.domain.Report;

/** A history in heap, for tests: nothing is dropped, nothing fails. Thread-safe. */
public final class MemoryHistory implements History {
    private final InstantSource clock;
    private final List<Stored> stored = new ArrayList<>();
    private Mark mark;

    private record Stored(Mark mark, Report report) {}

    public MemoryHistory(InstantSource clock) {
        this.clock = clock;
        this.mark = new Mark(utcDay().toString(), 0);
    }

    private LocalDate utcDay() { return clock.instant().atZone(ZoneOffset.UTC).toLocalDate(); }

    @Override public synchronized CompletionStage<Void> append(List<Report> reports) {
        String today = utcDay().toString();
        if (today.compareTo(mark.day()) > 0) mark = new Mark(today, 0);
        for (var report : reports) {
            if (report instanceof Report.WarningIssued) throw new IllegalArgumentException(report.source() + " belongs into the journal");
            mark = new Mark(mark.day(), mark.row() + 1);
            stored.add(new Stored(mark, report));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override public synchronized Mark mark() { return mark; }

    @Override public void replay(Mark after, Consumer<Report> each) {
        var order = Comparator.comparing(Mark::day).thenComparing(Mark::row);
        copy().stream().filter(kept -> order.compare(kept.mark(), after) > 0).map(Stored::report).forEach(each);
    }

    @Override public List<Report.Observation> observations(String source, String property, Instant from, Instant to, int limit) {
        return query(Report.Observation.class, source, from, to, limit, reading -> reading.property().name().equals(property));
    }

    @Override public List<Report.Position> positions(String source, Instant from, Instant to, int limit) {
        return query(Report.Position.class, source, from, to, limit, position -> true);
    }

    private <T extends Report> List<T> query(Class<T> kind, String source, Instant from, Instant to, int limit, Predicate<T> wanted) {
        return copy().stream()
                .map(Stored::report)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(report -> report.source().value().equals(source) && wanted.test(report))
                .filter(report -> !report.observedAt().isBefore(from) && report.observedAt().isBefore(to))
                .sorted(Comparator.comparing(Report::observedAt))
                .limit(limit)
                .toList();
    }

    private synchronized List<Stored> copy() { return List.copyOf(stored); }

    @Override public void close() {
        // nothing is held open
    }
}
