package onemap.desk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import onemap.access.Principal;
import onemap.desk.ConflictBook.Contradiction;
import onemap.domain.Alarm;
import onemap.flow.Alarms;
import onemap.flow.DecisionLane.Refused;
import onemap.flow.DecisionLane;
import onemap.flow.Once;
import onemap.flow.Payload;
import onemap.flow.Registers;
import onemap.flow.Resolution;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;
import onemap.journal.union.Refold;

/**
 * Contradicting facts of nodes that were cut off from each other 冲突: each stays a card until an officer chooses which of them stands. Lives in the
 * decision lane.
 */
public final class Conflicts {
    private static final int MOST_REASON = 500;

    private final DecisionLane decisions;
    private final Once once;
    private final Journal journal;
    private final Alarms alarms;
    private final Registers registers;
    private final UnaryOperator<String> names;
    private ConflictBook book = new ConflictBook();
    private Consumer<Set<String>> settle = touched -> {};

    /** @param names of actors for people, by their ids */
    public Conflicts(DecisionLane decisions, Once once, Journal journal, Alarms alarms, Registers registers, UnaryOperator<String> names) {
        this.decisions = decisions;
        this.once = once;
        this.journal = journal;
        this.alarms = alarms;
        this.registers = registers;
        this.names = names;
    }

    /**
     * A contradiction that waits for somebody.
     *
     * @param facts    in the order of all entries
     * @param standing which of them stands meanwhile; empty when something later does
     */
    public record Card(String id, List<Fact> facts, Optional<Ref> standing) {}

    /** @param again shows everything anew that a resolution about these objects may change */
    public void whenResolved(Consumer<Set<String>> again) {
        settle = again;
    }

    /** The conflicts made anew from the entries of all nodes. */
    public Refold refold() {
        var fresh = new ConflictBook();
        return new Refold() {
            @Override public void fold(Placed placed) { fresh.fold(placed); }

            @Override public void show(Set<String> touched) { book = fresh; }
        };
    }

    /** Those that wait for somebody. */
    public CompletableFuture<List<Card>> list() { return decisions.decide(this::open); }

    List<Card> open() { return book.open().stream().map(this::card).toList(); }

    private Card card(Contradiction contradiction) {
        var facts = contradiction.facts();
        var now = standing(facts);
        var free = facts.reversed().stream().filter(Fact::saysNobody).map(Fact::ref).findFirst();
        var shown = now.isEmpty()
                ? free
                : facts.stream().filter(fact -> fact.stands().equals(now.get())).map(Fact::ref).reduce((a, b) -> b);
        return new Card(contradiction.id(), facts, shown);
    }

    /** The entry that stands about what these facts are about; of what nobody keeps a book, the last one. */
    private Optional<Ref> standing(List<Fact> facts) {
        var one = facts.getFirst();
        return switch (one.topic().substring(0, one.topic().indexOf(':'))) {
            case "alarm" -> alarms.find(one.object()).flatMap(Alarm::acknowledgement).map(by -> new Ref(by.node(), by.seq()));
            case "register" -> registers.standing(one.object());
            default -> Optional.of(facts.getLast().stands());
        };
    }

    /** Done when the choice is durable and visible. */
    public CompletableFuture<Entry> resolve(String id, Ref chosen, String reason, Principal actor, String key, String body) {
        var request = new Once.Request(actor.id(), "resolve", id, key, body);
        return decisions.decide(() -> resolve(request, chosen, reason));
    }

    /** {@code request.object()} is the conflict. */
    public Entry resolve(Once.Request request, Ref chosen, String reason) {
        return once.record(request, () -> choice(request, chosen, reason), entry -> settle.accept(Set.of(entry.object())));
    }

    private Draft choice(Once.Request request, Ref chosen, String reason) {
        var facts = find(request.object()).facts();
        var fact = facts.stream()
                .filter(each -> each.ref().equals(chosen))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(chosen + " is none of the facts of this conflict"));
        if (reason.isBlank() || reason.length() > MOST_REASON)
            throw new IllegalArgumentException("reason is not 1 to " + MOST_REASON + " characters");
        var losers = new TreeSet<String>();
        facts.stream().filter(each -> !each.claim().equals(fact.claim())).forEach(each -> losers.add(each.stands().toString()));
        fact.losers().forEach(loser -> losers.add(loser.toString()));
        losers.remove(fact.stands().toString());
        var resolution = new Resolution(fact.topic(), fact.object(), facts.stream().map(each -> each.ref().toString()).toList(),
                chosen.toString(), fact.stands().toString(), List.copyOf(losers), fact.claim());
        return Draft.of(request.actor(), Resolution.RESOLVED, fact.about(), Payload.write(resolution))
                .withSealed(Payload.write(new Reason(reason)));
    }

    /** Somebody's own words, so outside the chain. */
    private record Reason(String reason) {}

    private Card find(String id) { return open().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(() -> unknown(id)); }

    private Refused unknown(String id) {
        Optional<Entry> resolution = book.resolutionOf(id).flatMap(ref -> journal.find(ref.node(), ref.seq()));
        return resolution
                .map(entry -> new Refused(Refused.Reason.IMPOSSIBLE,
                        names.apply(entry.actor()) + " resolved it at " + entry.at() + ", entry " + Ref.of(entry)))
                .orElseGet(
                        () -> new Refused(Refused.Reason.NOT_FOUND, "no conflict " + id + "; it may have grown by a fact of another node"));
    }
}
