package onemap.journal.union;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.ForeignChains;
import onemap.journal.Journal;

/**
 * The entries of all nodes that are held here, in one order that follows from the entries alone: whoever holds the same entries reads them alike,
 * in whatever order they came.
 *
 * <p>An entry's time in that order is its own, but never before that of the entry before it, and after everything its writer had seen: at an entry
 * {@code journal.merged} it is past the times of all heads named there. Then by node, then by number. So each node's own order is kept though its clock
 * may jump, and what was known comes before what was decided in its knowledge (a hybrid logical clock; Kulkarni and others, 2014).
 */
public final class Union {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** How long a key is remembered, as {@code flow.Once} does. */
    private static final Duration KEYS_KEPT = Duration.ofHours(24);

    private final Journal journal;

    public Union(Journal journal) { this.journal = journal; }

    /** Whether other nodes' entries are held at all. */
    public boolean isOfSeveral() { return journal.heads().size() > 1; }

    /**
     * Where it ended.
     *
     * @param unseen whether facts are among the other nodes' entries that this node's chain does not yet say it has seen
     */
    public record End(List<Merged.End> foreignHeads, boolean unseen) {
        /** To be recorded when all of it is in this node's picture, so that what comes after is known to have seen it. */
        public Draft mark() {
            return new Merged(foreignHeads).draft();
        }
    }

    /** All entries in their order. */
    public End replay(Consumer<Placed> each) {
        var chains = journal.heads().keySet().stream().sorted().map(Walk::new).toList();
        var keys = new Keys();
        for (var next = first(chains); next.isPresent(); next = first(chains)) {
            var walk = next.get();
            each.accept(walk.placed(keys));
            walk.advance();
        }
        var own = chains.stream().filter(walk -> walk.node.equals(journal.node())).findFirst();
        Map<String, Long> seen = own.map(walk -> walk.seen).orElse(Map.of());
        var foreign = chains.stream().filter(walk -> !walk.node.equals(journal.node())).toList();
        return new End(foreign.stream().map(Walk::end).toList(),
                foreign.stream().anyMatch(walk -> walk.lastFact > seen.getOrDefault(walk.node, 0L)));
    }

    private static Optional<Walk> first(List<Walk> chains) {
        return chains.stream().filter(Walk::hasNext).min(Comparator.comparing((Walk walk) -> walk.time).thenComparing(walk -> walk.node));
    }

    /** One node's chain on its way. */
    private final class Walk {
        private final String node;
        private final ArrayDeque<Entry> piece = new ArrayDeque<>();
        private Journal.Head read = Journal.Head.EMPTY;
        private Map<String, Long> seen = Map.of();
        private Optional<Merged.End> last = Optional.empty();
        private long lastFact;
        /** Of the entry that is next. */
        private Instant time = Instant.MIN;

        Walk(String node) {
            this.node = node;
            look();
        }

        boolean hasNext() { return !piece.isEmpty(); }

        Merged.End end() { return last.orElseThrow(); }

        Placed placed(Keys keys) {
            var entry = piece.getFirst();
            return new Placed(entry, Optional.of(seen), keys.knows(entry, time));
        }

        void advance() {
            var entry = piece.removeFirst();
            last = Optional.of(Merged.End.of(entry, time));
            if (!entry.kind().equals(Merged.KIND) && !entry.kind().equals(ForeignChains.ADOPTED)) lastFact = entry.seq();
            look();
        }

        /** At the next entry: its time, and what its writer had seen. */
        private void look() {
            if (piece.isEmpty()) fetch();
            if (piece.isEmpty()) return;
            var entry = piece.getFirst();
            time = later(time, entry.at());
            if (!entry.kind().equals(Merged.KIND)) return;
            var heads = new TreeMap<>(seen);
            for (var head : Merged.of(entry).heads()) {
                heads.merge(head.node(), head.seq(), Math::max);
                time = later(time, head.time().plusNanos(1));
            }
            seen = heads;
        }

        private void fetch() {
            piece.addAll(journal.after(node, read));
            if (!piece.isEmpty()) read = new Journal.Head(piece.getLast().seq(), piece.getLast().hash());
        }
    }

    private static Instant later(Instant one, Instant other) { return one.isAfter(other) ? one : other; }

    /**
     * Which requests were recorded lately, under which key and as what: one repeated at another node is not another one, but who was told to be second
     * here and first there was told two things.
     */
    private final class Keys {
        private final LinkedHashMap<String, Used> used = new LinkedHashMap<>();
        private final boolean several = isOfSeveral();

        private record Used(String node, String request, Instant time) {}

        boolean knows(Entry entry, Instant time) {
            if (!several || entry.idempotencyKey().isEmpty()) return false;
            var oldest = time.minus(KEYS_KEPT);
            for (var each = used.values().iterator(); each.hasNext();) {
                if (!each.next().time().isBefore(oldest)) break;
                each.remove();
            }
            String request = request(entry);
            var before = used.putIfAbsent(entry.idempotencyKey().get() + ' ' + entry.kind(), new Used(entry.node(), request, time));
            return before != null && !before.node().equals(entry.node()) && !request.isEmpty() && before.request().equals(request);
        }

        private static String request(Entry entry) {
            try {
                return JSON.readTree(entry.payload()).path("request").asText();
            } catch (JsonProcessingException e) {
                return "";
            }
        }
    }
}
