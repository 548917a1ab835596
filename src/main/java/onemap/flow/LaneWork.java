package onemap.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import onemap.domain.Camera;
import onemap.domain.Change;
import onemap.domain.Flag;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.feed.FeedLedger;
import onemap.flow.fold.TelemetryFold;

/** One batch in a lane: what it changed, what is to be stored, what the rules must see. */
final class LaneWork {
    private final Outside outside;
    private final LinkedHashMap<String, Change> changes = new LinkedHashMap<>();
    private final LinkedHashMap<String, Station> levelsChanged = new LinkedHashMap<>();
    private final List<Report> toStore = new ArrayList<>();
    private final Map<FeedLedger, Integer> storedByFeed = new HashMap<>(4);

    /** What a lane needs of the rest of the flow. */
    interface Outside {
        FeedLedger ledger(SourceId source);

        String objectIdFor(SourceId source);

        /** What the source told before the start, else nothing yet. */
        RecentKeys recentKeys(SourceId source);

        Optional<LiveObject> find(Kind kind, String id);

        /** False when no more devices without a register entry may be kept. */
        boolean roomForDevice();

        Judge judge();

        List<String> warningsAt(double lonDegrees, double latDegrees);

        TelemetryFold.LevelRule levelRule();

        void publish(List<Change> changes);

        void levelsChanged(List<Station> stations);

        CompletionStage<Void> store(List<Report> reports);
    }

    LaneWork(Outside outside) { this.outside = outside; }

    /** False when the report's source may not have an object. */
    boolean fold(Handover.Part part, Report told, SourceState state) {
        Report report = switch (told) {
            case Report.Position position -> outside.judge().judge(position);
            case Report.Observation observation -> outside.judge().judge(observation);
            case Report.CameraStatus camera -> camera;
            case Report.WarningIssued warning -> throw new IllegalStateException("warnings go through the decision lane");
        };
        if (!state.recent().add(TelemetryFold.toldMillis(told), TelemetryFold.key(told))) {
            part.duplicate();
            state.ledger().reportsDuplicate(1);
            return true;
        }
        if (!apply(report, state)) {
            part.rejected("too_many_devices");
            state.ledger().reportsRejected("too_many_devices", 1);
            return false;
        }
        note(report, state.ledger());
        part.stored();
        toStore.add(report);
        storedByFeed.merge(state.ledger(), 1, Integer::sum);
        return true;
    }

    private static void note(Report report, FeedLedger ledger) {
        if (report instanceof Report.Position position) {
            if (position.flags().bits() == 0) return;
            if (position.flags().has(Flag.CLOCK_WRONG)) ledger.note("clock_wrong");
            if (position.flags().has(Flag.NO_FIX)) ledger.note("no_fix");
            if (position.flags().has(Flag.FAR_AWAY)) ledger.note("far_away");
        } else if (report instanceof Report.Observation observation && observation.flags().bits() != 0) {
            if (observation.flags().has(Flag.CLOCK_WRONG)) ledger.note("clock_wrong");
            if (observation.flags().has(Flag.OUT_OF_RANGE)) ledger.note("out_of_range");
        }
    }

    private boolean apply(Report report, SourceState state) {
        return switch (report) {
            case Report.Position position -> move(position, state);
            case Report.Observation observation -> read(observation, state);
            case Report.CameraStatus status -> status(status, state);
            case Report.WarningIssued warning -> throw new IllegalStateException("warnings go through the decision lane");
        };
    }

    private boolean move(Report.Position position, SourceState state) {
        var before = (Track) current(Kind.TRACK, state.objectId());
        if (before == null) {
            if (!outside.roomForDevice()) return false;
            before = TelemetryFold.newTrack(position);
        }
        var inside = position.place().isPresent() && !position.flags().has(Flag.FAR_AWAY)
                ? outside.warningsAt(position.place().get().lonDegrees(), position.place().get().latDegrees())
                : before.insideWarnings();
        var after = TelemetryFold.move(before, position, inside);
        if (after == before) return true;
        put(after, onlyMoved(before, after));
        return true;
    }

    /** What a move on the wire does not carry must be the same as before. */
    private static boolean onlyMoved(Track before, Track after) {
        return before.version() > 0 && before.identity() == after.identity() && before.alarmBits() == after.alarmBits()
                && before.deviceTime().isEmpty() && after.deviceTime().isEmpty() && before.source().equals(after.source())
                && before.insideWarnings().equals(after.insideWarnings());
    }

    private boolean read(Report.Observation observation, SourceState state) {
        var before = (Station) current(Kind.STATION, state.objectId());
        if (before == null) {
            if (!outside.roomForDevice()) return false;
            before = TelemetryFold.newStation(observation);
        }
        var after = TelemetryFold.read(before, observation, outside.levelRule());
        if (after == before) return true;
        put(after, false);
        if (after.severity() != before.severity()) levelsChanged.put(after.id(), after);
        return true;
    }

    private boolean status(Report.CameraStatus status, SourceState state) {
        var before = (Camera) current(Kind.CAMERA, state.objectId());
        if (before == null) {
            if (!outside.roomForDevice()) return false;
            before = TelemetryFold.newCamera(status);
        }
        var after = TelemetryFold.status(before, status);
        if (after != before) put(after, false);
        return true;
    }

    /** The object as this batch has left it so far; null when it does not exist (kept inside this class: the hot path). */
    private LiveObject current(Kind kind, String id) {
        return switch (changes.get(id)) {
            case Change.Put put when put.kind() == kind -> put.object();
            case Change.Removed removed when removed.kind() == kind -> null;
            case null, default -> outside.find(kind, id).orElse(null);
        };
    }

    Optional<LiveObject> find(Kind kind, String id) { return Optional.ofNullable(current(kind, id)); }

    void put(LiveObject object, boolean moved) {
        var before = changes.put(object.id(), new Change.Put(object, moved));
        if (moved && before != null && !(before instanceof Change.Put put && put.moved()))
            changes.put(object.id(), new Change.Put(object, false));
    }

    void remove(LiveObject object) { changes.put(object.id(), new Change.Removed(object.kind(), object.id(), object.version() + 1)); }

    /** A warning came or went near the track. */
    void rematch(String trackId) {
        if (!(current(Kind.TRACK, trackId) instanceof Track track) || track.place().isEmpty() || track.flags().has(Flag.FAR_AWAY)) return;
        var inside = outside.warningsAt(track.place().get().lonDegrees(), track.place().get().latDegrees());
        if (!inside.equals(track.insideWarnings())) put(TelemetryFold.inside(track, inside), false);
    }

    void publish() {
        if (!changes.isEmpty()) outside.publish(List.copyOf(changes.values()));
        if (!levelsChanged.isEmpty()) outside.levelsChanged(List.copyOf(levelsChanged.values()));
    }

    /** Telemetry is visible at once and durable within a batch; what the disk refuses is shed and counted. */
    void remember(List<Handover.Part> parts) {
        if (toStore.isEmpty()) {
            parts.forEach(Handover.Part::durable);
            return;
        }
        var answered = List.copyOf(parts);
        outside.store(toStore).whenComplete((done, failure) -> {
            if (failure == null) {
                storedByFeed.forEach(FeedLedger::reportsStored);
                answered.forEach(Handover.Part::durable);
            } else {
                storedByFeed.forEach(FeedLedger::reportsShed);
                answered.forEach(part -> part.failed(failure));
            }
        });
    }
}
