package onemap.live;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import onemap.domain.Kind;

/** The shared copy in Hazelcast: one map per kind, one call per batch. Thread-safe. */
final class HazelcastLiveMap implements LiveMap {
    private final Map<Kind, IMap<String, byte[]>> byKind = new EnumMap<>(Kind.class);

    HazelcastLiveMap(HazelcastInstance hazelcast) {
        for (Kind kind : Kind.values())
            byKind.put(kind, hazelcast.getMap(kind.collection()));
    }

    @Override public void putAll(Kind kind, Map<String, byte[]> encodedById) { byKind.get(kind).setAll(encodedById); }

    /** Hazelcast removes by key or by a scan of the whole map; removals are few, so by key and all at once. */
    @Override public void removeAll(Kind kind, Set<String> ids) {
        var map = byKind.get(kind);
        var deletions = ids.stream().map(id -> map.deleteAsync(id).toCompletableFuture()).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(deletions).join();
    }

    @Override public void forEach(Kind kind, BiConsumer<String, byte[]> each) {
        for (var entry : byKind.get(kind))
            each.accept(entry.getKey(), entry.getValue());
    }

    @Override public int size(Kind kind) { return byKind.get(kind).size(); }
}
