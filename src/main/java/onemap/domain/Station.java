package onemap.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A fixed sensor 监测站 with the newest reading of each property it measures. */
public record Station(Identity identity, Map<String, Reading> readings, long version) implements LiveObject {
    public Station { readings = Map.copyOf(readings); }

    /**
     * @param sources    every source id that speaks for it, the first being the object's id
     * @param glyph      one hanzi: 雨 水 库 潮 风 气
     * @param place      empty for a device in no register (listed under 未上图)
     * @param registered false for a device admitted without a register entry
     */
    public record Identity(String id, String name, String glyph, String town, Optional<LonLat> place, List<SourceId> sources,
            boolean registered) {
        public Identity { sources = List.copyOf(sources); }
    }

    /** Newest value of one property; {@code level} is the limit it has passed, hysteresis included. */
    public record Reading(ObservedProperty property, double value, Severity level, Instant observedAt, Instant receivedAt,
            Optional<Instant> deviceTime,
            SourceId source,
            Flags flags) {
        public Reading atLevel(Severity judged) {
            return new Reading(property, value, judged, observedAt, receivedAt, deviceTime, source, flags);
        }
    }

    /** The worst level of its readings. */
    public Severity severity() {
        var worst = Severity.NONE;
        for (Reading reading : readings.values())
            if (reading.level().worseThan(worst)) worst = reading.level();
        return worst;
    }

    @Override public Kind kind() { return Kind.STATION; }

    @Override public String id() { return identity.id(); }

    @Override public Optional<LonLat> place() { return identity.place(); }
}
