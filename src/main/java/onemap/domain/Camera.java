package onemap.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * A camera 摄像机: its register facts and what it last said of itself.
 *
 * @param online     empty before the first status
 * @param observedAt of the newest status
 */
public record Camera(String id, String name, String town, Optional<LonLat> place, Optional<String> streamUrl, Optional<Boolean> online,
        Optional<Instant> observedAt, Optional<Instant> receivedAt, boolean registered, long version) implements LiveObject {
    @Override public Kind kind() { return Kind.CAMERA; }
}
