package onemap.desk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import onemap.access.Principal;
import onemap.desk.ConflictBook.Contradiction;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.flow.Alarms;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.Registers;
import onemap.flow.decision.Resolution;
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
    private final Sight sight;
    private ConflictBook book = new ConflictBook();
    private Consumer<Set<String>> settle = touched -> {};

    public Conflicts(DecisionLane decisions, Once once, Journal journal, Alarms alarms, Registers registers, Sight sight) {
        this.decisions = decisions;
        this.once = once;
        this.journal = journal;
        this.alarms = alarms;
        this.registers = registers;
        this.sight = sight;
    }

    /**
     * A contradiction that waits for somebody.
     *
     * @param facts    in the order of all entries
     * @param standing which of them stands meanwhile; empty when something later does
     */
    public record Card(String id, List<Fact> facts, Optional<Ref> standing) {}

    /** Somebody else had resolved it before. */
    public static final class Resolved extends Refused {
        private static final long serialVersionUID = 1;
        private final transient Entry first;

        Resolved(String message, Entry first) {
            super(Reason.IMPOSSIBLE, message);
            this.first = first;
        }

        /** The resolution that stands. */
        public Entry first() { return first; }
    }

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

    /** Those that wait for somebody, as far as the caller may read their facts. */
    public CompletableFuture<List<Card>> list(Principal caller) {
        return decisions.decide(() -> open().stream().filter(card -> mayRead(caller, card)).toList());
    }

    private boolean mayRead(Principal caller, Card card) { return card.facts().stream().allMatch(fact -> mayRead(caller, fact)); }

    /** Of a fact that is not as it was written nobody can say where it belongs: whoever sees the whole county is told. */
    private boolean mayRead(Principal caller, Fact fact) {
        try {
            return journal.find(fact.ref().node(), fact.ref().seq()).filter(entry -> sight.mayRead(caller, entry)).isPresent();
        } catch (Journal.BrokenChain tampered) {
            return caller.area().equals(Area.COUNTY);
        }
    }

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

    /** Done when the choice is durable and visible; fails with {@link Resolved} when somebody was first. */
    public CompletableFuture<Entry> resolve(String id, Ref chosen, String reason, Principal actor, String key, String body) {
        var request = new Once.Request(actor.id(), "resolve", id, key, body);
        return decisions.decide(() -> once.record(request, () -> choice(id, chosen, reason, actor),
                entry -> settle.accept(Set.of(entry.object()))));
    }

    private Draft choice(String id, Ref chosen, String reason, Principal actor) {
        var card = find(id, actor);
        if (!mayRead(actor, card))
            throw new Refused(Refused.Reason.FOREIGN, id + " is about what lies outside area " + actor.area().code());
        var facts = card.facts();
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
        return Draft.of(actor.id(), Resolution.RESOLVED, fact.about(), Payload.write(resolution))
                .withSealed(Payload.write(new Reason(reason)));
    }

    /** Somebody's own words, so outside the chain. */
    private record Reason(String reason) {}

    private Card find(String id, Principal actor) {
        return open().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(() -> unknown(id, actor));
    }

    private Refused unknown(String id, Principal actor) {
        Optional<Entry> resolution = book.resolutionOf(id).flatMap(ref -> journal.find(ref.node(), ref.seq()));
        return resolution
                .<Refused>map(entry -> new Resolved(
                        sight.nameOf(actor, entry.actor()) + " resolved it at " + entry.at() + ", entry " + Ref.of(entry), entry))
                .orElseGet(
                        () -> new Refused(Refused.Reason.NOT_FOUND, "no conflict " + id + "; it may have grown by a fact of another node"));
    }
}
