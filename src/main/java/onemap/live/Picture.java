package onemap.live;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;

/** The live state in this node's heap, by kind and id; what folding, rules, snapshots and queries read. Thread-safe. */
public final class Picture {
    private final Map<Kind, Map<String, LiveObject>> byKind = new EnumMap<>(Kind.class);

    public Picture() {
        for (Kind kind : Kind.values())
            byKind.put(kind, new ConcurrentHashMap<>());
    }

    public Optional<LiveObject> find(Kind kind, String id) { return Optional.ofNullable(byKind.get(kind).get(id)); }

    public Collection<LiveObject> list(Kind kind) { return byKind.get(kind).values(); }

    public int size(Kind kind) { return byKind.get(kind).size(); }

    public void apply(Change change) {
        switch (change) {
            case Change.Put put -> byKind.get(put.kind()).put(put.id(), put.object());
            case Change.Removed removed -> byKind.get(removed.kind()).remove(removed.id());
        }
    }
}
