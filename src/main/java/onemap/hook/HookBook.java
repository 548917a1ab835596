package onemap.hook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.HexFormat;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;

/**
 * The subscriptions as a fold of the journal: entries {@code webhook.added} with the secret sealed, {@code webhook.removed}, {@code webhook.disabled}.
 * Reading is thread-safe; what changes it belongs to the decision lane.
 */
final class HookBook {
    static final String ADDED = "webhook.added";
    static final String REMOVED = "webhook.removed";
    static final String DISABLED = "webhook.disabled";

    private final Recorder recorder;
    private final Once once;
    private final RandomGenerator random;
    private final int most;
    private final Map<String, Kept> byId = new ConcurrentSkipListMap<>();

    /** @param seq number of the entry that added it: what came after is sent */
    record Kept(Webhook hook, long seq, Instant addedAt, Optional<Instant> disabledAt) {}

    private record Sealed(String secret) {}

    HookBook(Recorder recorder, Once once, RandomGenerator random, int most) {
        this.recorder = recorder;
        this.once = once;
        this.random = random;
        this.most = most;
    }

    void recover(Journal journal) { journal.replayKinds(Set.of(ADDED, REMOVED, DISABLED), this::fold); }

    private void fold(Entry entry) {
        switch (entry.kind()) {
            case ADDED -> byId.put(entry.object(),
                    new Kept(Payload.read(entry.payload(), Webhook.class), entry.seq(), entry.at(), Optional.empty()));
            case REMOVED -> byId.remove(entry.object());
            case DISABLED -> byId.computeIfPresent(entry.object(),
                    (id, kept) -> new Kept(kept.hook(), kept.seq(), kept.addedAt(), Optional.of(entry.at())));
            default -> throw new IllegalArgumentException(entry.kind());
        }
    }

    /** Durable, then valid; the same request gets the first answer again. */
    Kept add(String url, List<String> kinds, Area area, Once.Request request) {
        var entry = once.record(request, () -> {
            if (byId.size() >= most) throw new Refused(Refused.Reason.IMPOSSIBLE, "there are " + most + " webhooks already");
            var hook = new Webhook("h-" + HexFormat.of().toHexDigits(random.nextInt()), url, kinds, area);
            return Draft.of(request.actor(), ADDED, hook.id(), Payload.write(hook))
                    .withSealed(Payload.write(new Sealed(Signature.newSecret(random))));
        }, this::fold);
        return find(entry.object());
    }

    /** Durable, then no longer valid. */
    void remove(Once.Request request) {
        once.record(request, () -> Draft.of(request.actor(), REMOVED, find(request.object()).hook().id(), "{}"), this::fold);
    }

    /** The receiver answered that it wants no more. */
    void disable(String id) {
        if (byId.containsKey(id)) fold(recorder.record(Draft.of("webhook:" + id, DISABLED, id, "{}")));
    }

    Collection<Kept> list() { return List.copyOf(byId.values()); }

    Kept find(String id) {
        return Optional.ofNullable(byId.get(id)).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no webhook " + id));
    }

    /** Empty when it was dropped with other sealed things. */
    Optional<String> secret(Kept kept) {
        return recorder.journal().findSealed(kept.seq()).map(sealed -> Payload.read(sealed, Sealed.class).secret());
    }
}
