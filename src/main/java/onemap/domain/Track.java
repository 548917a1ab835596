package onemap.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Current state of something that moves 移动目标: a team, a vehicle.
 *
 * @param place       last good place; empty before the first fix of a track without a home base
 * @param observedAt  of the newest report; empty before the first one
 * @param source      who reported last
 * @param insideWarnings ids of the active warnings whose area holds the place
 */
public record Track(Identity identity, Optional<LonLat> place, double altitudeMetres, double speedMetresPerSecond, double headingDegrees,
        Optional<Instant> observedAt, Optional<Instant> receivedAt, Optional<Instant> deviceTime, SourceId source, int alarmBits,
        Flags flags,
        List<String> insideWarnings, long version) implements LiveObject {

    /**
     * What does not change when it moves.
     *
     * @param sources    every source id that speaks for it, the first being the object's id
     * @param registered false for a device admitted without a register entry
     * @param home       where it stands when it has never reported
     */
    public record Identity(String id, String name, TrackType type, String glyph, String town, List<SourceId> sources, boolean registered,
            Optional<LonLat> home) {
        public Identity { sources = List.copyOf(sources); }
    }

    /** What moves. */
    public enum TrackType {
        TEAM, VEHICLE, DEVICE
    }

    public Track { insideWarnings = List.copyOf(insideWarnings); }

    @Override public Kind kind() { return Kind.TRACK; }

    @Override public String id() { return identity.id(); }
}
