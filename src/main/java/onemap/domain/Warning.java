package onemap.domain;

import java.time.Instant;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * A warning issued by an authority 预警 and what has become of it.
 *
 * @param id        {@code cap:<identifier>}, or {@code cap:<identifier>@<sender>} when two senders use one identifier
 * @param level     worst colour of its blocks
 * @param area      union of its polygons, circles and divisions in WGS-84 lon/lat; empty when none could be placed
 * @param expiresAt when it ends by itself; where the sender named no time, the configured fail-safe after {@code sent}
 * @param endedBy   id of the message that superseded or cancelled it
 */
public record Warning(String id, CapAlert alert, Severity level, State state, Optional<Geometry> area, Instant expiresAt,
        boolean expiryAssumed,
        Optional<String> endedBy, Instant receivedAt, long version) implements LiveObject {

    /** Superseded ≠ cancelled ≠ expired. */
    public enum State {
        ACTIVE("active"), SUPERSEDED("superseded"), CANCELLED("cancelled"), EXPIRED("expired");

        private final String word;

        State(String word) { this.word = word; }

        /** The word used in JSON. */
        public String word() { return word; }
    }

    /** The same under another number. */
    public Warning withVersion(long other) {
        return new Warning(id, alert, level, state, area, expiresAt, expiryAssumed, endedBy, receivedAt, other);
    }

    @Override public Kind kind() { return Kind.WARNING; }

    /** An interior point of its area. */
    @Override public Optional<LonLat> place() {
        return area.filter(geometry -> !geometry.isEmpty()).map(Geometry::getInteriorPoint).map(p -> new LonLat(p.getX(), p.getY()));
    }
}
