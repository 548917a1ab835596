package onemap.flow;

import java.time.Instant;
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
    private final ConcurrentHashMap<String, Standing> byObject = new ConcurrentHashMap<>();
    /** The entries that took rows out, by object, as long as nothing stands there again. */
    private final ConcurrentHashMap<String, Entry> removals = new ConcurrentHashMap<>();

    /** A row without its personal part; {@code actor} entered it. */
    public record Standing(Ref ref, String actor, Instant at, RegisterFold.Row row) {
        /** The entry before: the one it stood in, or the one that took it out. */
        public Optional<Ref> before() {
            return Optional.of(row.before()).filter(text -> !text.isEmpty()).map(Ref::parse);
        }
    }

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
        var standing = standing(entry);
        byObject.put(standing.row().objectId(), standing);
        removals.remove(standing.row().objectId());
    }

    void remove(Entry entry) {
        removals.put(entry.object(), entry);
        byObject.remove(entry.object());
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
            byObject.put(put.row().objectId(), new Standing(put.ref(), put.actor(), put.at(), put.row()));
        standing.forEach(put -> removals.remove(put.row().objectId()));
        byObject.keySet().retainAll(Set.copyOf(standing.stream().map(put -> put.row().objectId()).toList()));
    }

    /** By the id of its live object. */
    public Optional<Standing> find(String objectId) {
        return Optional.ofNullable(byObject.get(objectId));
    }

    /** By the register and the row's own id. */
    public Optional<Standing> find(Register register, String id) {
        return byObject.values().stream().filter(each -> each.row().register() == register && each.row().id().equals(id)).findFirst();
    }

    /** The entry that took out the row with that id. */
    public Optional<Entry> removal(Register register, String id) {
        return removals.values().stream().filter(entry -> {
            var gone = Payload.read(entry.payload(), Registers.Removed.class);
            return gone.register().equals(register.key()) && gone.id().equals(id);
        }).findFirst();
    }

    /** By id. */
    public List<Standing> list(Register register) {
        return byObject.values()
                .stream()
                .filter(each -> each.row().register() == register)
                .sorted(Comparator.comparing(each -> each.row().id()))
                .toList();
    }
}
