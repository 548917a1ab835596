package onemap.flow.fold;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Camera;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.Report;
import onemap.domain.Severity;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;

/**
 * How one judged report changes one object; pure. A report older than what stands there changes nothing (the same object comes back): it is history
 * only.
 */
public final class TelemetryFold {
    private TelemetryFold() {}

    /** Says which limit a value has passed, given the level before it. */
    public interface LevelRule {
        Severity level(String stationId, String property, double value, Severity before);
    }

    /** A device without a register entry. */
    public static Track newTrack(Report.Position position) {
        return atHome(unknownTrack(position.source()), 0);
    }

    static Track.Identity unknownTrack(SourceId source) {
        return new Track.Identity(source.value(), source.idInFeed(), Track.TrackType.DEVICE, "端", "", List.of(source), false,
                Optional.empty());
    }

    /** A track that has not reported yet. */
    static Track atHome(Track.Identity identity, long version) {
        return new Track(identity, identity.home(), Double.NaN, Double.NaN, Double.NaN, Optional.empty(), Optional.empty(),
                Optional.empty(),
                identity.sources().getFirst(), 0, Flags.NONE, List.of(), version);
    }

    public static Station newStation(Report.Observation observation) {
        return new Station(unknownStation(observation.source()), Map.of(), 0);
    }

    static Station.Identity unknownStation(SourceId source) {
        return new Station.Identity(source.value(), source.idInFeed(), "测", "", Optional.empty(), List.of(source), false);
    }

    public static Camera newCamera(Report.CameraStatus status) {
        return new Camera(status.source().value(), status.name(), "", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(),
                Optional.empty(), false, 0);
    }

    /** Newest device time wins; without a fix the last good place stands and the flag says so. */
    public static Track move(Track before, Report.Position position, List<String> insideWarnings) {
        if (before.observedAt().isPresent() && !position.observedAt().isAfter(before.observedAt().get())) return before;
        var place = position.place().isPresent() ? position.place() : before.place();
        return new Track(before.identity(), place, position.altitudeMetres(), position.speedMetresPerSecond(), position.headingDegrees(),
                Optional.of(position.observedAt()), Optional.of(position.receivedAt()), position.deviceTime(), position.source(),
                position.alarmBits(),
                position.flags(), insideWarnings, before.version() + 1);
    }

    public static Track inside(Track before, List<String> insideWarnings) {
        return new Track(before.identity(), before.place(), before.altitudeMetres(), before.speedMetresPerSecond(), before.headingDegrees(),
                before.observedAt(), before.receivedAt(), before.deviceTime(), before.source(), before.alarmBits(), before.flags(),
                insideWarnings,
                before.version() + 1);
    }

    /** {@code level} is the rule's judgement of the value, given the level before. */
    public static Station read(Station before, Report.Observation observation, LevelRule rule) {
        String property = observation.property().name();
        var standing = before.readings().get(property);
        if (standing != null && !observation.observedAt().isAfter(standing.observedAt())) return before;
        var readings = new HashMap<>(before.readings());
        var levelBefore = standing == null ? Severity.NONE : standing.level();
        var level = observation.flags().has(Flag.OUT_OF_RANGE)
                ? levelBefore
                : rule.level(before.id(), property, observation.value(), levelBefore);
        readings.put(property,
                new Station.Reading(observation.property(), observation.value(), level, observation.observedAt(), observation.receivedAt(),
                        observation.deviceTime(), observation.source(), observation.flags()));
        return new Station(before.identity(), readings, before.version() + 1);
    }

    public static Camera status(Camera before, Report.CameraStatus status) {
        if (before.observedAt().isPresent() && status.observedAt().isBefore(before.observedAt().get())) return before;
        boolean registered = before.registered();
        return new Camera(before.id(), registered ? before.name() : status.name(), before.town(),
                registered && before.place().isPresent() ? before.place() : status.place().or(before::place),
                status.streamUrl().or(before::streamUrl), Optional.of(status.online()), Optional.of(status.observedAt()),
                Optional.of(status.receivedAt()),
                registered, before.version() + 1);
    }

    /** What makes two reports the same one told twice, in the precision the history keeps; equal keys of one source are a duplicate. */
    public static long key(Report report) {
        return switch (report) {
            case Report.Position p ->
                mix(mix(mix(told(p.deviceTime(), p.observedAt()), placeKey(p)), Math.round(p.speedMetresPerSecond() * 100)),
                        ((long) p.alarmBits() << 32) + Math.round(p.headingDegrees() * 100));
            case Report.Observation o ->
                mix(mix(told(o.deviceTime(), o.observedAt()), Double.doubleToLongBits(o.value())), o.property().name().hashCode());
            case Report.CameraStatus c -> mix(mix(c.observedAt().toEpochMilli(), c.online() ? 1 : 0), c.name().hashCode());
            case Report.WarningIssued w -> mix(w.alert().sent().toEpochMilli(), w.alert().identifier().hashCode());
        };
    }

    /** The time that is told in the key, whatever the clock rule made of it, epoch milliseconds. */
    public static long toldMillis(Report report) {
        return switch (report) {
            case Report.Position p -> told(p.deviceTime(), p.observedAt());
            case Report.Observation o -> told(o.deviceTime(), o.observedAt());
            case Report.CameraStatus c -> c.observedAt().toEpochMilli();
            case Report.WarningIssued w -> w.alert().sent().toEpochMilli();
        };
    }

    private static long told(Optional<Instant> deviceTime, Instant observedAt) {
        return (deviceTime.isPresent() ? deviceTime.get() : observedAt).toEpochMilli();
    }

    private static long placeKey(Report.Position position) {
        if (position.place().isEmpty()) return 0;
        var at = position.place().get();
        return mix(Math.round(at.lonDegrees() * 1e7), Math.round(at.latDegrees() * 1e7));
    }

    /** SplitMix64's finalizer (Steele, Lea, Flood 2014) over the running value. */
    private static long mix(long running, long next) {
        long z = running * 0x9E3779B97F4A7C15L + next;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

}
