package onemap.hook;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.Directory;
import onemap.flow.decision.Once;
import onemap.flow.decision.Recorder;
import onemap.hook.Courier.Outcome;
import onemap.hook.HookBook.Kept;
import onemap.journal.Entry;
import onemap.net.Destinations;
import onemap.net.Destinations.Verdict;
import onemap.net.HttpCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other systems hear of what is recorded: subscriptions, each with its delivery. Follows the journal and never holds it. Methods block, for virtual
 * threads; thread-safe.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    /** Between two looks at the journal's head. */
    private static final long LOOK_MILLIS = 100;
    /** Between two writings of how far each has come: what is delivered in between is delivered again after a crash. */
    private static final long SAVE_MILLIS = 1_000;
    private static final long STOP_SECONDS = 2;

    private final Recorder recorder;
    private final DecisionLane decisions;
    private final Directory directory;
    private final Destinations destinations;
    private final ExecutorService calling = Executors.newVirtualThreadPerTaskExecutor();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final HookFigures figures = new HookFigures();
    private final HookBook book;
    private final ProgressFile file;
    private final Courier courier;
    private final Delivery.Part part;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("webhooks").factory());
    private long seen;

    /** What the deliveries need of the server. */
    public record Around(Recorder recorder, Once once, DecisionLane decisions, Directory directory, Lines lines, Destinations destinations,
            HttpCalls calls,
            InstantSource clock, RandomGenerator random) {}

    /** A webhook, with its secret: told when it is added, never again. */
    public record Added(Webhook hook, Instant addedAt, String secret) {}

    /** How a webhook stands. */
    public record Standing(Webhook hook, Instant addedAt, Optional<Instant> disabledAt, Optional<Instant> lastDeliveryAt, int waiting,
            Optional<Instant> failingSince, Optional<String> lastProblem) {}

    /** What the test message met; {@code problem} is empty when it was taken. */
    public record Tested(String messageId, Optional<String> problem) {}

    /** The URL leads where this server does not call. */
    public static final class UrlRefused extends RuntimeException {
        private static final long serialVersionUID = 1;

        UrlRefused(String message) { super(message, null, false, false); }
    }

    /** @param progress file that says how far each has come */
    public Webhooks(Around around, Path progress, HookSettings settings) {
        recorder = around.recorder();
        decisions = around.decisions();
        directory = around.directory();
        destinations = around.destinations();
        clock = around.clock();
        random = around.random();
        book = new HookBook(recorder, around.once(), random, settings.hooks());
        file = new ProgressFile(progress);
        courier = new Courier(destinations, around.calls(), clock, figures);
        part = new Delivery.Part(recorder.journal(), around.lines(), courier, file, settings, figures, clock, random, this::disabled);
    }

    /** Goes on where the last run stopped. */
    public Webhooks start() {
        book.recover(recorder.journal());
        file.keepOnly(book.list().stream().map(kept -> kept.hook().id()).collect(Collectors.toSet()));
        book.list().forEach(this::deliver);
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(file::save, SAVE_MILLIS, SAVE_MILLIS, TimeUnit.MILLISECONDS);
        return this;
    }

    private void look() {
        long head = recorder.journal().head().seq();
        if (head == seen) return;
        seen = head;
        deliveries.values().forEach(Delivery::wake);
    }

    private void deliver(Kept kept) {
        var hook = kept.hook();
        var secret = book.secret(kept);
        if (secret.isEmpty()) log.warn("webhook {} has lost its secret and is not delivered to: add it again", hook.id());
        if (secret.isEmpty() || kept.disabledAt().isPresent()) return;
        var fresh = new Delivery(hook, new Signature(secret.get()), wanted(hook), file.of(hook.id(), kept.seq()), part);
        if (deliveries.putIfAbsent(hook.id(), fresh) == null) calling.execute(fresh);
    }

    private Predicate<Entry> wanted(Webhook hook) {
        return entry -> hook.wants(entry.kind())
                && (Webhook.isPublic(entry.kind()) || hook.area().holds(directory.divisionOf(entry.object())));
    }

    private boolean disabled(Webhook hook) {
        try {
            decisions.decide(() -> {
                book.disable(hook.id());
                return null;
            }).join();
            deliveries.remove(hook.id());
            log.info("webhook {} answered 410 and is switched off", hook.id());
            return true;
        } catch (RuntimeException e) {
            return false; // it is asked again, and answers the same
        }
    }

    /**
     * Checks the URL, then durable, then delivered to.
     *
     * @throws UrlRefused when it may not be called from here
     */
    public Added add(String url, List<String> kinds, Area area, Once.Request request) {
        new Webhook("", url, kinds, area); // what cannot be read is refused before a name is looked up
        if (destinations.check(url) instanceof Verdict.Refused refused) {
            figures.refused(refused.reason());
            throw new UrlRefused(refused.message());
        }
        var kept = decisions.decide(() -> book.add(url, kinds, area, request)).join();
        deliver(kept);
        var secret = book.secret(kept)
                .orElseThrow(() -> new Refused(Refused.Reason.IMPOSSIBLE, "the secret has been dropped: add it again"));
        return new Added(kept.hook(), kept.addedAt(), secret);
    }

    /** {@code request.object()} is the webhook. */
    public void remove(Once.Request request) {
        decisions.decide(() -> {
            book.remove(request);
            return null;
        }).join();
        Optional.ofNullable(deliveries.remove(request.object())).ifPresent(Delivery::stop);
    }

    /** Sends a message that is about nothing, beside those that wait. */
    public Tested test(String id) {
        var kept = book.find(id);
        var secret = book.secret(kept)
                .orElseThrow(() -> new Refused(Refused.Reason.IMPOSSIBLE, "the secret has been dropped: add it again"));
        String messageId = recorder.journal().node() + "/test-" + HexFormat.of().toHexDigits(random.nextLong());
        var outcome = courier.bring(kept.hook().url(), new Signature(secret), Message.test(messageId, kept.hook(), clock.instant()));
        return new Tested(messageId, switch (outcome) {
            case Outcome.Taken taken -> Optional.empty();
            case Outcome.Gone gone -> Optional.of("it answered 410");
            case Outcome.NotTaken not -> Optional.of(not.problem());
        });
    }

    public List<Standing> list() { return book.list().stream().map(this::standing).toList(); }

    private Standing standing(Kept kept) {
        var delivery = Optional.ofNullable(deliveries.get(kept.hook().id()));
        var progress = delivery.map(Delivery::progress).orElseGet(() -> file.of(kept.hook().id(), kept.seq()));
        return new Standing(kept.hook(), kept.addedAt(), kept.disabledAt(), progress.lastDeliveryAt(),
                delivery.map(Delivery::waiting).orElse(0), progress.failingSince(), progress.lastProblem());
    }

    public HookFigures figures() { return figures; }

    public int count() { return book.list().size(); }

    /** How many receivers did not take the last message brought to them. */
    public long failing() {
        return deliveries.values().stream().filter(delivery -> delivery.progress().failingSince().isPresent()).count();
    }

    /** What is wrong here, as opposed to with a receiver. */
    public Optional<String> failure() { return file.failure(); }

    @Override public void close() {
        watch.shutdownNow();
        deliveries.values().forEach(Delivery::stop);
        calling.shutdownNow();
        try {
            if (!calling.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) log.warn("a webhook was still being called at the stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.save();
    }
}
