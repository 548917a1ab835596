package onemap.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.desk.Conflicts;
import onemap.desk.DutyLog;
import onemap.desk.Merge;
import onemap.desk.Officers;
import onemap.desk.Sight;
import onemap.domain.Alarm;
import onemap.domain.Area;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.flow.Alarms;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.DecisionLane;
import onemap.flow.Directory;
import onemap.flow.decision.Once;
import onemap.flow.decision.Recorder;
import onemap.flow.Recovery;
import onemap.flow.RegisterRows;
import onemap.flow.Registers;
import onemap.flow.fold.WarningFold;
import onemap.journal.Journal.Foreign;
import onemap.journal.Journal;
import onemap.journal.history.MemoryHistory;
import onemap.journal.union.Ref;
import onemap.live.Live;
import onemap.live.Picture;
import onemap.live.codec.LiveCodec;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;

/** One node: the real desk over a simulated disk, in one thread. */
final class SimNode {
    static final List<String> STATIONS = List.of("mqtt:W1", "mqtt:W2");
    static final List<String> DEVICES = List.of("mqtt:X1", "mqtt:X2");
    static final Thresholds.Index LIMITS = new Thresholds("test", "2026-01-01", List.of(new Thresholds.ForProperty("waterLevel", 0,
            Map.of("yellow", 7.0, "red", 8.0), "advice.river")), List.of()).index();
    private static final ObjectMapper JSON = new ObjectMapper();

    final String name;
    final SimDisk disk;
    private final Bug bug;
    private final InstantSource clock;
    private final Map<String, Station> stations = new HashMap<>();
    private boolean up;
    private Live live;
    private Alarms alarms;
    private Officers officers;
    private DutyLog log;
    private Conflicts conflicts;
    private Merge merge;

    SimNode(String name, SimDisk disk, InstantSource clock, Bug bug) {
        this.name = name;
        this.disk = disk;
        this.clock = clock;
        this.bug = bug;
        STATIONS.forEach(id -> stations.put(id, station(id, Map.of(), 0)));
    }

    private static Station station(String id, Map<String, Station.Reading> readings, long version) {
        return new Station(new Station.Identity(id, id, "水", "", Optional.of(new LonLat(121.4, 29.2)), List.of(new SourceId(id)), true),
                readings, version);
    }

    /** One thing after another, in the caller's thread. */
    private static DecisionLane lane() {
        return new DecisionLane(new ThreadPoolExecutor(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override public void execute(Runnable task) { task.run(); }
        });
    }

    boolean isUp() { return up; }

    /** Comes up with what its disk holds; down again when the power is cut meanwhile. */
    void start() {
        disk.reopen();
        try {
            build();
            up = true;
        } catch (Crash cut) {
            up = false;
        }
    }

    private void build() {
        var directory = new Directory();
        var recorder = new Recorder(disk);
        live = new SimLive(new Picture(clock));
        var recovered = new Recovery(directory, LIMITS,
                standing -> new WarningFold(alert -> Optional.empty(), Duration.ofHours(24), Duration.ofDays(7), standing), actor -> actor)
                .run(disk, new MemoryHistory(clock), Optional.empty(), new LiveCodec());
        var once = new Once(recorder, clock);
        var decisions = lane();
        alarms = new Alarms(recovered, recorder, once, live, bug == Bug.UNDO_LATE ? this::slowly : clock);
        var registers = new Registers(recorder, once, directory, RegisterRows.of(disk), new Objects(live), at -> Optional.empty(),
                LIMITS::register);
        officers = new Officers(decisions, alarms, registers);
        log = new DutyLog(decisions, once, disk, directory, clock, new byte[32]);
        conflicts = new Conflicts(decisions, once, disk, alarms, registers, new Sight(directory, actor -> actor));
        merge = new Merge(decisions, recorder, List.of(alarms::refold, registers::refold, conflicts::refold));
        conflicts.whenResolved(merge::show);
        live.publish(recovered.telemetryAndRegisters().stream().map(object -> (Change) new Change.Put(object, false)).toList());
        for (String device : DEVICES)
            if (live.picture().find(Kind.STATION, device).isEmpty())
                live.publish(List.of(new Change.Put(station(device, Map.of(), 1), false)));
        alarms.start();
        if (bug != Bug.HALF_MERGE) unwrapped(() -> {
            merge.start();
            return null;
        });
        disk.shown();
        if (!registers.loaded()) registers.load("测试县", STATIONS.stream().map(SimNode::row).toList());
        if (disk.mayCrash()) for (String id : STATIONS)
            alarms.stationChanged(stations.get(id), new ThresholdRule(LIMITS));
    }

    private Instant slowly() { return Clockwork.START.plus(Duration.between(Clockwork.START, clock.instant()).dividedBy(5)); }

    private static JsonNode row(String station) {
        return JSON.createObjectNode()
                .put("type", "Feature").<com.fasterxml.jackson.databind.node.ObjectNode>set("geometry",
                        JSON.createObjectNode().put("type", "Point").set("coordinates", JSON.createArrayNode().add(121.4).add(29.2)))
                .set("properties", JSON.createObjectNode()
                        .put("register", "stations")
                        .put("id", station)
                        .put("name", station)
                        .set("sources", JSON.createArrayNode().add(station)));
    }

    /** The registers' objects without lanes. */
    private record Objects(Live live) implements Registers.Objects {
        @Override public Picture picture() { return live.picture(); }

        @Override public void publish(List<Change> changes) { live.publish(changes); }

        @Override public void change(String objectId, Function<BiFunction<Kind, String, Optional<LiveObject>>, LiveObject> change) {
            live.publish(List.of(new Change.Put(change.apply(live.picture()::find), false)));
        }

        @Override public void change(Kind kind, String objectId, Function<LiveObject, Optional<LiveObject>> change) {
            live.picture()
                    .find(kind, objectId)
                    .ifPresent(object -> live.publish(List.of(change.apply(object)
                            .<Change>map(after -> new Change.Put(after, false))
                            .orElseGet(() -> new Change.Removed(kind, objectId, object.version() + 1)))));
        }

        @Override public void registersChanged() {
            // nobody remembers sources here
        }
    }

    private <T> Optional<T> unlessCut(Supplier<T> use) {
        if (!up) return Optional.empty();
        try {
            var answer = unwrapped(use);
            disk.shown();
            return Optional.of(answer);
        } catch (Crash cut) {
            up = false;
            return Optional.empty();
        }
    }

    private static <T> T unwrapped(Supplier<T> use) {
        try {
            return use.get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error fault) throw fault;
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Empty when the node is down, or goes down over it. */
    Optional<Operation.Answer> ask(Operation operation) {
        return unlessCut(() -> {
            try {
                return new Operation.Answer.Done(perform(operation));
            } catch (Refused refused) {
                return new Operation.Answer.No(refused.reason());
            } catch (IllegalArgumentException wrong) {
                return new Operation.Answer.No(Refused.Reason.IMPOSSIBLE);
            }
        });
    }

    private String perform(Operation operation) {
        var actor = new Principal(operation.actor, operation.actor, Role.COMMANDER, Area.COUNTY, Principal.Means.TOKEN, "t",
                Optional.empty());
        String body = operation.chosen;
        return unwrapped(() -> switch (operation.what) {
            case TAKE -> officers.acknowledge(operation.object, actor, operation.key, body).join().toString();
            case UNDO -> told(officers.undo(operation.object, actor, operation.key, body).join());
            case PLACE -> told(officers.place(operation.object, new LonLat(Double.parseDouble(operation.chosen), 29), "新站", actor,
                    operation.key, body).join());
            case NOTE -> told(log.note(new DutyLog.Note("水位正常", Optional.empty(), Optional.empty()), actor, operation.key, body).join());
            case CORRECT -> told(log.correct(Ref.parse(operation.object), new DutyLog.Correction("水位偏高", "笔误"), actor, operation.key, body)
                    .join());
            case RESOLVE -> told(conflicts.resolve(operation.object, Ref.parse(operation.chosen), "核实", actor, operation.key, body).join());
        });
    }

    private static String told(onemap.journal.Entry entry) { return Ref.of(entry).toString(); }

    /** A gauge tells a level. */
    void tell(String station, double metres) {
        unlessCut(() -> {
            var before = stations.get(station);
            Instant at = clock.instant();
            var level = LIMITS.level(station, "waterLevel", metres, before.severity());
            var reading = new Station.Reading(ObservedProperty.WATER_LEVEL, metres, level, at, at, Optional.empty(), new SourceId(station),
                    Flags.NONE);
            var now = station(station, Map.of("waterLevel", reading), before.version() + 1);
            stations.put(station, now);
            alarms.stationChanged(now, new ThresholdRule(LIMITS));
            return true;
        });
    }

    /** Takes over what another node holds, in these pieces. */
    void merge(List<List<Foreign>> pieces) {
        Iterator<List<Foreign>> left = new ArrayList<>(pieces).iterator();
        unlessCut(() -> {
            try {
                merge.take(() -> left.hasNext() ? left.next() : List.of());
            } catch (Journal.NotAdopted refused) {
                // what came before it stands
            }
            return true;
        });
    }

    Picture picture() { return live.picture(); }

    List<Conflicts.Card> cards() { return conflicts.list(Principal.CONSOLE).join(); }

    Optional<Alarm> alarm(String id) { return alarms.find(id); }

    /** All that a screen shows of decisions, version by version. */
    List<String> shown() {
        var lines = new ArrayList<String>();
        live.picture().list(Kind.ALARM).forEach(alarm -> lines.add(alarm.toString()));
        for (var object : live.picture().list(Kind.STATION))
            lines.add(object.id() + " " + ((Station) object).identity());
        cards().forEach(
                card -> lines.add(card.id() + " " + card.facts().stream().map(fact -> fact.ref().toString()).toList() + card.standing()));
        lines.sort(null);
        return lines;
    }

    Severity severity(String station) { return stations.get(station).severity(); }
}
