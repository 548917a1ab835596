package onemap.domain;

import java.time.Instant;
import java.util.Optional;

/** Anything the outside tells us 上报; decoders make them, lanes fold them into the live picture. */
public sealed interface Report {
    SourceId source();

    /** When it happened, by the device until the clock rule has judged it (architecture invariant 1), UTC. */
    Instant observedAt();

    /** When it reached this server, UTC. */
    Instant receivedAt();

    /**
     * Where something that moves is.
     *
     * @param deviceTime           the device's own time where the clock rule has replaced it in {@code observedAt}, else empty
     * @param place                empty when the device had no usable fix ({@link Flag#NO_FIX})
     * @param altitudeMetres       NaN when not told
     * @param speedMetresPerSecond NaN when not told
     * @param headingDegrees       clockwise from true north, NaN when not told
     * @param alarmBits            alarm word of JT/T 808-2013 table 24, 0 when none; such a report is answered only when durable
     */
    record Position(SourceId source, Instant observedAt, Instant receivedAt, Optional<Instant> deviceTime, Optional<LonLat> place,
            double altitudeMetres, double speedMetresPerSecond, double headingDegrees, int alarmBits, Flags flags) implements Report {
        public Position withTime(Instant observed, Optional<Instant> byDevice, Flags judged) {
            return new Position(source, observed, receivedAt, byDevice, place, altitudeMetres, speedMetresPerSecond, headingDegrees,
                    alarmBits,
                    judged);
        }

        public Position withFlags(Flags judged) { return withTime(observedAt, deviceTime, judged); }
    }

    /** One reading of a fixed sensor, in the unit of its property. */
    record Observation(SourceId source, ObservedProperty property, double value, Instant observedAt, Instant receivedAt,
            Optional<Instant> deviceTime, Flags flags) implements Report {
        public Observation withTime(Instant observed, Optional<Instant> byDevice, Flags judged) {
            return new Observation(source, property, value, observed, receivedAt, byDevice, judged);
        }
    }

    /**
     * What a camera 摄像机 says of itself.
     *
     * @param place     empty when not told: the register's place stands
     * @param streamUrl empty when not told
     */
    record CameraStatus(SourceId source, String name, Optional<LonLat> place, Optional<String> streamUrl, boolean online,
            Instant observedAt,
            Instant receivedAt) implements Report {}

    /** A message of an issuing authority 预警; {@code source} is {@code cap:<identifier>}. */
    record WarningIssued(SourceId source, CapAlert alert, Instant receivedAt) implements Report {
        @Override public Instant observedAt() { return alert.sent(); }
    }
}
