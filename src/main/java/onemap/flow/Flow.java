package onemap.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.feed.FeedLedger;
import onemap.feed.Inbox;
import onemap.feed.Ledgers;
import onemap.feed.Receipt;
import onemap.flow.fold.TelemetryFold;
import onemap.journal.history.History;
import onemap.live.Live;
import onemap.live.Picture;
import onemap.rule.Thresholds;

/**
 * The arrow diagram as code:
 *
 * <pre>
 * feeds → accept ─ positions, observations, camera states → lane → live → rules → history → receipt
 *                └ warnings → decision lane → journal → live → receipt
 * rules ─ level of a station changed → decision lane → alarms → journal → live
 * officers → desk → decision lane → journal → live → answer
 * </pre>
 */
public final class Flow implements Inbox, Registers.Objects, AutoCloseable {
    private final Ledgers ledgers;
    private final Directory directory;
    private final Live live;
    private final History history;
    private final Thresholds.Index limits;
    private final Judge judge;
    private final FlowSettings settings;
    private final AtomicInteger deviceObjects = new AtomicInteger();
    private final Lane[] lanes;
    private final Map<SourceId, RecentKeys> recent = new ConcurrentHashMap<>();
    private volatile WarningAreasNow areas = (lon, lat) -> List.of();
    private volatile Decisions decisions;

    /** Ids of the active warnings whose area holds a point. */
    public interface WarningAreasNow {
        List<String> at(double lonDegrees, double latDegrees);
    }

    /** The decision lane as the lanes see it. */
    public interface Decisions {
        Receipt warnings(List<Report.WarningIssued> warnings);

        void levelsChanged(List<Station> stations);
    }

    public Flow(FlowSettings settings, Ledgers ledgers, Directory directory, Live live, History history, Thresholds.Index limits) {
        this.settings = settings;
        this.ledgers = ledgers;
        this.directory = directory;
        this.live = live;
        this.history = history;
        this.limits = limits;
        this.judge = new Judge(settings);
        int count = settings.lanes() == 0 ? Runtime.getRuntime().availableProcessors() : settings.lanes();
        lanes = new Lane[count];
        for (int i = 0; i < count; i++)
            lanes[i] = new Lane("lane-" + i, settings, new LaneSide());
    }

    /** Before {@link #start()}: the decision lane needs the flow, and the flow it. */
    public void decideWith(Decisions chosen) {
        decisions = chosen;
    }

    public void matchWith(WarningAreasNow now) { areas = now; }

    /** Shows what was recovered and begins to fold. */
    public void start(Recovery recovered) {
        recent.putAll(recovered.recent());
        live.publish(recovered.telemetryAndRegisters()
                .stream()
                .map(this::matched)
                .map(object -> (Change) new Change.Put(object, false))
                .toList());
        deviceObjects.set(recovered.devicesInNoRegister());
        Arrays.stream(lanes).forEach(Lane::start);
    }

    private LiveObject matched(LiveObject object) {
        if (!(object instanceof Track track) || track.place().isEmpty()) return object;
        return TelemetryFold.inside(track, areas.at(track.place().get().lonDegrees(), track.place().get().latDegrees()));
    }

    @Override public Receipt accept(List<Report> reports) {
        if (reports.isEmpty()) return Handover.receiptForNothing();
        ledgers.of(reports.getFirst().source().feed()).reportsReceived(reports.size());
        if (reports.getFirst() instanceof Report.WarningIssued) return decisions.warnings(warnings(reports));
        return lanes.length == 1 ? toOneLane(lanes[0], reports) : toLanes(reports);
    }

    private static List<Report.WarningIssued> warnings(List<Report> reports) {
        return reports.stream().map(Report.WarningIssued.class::cast).toList();
    }

    private Receipt toLanes(List<Report> reports) {
        var first = laneOf(reports.getFirst().source());
        if (allFromOneSource(reports)) return toOneLane(first, reports);
        var byLane = new ArrayList<List<Report>>(lanes.length);
        for (int i = 0; i < lanes.length; i++)
            byLane.add(new ArrayList<>());
        for (Report report : reports)
            byLane.get(laneNumber(report.source())).add(report);
        var handover = new Handover((int) byLane.stream().filter(part -> !part.isEmpty()).count());
        for (int i = 0; i < lanes.length; i++)
            if (!byLane.get(i).isEmpty()) lanes[i].offer(handover.part(byLane.get(i)));
        return handover.receipt();
    }

    private static boolean allFromOneSource(List<Report> reports) {
        var source = reports.getFirst().source();
        for (int i = 1; i < reports.size(); i++)
            if (!reports.get(i).source().equals(source)) return false;
        return true;
    }

    private static Receipt toOneLane(Lane lane, List<Report> reports) {
        var handover = new Handover(1);
        lane.offer(handover.part(reports));
        return handover.receipt();
    }

    private Lane laneOf(SourceId source) { return lanes[laneNumber(source)]; }

    /** By object, not by source: whatever speaks for one object is handled in order by one lane. */
    private int laneNumber(SourceId source) {
        return laneNumber(directory.objectIdFor(source));
    }

    private int laneNumber(String objectId) {
        int hash = objectId.hashCode();
        return Math.floorMod(hash ^ (hash >>> 15), lanes.length);
    }

    /** Changes an object in the lane that owns it. */
    void inLaneOf(String objectId, Consumer<LaneWork> change) {
        lanes[laneNumber(objectId)].offer(Handover.ofTask(change::accept));
    }

    @Override public void change(String objectId, Function<BiFunction<Kind, String, Optional<LiveObject>>, LiveObject> change) {
        inLaneOf(objectId, work -> work.put(change.apply(work::find), false));
    }

    @Override public void change(Kind kind, String objectId, Function<LiveObject, Optional<LiveObject>> change) {
        inLaneOf(objectId, work -> work.find(kind, objectId)
                .ifPresent(object -> change.apply(object).ifPresentOrElse(after -> work.put(after, false), () -> work.remove(object))));
    }

    /** Every lane looks them up anew. */
    @Override public void registersChanged() {
        for (Lane lane : lanes)
            lane.offer(Handover.ofTask(new Lane.LaneTask() {
                @Override public void run(LaneWork work) {}

                @Override public boolean forgetsSources() { return true; }
            }));
    }

    /** Done when what the lanes have been handed so far is seen; fails when a lane failed at it. */
    CompletionStage<?> shown() {
        var handover = new Handover(lanes.length);
        for (Lane lane : lanes) {
            var nothing = handover.part(List.of());
            if (lane.isWorking()) lane.offer(nothing);
            else
                nothing.durable();
        }
        return handover.receipt().stored();
    }

    @Override public Picture picture() { return live.picture(); }

    @Override public void publish(List<Change> changes) { live.publish(changes); }

    /** Reports waiting in all lanes. */
    public int waitingReports() { return Arrays.stream(lanes).mapToInt(Lane::waitingReports).sum(); }

    public int laneCount() { return lanes.length; }

    @Override public void close() {
        for (Lane lane : lanes)
            lane.stop();
    }

    /** What the lanes see of the flow. */
    private final class LaneSide implements LaneWork.Outside {
        @Override public FeedLedger ledger(SourceId source) { return ledgers.of(source.feed()); }

        @Override public String objectIdFor(SourceId source) { return directory.objectIdFor(source); }

        @Override public RecentKeys recentKeys(SourceId source) {
            var recovered = recent.remove(source);
            return recovered == null ? new RecentKeys() : recovered;
        }

        @Override public Optional<LiveObject> find(Kind kind, String id) { return live.picture().find(kind, id); }

        @Override public boolean roomForDevice() {
            if (deviceObjects.incrementAndGet() <= settings.maxDeviceObjects()) return true;
            deviceObjects.decrementAndGet();
            return false;
        }

        @Override public Judge judge() { return judge; }

        @Override public List<String> warningsAt(double lonDegrees, double latDegrees) { return areas.at(lonDegrees, latDegrees); }

        @Override public TelemetryFold.LevelRule levelRule() { return limits::level; }

        @Override public void publish(List<Change> changes) { live.publish(changes); }

        @Override public void levelsChanged(List<Station> stations) { decisions.levelsChanged(stations); }

        @Override public CompletionStage<Void> store(List<Report> reports) { return history.append(reports); }
    }
}
