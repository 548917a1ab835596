package onemap.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import onemap.domain.Kind;

/** The shared copy where there is nobody to share it with. Thread-safe. */
public final class MemoryLiveMap implements LiveMap {
    private final Map<Kind, Map<String, byte[]>> byKind = new EnumMap<>(Kind.class);

    public MemoryLiveMap() {
        for (Kind kind : Kind.values())
            byKind.put(kind, new ConcurrentHashMap<>());
    }

    @Override public void putAll(Kind kind, Map<String, byte[]> encodedById) { byKind.get(kind).putAll(encodedById); }

    @Override public void removeAll(Kind kind, Set<String> ids) { byKind.get(kind).keySet().removeAll(ids); }

    @Override public void forEach(Kind kind, BiConsumer<String, byte[]> each) { byKind.get(kind).forEach(each); }

    @Override public int size(Kind kind) { return byKind.get(kind).size(); }
}
