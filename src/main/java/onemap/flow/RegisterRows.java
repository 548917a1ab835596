package onemap.flow;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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

    /** A row without its personal part; {@code actor} entered it. */
    public record Standing(Ref ref, String actor, Instant at, RegisterFold.Row row) {
        /** The entry the row stood in before, if this one replaced it. */
        public Optional<Ref> before() {
            return Optional.of(row.before()).filter(text -> !text.isEmpty()).map(Ref::parse);
        }
    }

    /** What this node's journal holds. */
    public static RegisterRows of(Journal journal) {
        var rows = new RegisterRows();
        journal.replayKinds(Set.of(Registers.PUT), rows::enter);
        return rows;
    }

    void enter(Entry entry) {
        var standing = standing(entry);
        byObject.put(standing.row().objectId(), standing);
    }

    /** What an entry {@code register.put} says. */
    public static Standing standing(Entry entry) {
        return new Standing(Ref.of(entry), entry.actor(), entry.at(), RegisterFold.Row.of(Payload.tree(entry.payload())));
    }

    void replaceAll(Collection<RegisterBook.Put> standing) {
        for (var put : standing)
            byObject.put(put.row().objectId(), new Standing(put.ref(), put.actor(), put.at(), put.row()));
        byObject.keySet().retainAll(Set.copyOf(standing.stream().map(put -> put.row().objectId()).toList()));
    }

    /** By the id of its live object. */
    public Optional<Standing> find(String objectId) {
        return Optional.ofNullable(byObject.get(objectId));
    }

    /** By the register and the row's own id. */
    public Optional<Standing> find(String register, String id) {
        return byObject.values().stream().filter(each -> each.row().register().equals(register) && each.row().id().equals(id)).findFirst();
    }

    /** By id. */
    public List<Standing> list(String register) {
        return byObject.values()
                .stream()
                .filter(each -> each.row().register().equals(register))
                .sorted(Comparator.comparing(each -> each.row().id()))
                .toList();
    }
}
