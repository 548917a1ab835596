package onemap.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;

/**
 * The contradictions among the entries of all nodes, as a fold of them: two facts about one topic that say different things and neither of whose writers
 * had seen the other. They stay until somebody chooses; a choice is a fact itself, so two choices on two sides contradict each other again. Pure; one thread.
 */
final class ConflictBook {
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final Map<String, Ref> resolved = new LinkedHashMap<>();

    /** What is known of one topic: its facts in order, and which of them contradict each other. */
    private static final class Topic {
        private final List<Fact> facts = new ArrayList<>(1);
        private final List<Pair> pairs = new ArrayList<>(0);

        Optional<Contradiction> contradiction() {
            var contested = facts.stream().filter(fact -> pairs.stream().anyMatch(pair -> pair.holds(fact))).toList();
            return contested.isEmpty() ? Optional.empty() : Optional.of(new Contradiction(idOf(contested), contested));
        }

        private static String idOf(List<Fact> facts) {
            return ConflictBook.id(facts.getFirst().topic(), facts.stream().map(Fact::ref).collect(Collectors.toSet()));
        }
    }

    private record Pair(Fact one, Fact other) {
        boolean holds(Fact fact) { return fact == one || fact == other; }
    }

    /** Facts that contradict each other, in the order of all entries; at least two of them. The id names just these. */
    record Contradiction(String id, List<Fact> facts) {}

    private static String id(String topic, Set<Ref> facts) {
        return "c-" + Fact.hex(topic + facts.stream().map(Ref::toString).sorted().collect(Collectors.joining(" ", " ", "")));
    }

    void fold(Placed placed) { if (!placed.repeated()) Fact.of(placed).ifPresent(fact -> add(fact, placed)); }

    private void add(Fact fact, Placed placed) {
        var topic = topics.computeIfAbsent(fact.topic(), name -> new Topic());
        if (!fact.settles().isEmpty()) settle(topic, fact);
        for (var other : topic.facts)
            if (!placed.saw(other.ref()) && !other.claim().equals(fact.claim())) topic.pairs.add(new Pair(other, fact));
        topic.facts.add(fact);
    }

    /** What it chose between no longer contradicts anything: the choice speaks for it. */
    private void settle(Topic topic, Fact resolution) {
        resolved.put(id(resolution.topic(), resolution.settles()), resolution.ref());
        topic.pairs.removeIf(pair -> resolution.settles().contains(pair.one().ref()) || resolution.settles().contains(pair.other().ref()));
        topic.facts.removeIf(fact -> resolution.settles().contains(fact.ref()));
    }

    List<Contradiction> open() { return topics.values().stream().flatMap(topic -> topic.contradiction().stream()).toList(); }

    /** The entry that settled a contradiction that once stood. */
    Optional<Ref> resolutionOf(String id) {
        return Optional.ofNullable(resolved.get(id));
    }
}
