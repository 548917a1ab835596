package onemap.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import onemap.domain.Alarm;
import onemap.domain.Severity;
import onemap.domain.Station;

/** One alarm per station, at the worst level of its readings; pure. */
public final class ThresholdRule {
    private final Thresholds.Index limits;

    public ThresholdRule(Thresholds.Index limits) { this.limits = limits; }

    /**
     * What becomes of the station's alarm.
     *
     * @param open the station's alarm that has not ended, if any
     * @return the alarm to record and show; empty when nothing changed. A rise asks for a new acknowledgement, a fall keeps it.
     */
    public Optional<Alarm> judge(Station station, Optional<Alarm> open, Instant now) {
        var severity = station.severity();
        if (open.isEmpty()) return severity == Severity.NONE ? Optional.empty() : Optional.of(raise(station, now));
        var alarm = open.get();
        if (severity == Severity.NONE)
            return alarm.state() == Alarm.State.RETURNED ? Optional.empty() : Optional.of(returned(alarm, station, now));
        if (alarm.state() == Alarm.State.RETURNED)
            return Optional.of(changed(alarm, station, severity, !severity.worseThan(alarm.severity())));
        if (severity == alarm.severity()) return Optional.empty();
        return Optional.of(changed(alarm, station, severity, alarm.severity().worseThan(severity)));
    }

    private Alarm raise(Station station, Instant now) {
        var worst = worst(station);
        var limit = limits.find(station.id(), worst.property().name()).orElseThrow();
        String id = Thresholds.RULE + "." + station.id() + "." + now.toEpochMilli();
        return new Alarm(id, Thresholds.RULE, station.id(), station.identity().name(), station.place(), worst.level(),
                worst.property().name(), worst
                        .value(),
                limit.byLevel().get(worst.level()), worst.property().unit(), now, worst.observedAt(), limit.adviceKey(), Alarm.State.ACTIVE,
                Optional
                        .empty(),
                Optional.empty(), 1);
    }

    private Alarm changed(Alarm alarm, Station station, Severity severity, boolean acknowledgementStands) {
        var worst = worst(station);
        var limit = limits.find(station.id(), worst.property().name()).orElseThrow();
        return new Alarm(alarm.id(), alarm.rule(), alarm.objectId(), station.identity().name(), station.place(), severity,
                worst.property().name(), worst
                        .value(),
                limit.byLevel().get(severity), worst.property().unit(), alarm.raisedAt(), worst.observedAt(), limit.adviceKey(),
                Alarm.State.ACTIVE,
                acknowledgementStands ? alarm.acknowledgement() : Optional.empty(), Optional.empty(), alarm.version() + 1);
    }

    /** Back under every limit: ended when somebody has taken it, else it stays listed. */
    private static Alarm returned(Alarm alarm, Station station, Instant now) {
        var reading = Optional.ofNullable(station.readings().get(alarm.property()));
        var state = alarm.acknowledgement().isPresent() ? Alarm.State.ENDED : Alarm.State.RETURNED;
        return new Alarm(alarm.id(), alarm.rule(), alarm.objectId(), alarm.objectName(), alarm.place(), alarm.severity(), alarm.property(),
                reading.map(
                        Station.Reading::value).orElse(alarm.value()),
                alarm.limit(), alarm.unit(), alarm.raisedAt(), reading.map(Station.Reading::observedAt)
                        .orElse(
                                alarm.observedAt()),
                alarm.adviceKey(), state, alarm.acknowledgement(), Optional.of(now), alarm.version() + 1);
    }

    private static Station.Reading worst(Station station) {
        return station.readings()
                .values()
                .stream()
                .max(Comparator.comparing(Station.Reading::level)
                        .thenComparing(Station.Reading::observedAt)
                        .thenComparing(r -> r.property().name()))
                .orElseThrow();
    }
}
