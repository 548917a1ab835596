package onemap.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Ref;

/**
 * What the entries of all nodes come to, thought through once more in another way: from what every writer really had on its screens, noted while it
 * happened, not from what the chains say about it.
 */
final class Oracle {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MERGED = "journal.merged";
    private static final List<String> LEVELS = List.of("NONE", "BLUE", "YELLOW", "ORANGE", "RED");

    private final Map<Ref, Map<String, Long>> sight;
    private final List<Entry> order;
    private final Set<Ref> repeats = new HashSet<>();
    private final Map<Ref, JsonNode> payloads = new HashMap<>();
    private final Map<Ref, Ref> rootOfResolution = new HashMap<>();

    /** @param sight what each entry's writer had on its screens of the others */
    Oracle(Journal journal, Map<Ref, Map<String, Long>> sight) {
        this.sight = sight;
        this.order = ordered(journal);
        var keys = new HashMap<String, Entry>();
        for (var entry : order)
            entry.idempotencyKey().ifPresent(key -> {
                var first = keys.putIfAbsent(key + " " + entry.kind(), entry);
                if (first != null && !first.node().equals(entry.node())) repeats.add(Ref.of(entry));
            });
    }

    private List<Entry> ordered(Journal journal) {
        var times = new HashMap<Ref, Instant>();
        var all = new ArrayList<Entry>();
        journal.heads().keySet().forEach(node -> all.addAll(journal.after(node, Journal.Head.EMPTY)));
        all.forEach(entry -> times.put(Ref.of(entry), Instant.MIN));
        for (boolean changed = true; changed;) {
            changed = false;
            for (var entry : all) {
                var time = time(entry, times);
                if (!time.equals(times.put(Ref.of(entry), time))) changed = true;
            }
        }
        all.sort(Comparator.comparing((Entry entry) -> times.get(Ref.of(entry))).thenComparing(Entry::node).thenComparing(Entry::seq));
        return all;
    }

    private Instant time(Entry entry, Map<Ref, Instant> times) {
        var time = entry.at();
        var before = times.getOrDefault(new Ref(entry.node(), entry.seq() - 1), Instant.MIN);
        if (before.isAfter(time)) time = before;
        if (!entry.kind().equals(MERGED)) return time;
        for (var seen : sight.get(Ref.of(entry)).entrySet()) {
            var other = times.getOrDefault(new Ref(seen.getKey(), seen.getValue()), Instant.MIN);
            if (!seen.getKey().equals(entry.node()) && !other.equals(Instant.MIN) && !other.isBefore(time)) time = other.plusNanos(1);
        }
        return time;
    }

    List<Entry> order() { return order; }

    private boolean saw(Entry writer, Ref other) {
        if (writer.node().equals(other.node())) return other.seq() < writer.seq();
        return other.seq() <= sight.get(Ref.of(writer)).getOrDefault(other.node(), 0L);
    }

    /** Who has an alarm in the end: of those who took it and were told they are first, the first who stands. */
    Optional<String> holder(String alarm) {
        var rises = rises(alarm);
        var out = new HashSet<Ref>();
        for (var entry : kind("conflict.resolved")) {
            json(entry).path("losers").forEach(loser -> out.add(Ref.parse(loser.asText())));
            out.remove(Ref.parse(json(entry).path("stands").asText()));
        }
        for (var taking : kind("alarm.acknowledged")) {
            if (!json(taking).path("alarm").asText().equals(alarm) || repeats.contains(Ref.of(taking))) continue;
            var same = sameRequest(taking);
            boolean undone = kind("alarm.acknowledgement-undone").stream()
                    .anyMatch(undo -> same.contains(new Ref(json(undo).path("node").asText(), json(undo).path("seq").asLong())));
            int place = order.indexOf(taking);
            boolean overtaken = rises.stream().anyMatch(rise -> order.indexOf(rise) > place)
                    || rises.stream()
                            .filter(rise -> order.indexOf(rise) < place)
                            .reduce((before, last) -> last)
                            .filter(last -> !saw(taking, Ref.of(last)))
                            .isPresent();
            if (!undone && !overtaken && same.stream().noneMatch(out::contains)) return Optional.of(taking.actor());
        }
        return Optional.empty();
    }

    private Set<Ref> sameRequest(Entry entry) {
        return order.stream()
                .filter(other -> other == entry || repeats.contains(Ref.of(other)) && other.kind().equals(entry.kind())
                        && other.idempotencyKey().equals(entry.idempotencyKey()))
                .map(Ref::of)
                .collect(Collectors.toSet());
    }

    /** Entries at which the level went up. */
    private List<Entry> rises(String alarm) {
        var rises = new ArrayList<Entry>();
        int level = Integer.MAX_VALUE;
        for (var entry : order) {
            if (!entry.actor().startsWith("rule:") || !json(entry).path("id").asText().equals(alarm)) continue;
            int now = LEVELS.indexOf(json(entry).path("severity").asText());
            if (now > level) rises.add(entry);
            level = now;
        }
        return rises;
    }

    Set<String> alarms() { return kind("alarm.raised").stream().map(entry -> json(entry).path("id").asText()).collect(Collectors.toSet()); }

    /** Each topic that is contested, and the entries that contest it. */
    Map<String, Set<String>> contradictions() {
        var settled = new HashSet<Ref>();
        kind("conflict.resolved").forEach(entry -> json(entry).path("facts").forEach(fact -> settled.add(Ref.parse(fact.asText()))));
        var claims = new TreeMap<String, Map<Ref, String>>();
        var byRef = new HashMap<Ref, Entry>();
        for (var entry : order) {
            byRef.put(Ref.of(entry), entry);
            if (!repeats.contains(Ref.of(entry)) && !settled.contains(Ref.of(entry)))
                claim(entry).ifPresent(claim -> claims.computeIfAbsent(claim[0], any -> new HashMap<>()).put(Ref.of(entry), claim[1]));
        }
        var contested = new TreeMap<String, Set<String>>();
        claims.forEach((topic, said) -> said.forEach((one, what) -> said.forEach((other, else_) -> {
            boolean concurrent = !one.equals(other) && !saw(byRef.get(one), other) && !saw(byRef.get(other), one);
            if (concurrent && !what.equals(else_)) contested.computeIfAbsent(topic, any -> new TreeSet<>()).add(one.toString());
        })));
        return contested;
    }

    /** Topic and what is said about it. */
    private Optional<String[]> claim(Entry entry) {
        var json = json(entry);
        return switch (entry.kind()) {
            case "alarm.acknowledged" -> Optional.of(new String[]{"alarm:" + json.path("alarm").asText(), entry.actor()});
            case "alarm.acknowledgement-undone" -> Optional.of(new String[]{"alarm:" + json.path("alarm").asText(), ""});
            case "register.put" -> entry.actor().equals("loader")
                    ? Optional.empty()
                    : Optional.of(new String[]{"register:" + entry.object(), ((ObjectNode) json.deepCopy()).without("request").toString()});
            case "log.corrected" -> Optional.of(new String[]{"note:" + json.at("/of/node").asText() + "/" + json.at("/of/seq").asLong(),
                    Ref.of(entry).toString()});
            case "conflict.resolved" -> {
                var chosen = Ref.parse(json.path("chosen").asText());
                rootOfResolution.put(Ref.of(entry), rootOfResolution.getOrDefault(chosen, chosen));
                var root = rootOfResolution.get(Ref.of(entry));
                yield order.stream().filter(other -> Ref.of(other).equals(root)).findFirst().flatMap(this::claim);
            }
            default -> Optional.empty();
        };
    }

    List<Entry> kind(String kind) { return order.stream().filter(entry -> entry.kind().equals(kind)).toList(); }

    JsonNode json(Entry entry) { return payloads.computeIfAbsent(Ref.of(entry), ref -> parsed(entry)); }

    private static JsonNode parsed(Entry entry) {
        try {
            return JSON.readTree(entry.payload());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
