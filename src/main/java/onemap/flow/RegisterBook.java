package onemap.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Resolution;
import onemap.flow.fold.RegisterFold;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;

/**
 * Which row of the registers stands for each object, as a fold of the entries of all nodes: the last one, but not the loading of a county over what
 * somebody entered whom the loader had not seen, and not what lost in a conflict. Pure; one thread.
 */
final class RegisterBook {
    static final String LOADER = "loader";
    private final Map<String, List<Put>> puts = new HashMap<>();
    private final Set<Ref> ruledOut = new HashSet<>();
    private long place;

    /** A row as it was entered; {@code place} is its number in the order of all entries. */
    record Put(Ref ref, String actor, RegisterFold.Row row, Instant at, long place) {
        boolean loaded() { return actor.equals(LOADER); }

        Directory.Target target() { return new Directory.Target(row.kind(), row.objectId(), row.division()); }
    }

    void fold(Placed placed) {
        place++;
        switch (placed.entry().kind()) {
            case Registers.PUT -> enter(placed);
            case Registers.REMOVED -> remove(placed);
            case Resolution.RESOLVED -> {
                var resolution = Payload.read(placed.entry().payload(), Resolution.class);
                ruledOut.addAll(resolution.loserRefs());
                ruledOut.remove(Ref.parse(resolution.stands()));
            }
            default -> {
            }
        }
    }

    private void enter(Placed placed) {
        var entry = placed.entry();
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        boolean loaded = entry.actor().equals(LOADER);
        var before = puts.computeIfAbsent(row.objectId(), id -> new ArrayList<>(1));
        boolean unaware = loaded && before.stream().anyMatch(put -> !put.loaded() && !placed.saw(put.ref()));
        if (placed.repeated() || unaware) return;
        before.removeIf(put -> put.loaded() && placed.saw(put.ref()));
        before.add(new Put(placed.ref(), entry.actor(), row, entry.at(), place));
    }

    /** What whoever removed it had seen; what another node entered meanwhile stands. */
    private void remove(Placed placed) {
        if (!placed.repeated())
            puts.getOrDefault(placed.entry().object(), new ArrayList<>()).removeIf(put -> placed.saw(put.ref()));
    }

    Optional<Put> standing(String objectId) {
        var all = puts.getOrDefault(objectId, List.of());
        return all.reversed().stream().filter(put -> !ruledOut.contains(put.ref())).findFirst();
    }

    /** Of all objects, in the order they were entered. */
    Collection<Put> standing() {
        return puts.keySet().stream().flatMap(id -> standing(id).stream()).sorted(Comparator.comparingLong(Put::place)).toList();
    }
}
