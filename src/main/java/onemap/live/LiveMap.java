package onemap.live;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import onemap.domain.Kind;

/** The shared copy of the live state: per kind, encoded object by id. Written once per batch, read when a node starts or joins. Thread-safe. */
public interface LiveMap {
    void putAll(Kind kind, Map<String, byte[]> encodedById);

    void removeAll(Kind kind, Set<String> ids);

    void forEach(Kind kind, BiConsumer<String, byte[]> each);

    int size(Kind kind);
}
