package onemap.flow;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Predicate;
import onemap.domain.LonLat;
import java.util.Collection;
import java.util.Comparator;
import onemap.domain.register.Register;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import onemap.flow.decision.Payload;
import onemap.flow.fold.RegisterFold;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Ref;
import java.util.Set;

/** The rows of the registers 台账 as they stand, each with the entry that made it so. Thread-safe; written by the decision lane. */
public final class RegisterRows {
    private final ConcurrentHashMap<String, Kept> byObject = new ConcurrentHashMap<>();
    /** Objects by register and the row's own id. */
    private final ConcurrentHashMap<String, String> byRow = new ConcurrentHashMap<>();
    /** The entries that took rows out, by object, as long as nothing stands there again. */
    private final ConcurrentHashMap<String, Entry> removals = new ConcurrentHashMap<>();

    /** A row without its personal part; {@code actor} entered it. */
    public record Standing(Ref ref, String actor, Instant at, RegisterFold.Row row) {
        /** The entry before: the one it stood in, or the one that took it out. */
        public Optional<Ref> before() {
            return Optional.of(row.before()).filter(text -> !text.isEmpty()).map(Ref::parse);
        }
    }

    /** The same as it is kept: a row in bytes takes a fifth of the room it takes in objects. */
    private record Kept(Ref ref, String actor, Instant at, Register register, String id, Optional<LonLat> place, byte[] feature) {
        static Kept of(Ref ref, String actor, Instant at, RegisterFold.Row row, String feature) {
            return new Kept(ref, actor, at, row.register(), row.id(), row.place(), feature.getBytes(StandardCharsets.UTF_8));
        }

        Standing standing() {
            return new Standing(ref, actor, at, RegisterFold.Row.of(Payload.tree(new String(feature, StandardCharsets.UTF_8))));
        }

        String name() { return key(register, id); }
    }

    private static String key(Register register, String id) { return register.key() + "/" + id; }

    /** What this node's journal holds. */
    public static RegisterRows of(Journal journal) {
        var rows = new RegisterRows();
        journal.replayKinds(Set.of(Registers.PUT, Registers.REMOVED), entry -> {
            if (entry.kind().equals(Registers.PUT)) rows.enter(entry);
            else
                rows.remove(entry);
        });
        return rows;
    }

    void enter(Entry entry) {
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        put(row.objectId(), Kept.of(Ref.of(entry), entry.actor(), entry.at(), row, entry.payload()));
        removals.remove(row.objectId());
    }

    private void put(String objectId, Kept row) {
        var before = byObject.put(objectId, row);
        if (before != null && !before.name().equals(row.name())) byRow.remove(before.name());
        byRow.put(row.name(), objectId);
    }

    void remove(Entry entry) {
        removals.put(entry.object(), entry);
        Optional.ofNullable(byObject.remove(entry.object())).ifPresent(gone -> byRow.remove(gone.name()));
    }

    /** The entry that took out what stood there. */
    public Optional<Entry> removal(String objectId) {
        return Optional.ofNullable(removals.get(objectId));
    }

    /** What an entry {@code register.put} says. */
    public static Standing standing(Entry entry) {
        return new Standing(Ref.of(entry), entry.actor(), entry.at(), RegisterFold.Row.of(Payload.tree(entry.payload())));
    }

    void replaceAll(Collection<RegisterBook.Put> standing) {
        for (var put : standing)
            put(put.row().objectId(), Kept.of(put.ref(), put.actor(), put.at(), put.row(), put.row().feature().toString()));
        standing.forEach(put -> removals.remove(put.row().objectId()));
        byObject.keySet().retainAll(Set.copyOf(standing.stream().map(put -> put.row().objectId()).toList()));
        byRow.values().retainAll(byObject.keySet());
    }

    /** By the id of its live object. */
    public Optional<Standing> find(String objectId) {
        return Optional.ofNullable(byObject.get(objectId)).map(Kept::standing);
    }

    /** By the register and the row's own id. */
    public Optional<Standing> find(Register register, String id) {
        return Optional.ofNullable(byRow.get(key(register, id))).flatMap(this::find);
    }

    /** The entry that took out the row with that id. */
    public Optional<Entry> removal(Register register, String id) {
        return removals.values().stream().filter(entry -> {
            var gone = Payload.read(entry.payload(), Registers.Removed.class);
            return gone.register().equals(register.key()) && gone.id().equals(id);
        }).findFirst();
    }

    public int count(Register register) { return (int) byObject.values().stream().filter(each -> each.register() == register).count(); }

    /** By id. */
    public List<Standing> list(Register register) { return list(register, row -> true); }

    /** Those that have a place there, by id. */
    public List<Standing> within(Register register, Predicate<LonLat> ground) {
        return list(register, row -> row.place().filter(ground).isPresent());
    }

    private List<Standing> list(Register register, Predicate<Kept> which) {
        return byObject.values()
                .stream()
                .filter(each -> each.register() == register && which.test(each))
                .sorted(Comparator.comparing(Kept::id))
                .map(Kept::standing)
                .toList();
    }
}
