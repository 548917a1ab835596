package onemap.flow;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import onemap.domain.Kind;
import onemap.domain.SourceId;

/** Which object a source speaks for: every source id of a registered thing leads to the one feature. Thread-safe. */
public final class Directory {
    private final ConcurrentHashMap<String, Target> bySource = new ConcurrentHashMap<>();

    /** A live object's kind and id. */
    public record Target(Kind kind, String id) {}

    /** The object's own id and each of its sources lead to it; ids that led to it before and are not listed no longer do. */
    public void register(Kind kind, String objectId, Collection<String> aliases) {
        var target = new Target(kind, objectId);
        bySource.values().removeIf(target::equals);
        bySource.put(objectId, target);
        aliases.forEach(alias -> bySource.put(alias, target));
    }

    /** Adds without looking for stale aliases: for the loading of a whole register. */
    void registerNew(Kind kind, String objectId, Collection<String> aliases) {
        var target = new Target(kind, objectId);
        bySource.put(objectId, target);
        aliases.forEach(alias -> bySource.put(alias, target));
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
