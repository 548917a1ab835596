package onemap.web;

import onemap.web.http.Answers;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;

/** {@code /metrics}: the books and queues as Prometheus text. A reason seen for the first time becomes a counter at the next reading. */
public final class Metrics {
    private static final String LIMIT = "limit_hit.";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ledgers ledgers;
    private final Set<String> known = new HashSet<>();
    private final List<Runnable> families = new CopyOnWriteArrayList<>();
    /** A counter of Micrometer's holds its source weakly and stands still once that is gone. */
    private final List<Supplier<Number>> sources = new ArrayList<>();

    public Metrics(Ledgers ledgers) {
        this.ledgers = ledgers;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
    }

    /** A figure that goes up and down. */
    public Metrics gauge(String name, String help, Supplier<Number> value) {
        Gauge.builder(name, value, supplier -> supplier.get().doubleValue()).description(help).strongReference(true).register(registry);
        return this;
    }

    /** A figure that only grows. */
    public Metrics counter(String name, String help, Supplier<Number> value) {
        sources.add(value);
        FunctionCounter.builder(name, value, supplier -> supplier.get().doubleValue()).description(help).register(registry);
        return this;
    }

    /** Figures that only grow, one for each value of the label seen so far. */
    public Metrics counters(String name, String label, Supplier<Map<String, Long>> values) {
        families.add(() -> values.get()
                .keySet()
                .forEach(value -> {
                    if (known.add(name + " " + value))
                        FunctionCounter.builder(name, values, counts -> of(counts.get(), value)).tags(label, value).register(registry);
                }));
        return this;
    }

    void answer(RoutingContext context) { Answers.bytes(context, "text/plain; version=0.0.4; charset=utf-8", Buffer.buffer(scrape())); }

    synchronized String scrape() {
        ledgers.all().forEach(this::bind);
        families.forEach(Runnable::run);
        return registry.scrape();
    }

    private void bind(FeedLedger ledger) {
        String feed = ledger.feed();
        var figures = ledger.figures();
        count(ledger, "onemap.feed.frames", Tags.of("feed", feed, "outcome", "carrying", "reason", ""), l -> l.figures().framesCarrying());
        count(ledger, "onemap.feed.frames", Tags.of("feed", feed, "outcome", "control", "reason", ""), l -> l.figures().framesControl());
        figures.framesRejected()
                .keySet()
                .forEach(reason -> count(ledger, "onemap.feed.frames", Tags.of("feed", feed, "outcome", "rejected", "reason",
                        reason), l -> of(l.figures().framesRejected(), reason)));
        Map<String, ToDoubleFunction<FeedLedger>> outcomes = Map.of("received", l -> l.figures().received(), "stored",
                l -> l.figures().stored(), "duplicate",
                l -> l.figures().duplicate(), "shed", l -> l.figures().shed());
        outcomes.forEach(
                (outcome, value) -> count(ledger, "onemap.feed.reports", Tags.of("feed", feed, "outcome", outcome, "reason", ""), value));
        figures.rejected()
                .keySet()
                .forEach(reason -> count(ledger, "onemap.feed.reports", Tags.of("feed", feed, "outcome", "rejected", "reason", reason),
                        l -> of(l.figures().rejected(), reason)));
        connections(ledger);
        figures.noted().keySet().forEach(name -> note(ledger, feed, name));
    }

    private void connections(FeedLedger ledger) {
        if (!known.add("connections " + ledger.feed())) return;
        Gauge.builder("onemap.feed.connections", ledger, l -> l.figures().connections())
                .tags("feed", ledger.feed())
                .description("devices' connections now")
                .register(registry);
    }

    private void note(FeedLedger ledger, String feed, String name) {
        if (name.startsWith(LIMIT)) {
            count(ledger, "onemap.limit.hit", Tags.of("feed", feed, "name", name.substring(LIMIT.length())),
                    l -> of(l.figures().noted(), name));
        } else {
            count(ledger, "onemap.feed.notes", Tags.of("feed", feed, "name", name), l -> of(l.figures().noted(), name));
        }
    }

    private void count(FeedLedger ledger, String name, Tags tags, ToDoubleFunction<FeedLedger> value) {
        if (known.add(name + tags)) FunctionCounter.builder(name, ledger, value).tags(tags).register(registry);
    }

    private static double of(Map<String, Long> counts, String name) { return counts.getOrDefault(name, 0L); }
}
