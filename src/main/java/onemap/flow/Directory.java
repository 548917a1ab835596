package onemap.flow;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.SourceId;

/** Which object a source speaks for: every source id of a registered thing leads to the one feature. Thread-safe. */
public final class Directory {
    private final ConcurrentHashMap<String, Target> bySource = new ConcurrentHashMap<>();
    /** The ids that lead to each object, so that registering one does not look through all. */
    private final ConcurrentHashMap<String, List<String>> ids = new ConcurrentHashMap<>();
    private final AtomicLong zoning = new AtomicLong();

    /**
     * A registered thing.
     *
     * @param kind     what it is on the map; empty when it is not there
     * @param division code of the village or town it belongs to; empty when it is the county's as a whole
     */
    public record Target(Optional<Kind> kind, String id, Optional<String> division) {
        boolean isSameThing(Target other) { return kind.equals(other.kind) && id.equals(other.id); }
    }

    /** The object's own id and each of its sources lead to it; ids that led to it before and are not listed no longer do. */
    public void register(Target target, Collection<String> aliases) {
        var before = ids.getOrDefault(target.id(), List.of());
        registerNew(target, aliases); // first, so that it is never in no register in between
        boolean left = false;
        for (String id : before)
            if (!id.equals(target.id()) && !aliases.contains(id)) left |= forget(id, target.id());
        ids.put(target.id(), List.copyOf(aliases));
        if (left) zoning.incrementAndGet();
    }

    /** Just these, in that order; at no moment is an id that stands there unknown. */
    void replaceAll(List<RegisterBook.Put> standing) {
        var now = new HashMap<String, Target>();
        for (var put : standing) {
            now.put(put.row().objectId(), put.target());
            put.row().aliases().forEach(alias -> now.put(alias, put.target()));
        }
        bySource.putAll(now);
        bySource.keySet().retainAll(now.keySet());
        ids.clear();
        standing.forEach(put -> ids.put(put.row().objectId(), List.copyOf(put.row().aliases())));
    }

    /** Adds without looking for stale aliases: for the loading of a whole register. */
    void registerNew(Target target, Collection<String> aliases) {
        ids.merge(target.id(), List.copyOf(aliases), Directory::both);
        boolean moved = lead(target.id(), target);
        for (String alias : aliases)
            moved |= lead(alias, target);
        if (moved) zoning.incrementAndGet();
    }

    /** No id leads to the thing any more. */
    void remove(String objectId) {
        boolean left = forget(objectId, objectId);
        for (String id : Optional.ofNullable(ids.remove(objectId)).orElse(List.of()))
            left |= forget(id, objectId);
        if (left) zoning.incrementAndGet();
    }

    /** True when that id led to the object and no longer does. */
    private boolean forget(String id, String objectId) {
        var target = bySource.get(id);
        return target != null && target.id().equals(objectId) && bySource.remove(id, target);
    }

    private static List<String> both(List<String> before, List<String> now) {
        return before.containsAll(now) ? before : Stream.concat(before.stream(), now.stream()).distinct().toList();
    }

    /** Whether that changed its division. */
    private boolean lead(String source, Target target) {
        return !Optional.ofNullable(bySource.put(source, target)).flatMap(Target::division).equals(target.division());
    }

    /** Counts when something came into another division, after it did: who has read it before looking up can tell whether it must look again. */
    public long zoning() {
        return zoning.get();
    }

    /** The division an object belongs to, an alarm where its object does; empty for what is the county's as a whole or in no register. */
    public Optional<String> divisionOf(LiveObject object) {
        return divisionOf(object instanceof Alarm alarm ? alarm.objectId() : object.id());
    }

    public Optional<String> divisionOf(String sourceOrObjectId) { return find(sourceOrObjectId).flatMap(Target::division); }

    /** Whether somebody who answers for that area may see the object; warnings are public. */
    public boolean isInside(Area area, LiveObject object) {
        return isInside(area, object.kind(), object instanceof Alarm alarm ? alarm.objectId() : object.id());
    }

    /** The same of what is gone. */
    public boolean isInside(Area area, Change.Removed removed) {
        return isInside(area, removed.kind(), removed.kind() == Kind.ALARM ? Alarm.objectIdIn(removed.id()) : removed.id());
    }

    private boolean isInside(Area area, Kind kind, String objectId) {
        return kind == Kind.WARNING || area.isWholeCounty() || area.holds(divisionOf(objectId));
    }

    public Optional<Target> find(String sourceOrObjectId) { return Optional.ofNullable(bySource.get(sourceOrObjectId)); }

    public boolean registered(SourceId source) { return bySource.containsKey(source.value()); }

    /** True when no register has been entered. */
    public boolean isEmpty() { return bySource.isEmpty(); }

    /** Every id and where it leads, for the checkpoint. */
    java.util.Map<String, Target> all() { return java.util.Map.copyOf(bySource); }

    /** The id of the object the source speaks for: the registered thing's, else its own. */
    String objectIdFor(SourceId source) {
        var target = bySource.get(source.value());
        return target == null ? source.value() : target.id();
    }
}
