package onemap.sim;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onemap.domain.Alarm;
import onemap.journal.Entry;
import onemap.journal.union.Ref;
import onemap.sim.Operation.Answer;

/** What must hold when everything that could go wrong has gone wrong and everybody has met everybody. */
final class Check {
    private final List<SimNode> nodes;
    private final List<Operation> operations;
    private final Oracle oracle;

    Check(List<SimNode> nodes, List<Operation> operations, Map<Ref, Map<String, Long>> sight) {
        this.nodes = nodes;
        this.operations = operations;
        this.oracle = new Oracle(nodes.getFirst().disk, sight);
    }

    void all() {
        operations.forEach(this::recordedOnce);
        everybodyWasToldTheTruth();
        sameEverywhere();
        standingAsTheFactsDemand();
        aCardForEachContradiction();
        replayed();
    }

    private static void hold(boolean holds, String what) { if (!holds) throw new AssertionError(what); }

    private void recordedOnce(Operation operation) {
        var entries = oracle.order().stream().filter(entry -> entry.idempotencyKey().filter(operation.key::equals).isPresent()).toList();
        var writers = entries.stream().map(Entry::node).toList();
        hold(Set.copyOf(writers).size() == writers.size(), operation + " is recorded twice by one node: " + refs(entries));
        if (!operation.done().isEmpty()) hold(!entries.isEmpty(), operation + " was answered as done and is lost");
        var told = new TreeMap<String, Set<String>>();
        for (var done : operation.done())
            told.computeIfAbsent(done.node(), node -> new TreeSet<>()).add(((Answer.Done) done.answer()).told());
        told.forEach((node, answers) -> hold(answers.size() == 1, operation + " was answered differently by " + node + ": " + answers));
        for (var entry : entries)
            hold(entry.actor().equals(operation.actor), operation + " is recorded as " + entry.actor() + "'s");
    }

    private static List<Ref> refs(List<Entry> entries) { return entries.stream().map(Ref::of).toList(); }

    /** By each node's own chain: who was told to be first was, who was told to be second was, who took something back had it, and lately. */
    private void everybodyWasToldTheTruth() {
        for (var entry : oracle.order()) {
            var json = oracle.json(entry);
            switch (entry.kind()) {
                case "alarm.raised" -> hold(first(entry), Ref.of(entry) + " raises an alarm a second time");
                case "alarm.acknowledged-again" ->
                    hold(json.path("first").path("seq").asLong() > 0, Ref.of(entry) + " names nobody who was first");
                case "alarm.acknowledgement-undone" -> {
                    var undone = nodes.getFirst().disk.find(json.path("node").asText(), json.path("seq").asLong()).orElseThrow();
                    hold(undone.actor().equals(entry.actor()), Ref.of(entry) + " takes back what was another's");
                    boolean late = undone.node().equals(entry.node()) && entry.at().isAfter(undone.at().plusSeconds(10));
                    hold(!late, Ref.of(entry) + " takes back too late");
                }
                default -> {
                }
            }
        }
        for (var operation : operations)
            for (var done : operation.done())
                if (operation.what == Operation.What.TAKE) tookIt(operation, done);
    }

    private boolean first(Entry raised) {
        String id = oracle.json(raised).path("id").asText();
        return oracle.order()
                .stream()
                .filter(entry -> entry.node().equals(raised.node()) && entry.actor().startsWith("rule:"))
                .filter(entry -> oracle.json(entry).path("id").asText().equals(id))
                .findFirst()
                .filter(raised::equals)
                .isPresent();
    }

    private void tookIt(Operation operation, Operation.Answered done) {
        boolean second = ((Answer.Done) done.answer()).told().contains("already=true");
        var kinds = oracle.order()
                .stream()
                .filter(entry -> entry.idempotencyKey().filter(operation.key::equals).isPresent())
                .map(Entry::kind)
                .collect(Collectors.toSet());
        hold(kinds.contains(second ? "alarm.acknowledged-again" : "alarm.acknowledged"),
                operation + " was answered otherwise than recorded");
    }

    private void sameEverywhere() {
        var first = nodes.getFirst().shown();
        for (var node : nodes) {
            hold(node.shown().equals(first),
                    node.name + " shows other things than " + nodes.getFirst().name + ":\n" + node.shown() + "\n" + first);
            for (String alarm : oracle.alarms())
                hold(node.alarm(alarm).equals(nodes.getFirst().alarm(alarm)), node.name + " knows otherwise of " + alarm);
        }
    }

    private void standingAsTheFactsDemand() {
        for (String alarm : oracle.alarms()) {
            var holder = nodes.getFirst().alarm(alarm).flatMap(Alarm::acknowledgement).map(Alarm.Acknowledgement::actor);
            hold(holder.equals(oracle.holder(alarm)), alarm + " is " + holder + "'s, and should be " + oracle.holder(alarm) + "'s");
        }
    }

    private void aCardForEachContradiction() {
        var cards = new TreeMap<String, Set<String>>();
        for (var card : nodes.getFirst().cards()) {
            var facts = card.facts().stream().map(fact -> fact.ref().toString()).collect(Collectors.toCollection(TreeSet::new));
            hold(cards.put(card.facts().getFirst().topic(), facts) == null, "two cards about " + card.facts().getFirst().topic());
        }
        hold(cards.equals(oracle.contradictions()), "cards " + cards + " but contradictions " + oracle.contradictions());
    }

    /** What comes back after a stop is what was there before. */
    private void replayed() {
        for (var node : nodes) {
            var before = new HashSet<>(node.shown());
            node.start();
            var after = new HashSet<>(node.shown());
            hold(after.equals(before), node.name + " shows other things after a stop:\n" + after + "\n" + before);
        }
    }
}
