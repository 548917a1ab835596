package onemap.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onemap.domain.Flag;
import onemap.domain.LonLat;
import onemap.domain.Report;

/** The clock and place rules of architecture invariant 1, the same for every protocol; pure. */
final class Judge {
    /** No device of this trade was built before; an earlier date is a clock that never was set. */
    static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
    private static final double KILOMETRES_PER_DEGREE = 111.2;

    private final Duration aheadAllowed;
    private final LonLat home;
    private final double farAwayKilometres;

    Judge(FlowSettings settings) {
        aheadAllowed = Duration.ofMillis(settings.clockAheadMillis());
        home = new LonLat(settings.home().get(0), settings.home().get(1));
        farAwayKilometres = settings.farAwayKilometres();
    }

    Report.Position judge(Report.Position position) {
        var timed = clockWrong(position.observedAt(), position.receivedAt())
                ? position.withTime(position.receivedAt(), Optional.of(position.observedAt()), position.flags().with(Flag.CLOCK_WRONG))
                : position;
        if (timed.place().isEmpty()) return timed.flags().has(Flag.NO_FIX) ? timed : timed.withFlags(timed.flags().with(Flag.NO_FIX));
        return farAway(timed.place().get()) ? timed.withFlags(timed.flags().with(Flag.FAR_AWAY)) : timed;
    }

    Report.Observation judge(Report.Observation observation) {
        var timed = clockWrong(observation.observedAt(), observation.receivedAt())
                ? observation.withTime(observation.receivedAt(), Optional.of(observation.observedAt()),
                        observation.flags().with(Flag.CLOCK_WRONG))
                : observation;
        return timed.property().possible(timed.value()) || timed.flags().has(Flag.OUT_OF_RANGE)
                ? timed
                : timed.withTime(timed.observedAt(), timed.deviceTime(), timed.flags().with(Flag.OUT_OF_RANGE));
    }

    private boolean clockWrong(Instant observedAt, Instant receivedAt) {
        return observedAt.isAfter(receivedAt.plus(aheadAllowed)) || observedAt.isBefore(EARLIEST);
    }

    /** Equirectangular, good enough for a limit of hundreds of kilometres. */
    private boolean farAway(LonLat place) {
        double north = (place.latDegrees() - home.latDegrees()) * KILOMETRES_PER_DEGREE;
        double east = (place.lonDegrees() - home.lonDegrees()) * KILOMETRES_PER_DEGREE * Math.cos(Math.toRadians(home.latDegrees()));
        return north * north + east * east > farAwayKilometres * farAwayKilometres;
    }
}
