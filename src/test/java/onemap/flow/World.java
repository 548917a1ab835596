package onemap.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import onemap.domain.Alarm;
import onemap.domain.CapAlert;
import onemap.domain.Flags;
import onemap.domain.Kind;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;
import onemap.feed.Receipt;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Once;
import onemap.flow.decision.Recorder;
import onemap.flow.fold.WarningFold;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import onemap.journal.history.History;
import onemap.journal.history.MemoryHistory;
import onemap.live.ChangeLog;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.MemoryLiveMap;
import onemap.live.MemoryRing;
import onemap.live.Picture;
import onemap.live.RingWriter;
import onemap.live.codec.LiveCodec;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** The flow with everything it needs, in memory, at a time the test sets; {@link #restarted()} is what comes back from journal and history. */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-07-18T06:00:00Z");
    static final Thresholds.Index LIMITS = new Thresholds("test", "2026-01-01",
            List.of(new Thresholds.ForProperty("rain1h", 0, Map.of("blue", 35.0,
                    "yellow", 45.0, "orange", 60.0, "red", 80.0), "advice.rain")),
            List.of(new Thresholds.ForStation("mqtt:W1", "waterLevel", 0.02, Map.of("yellow", 7.2,
                    "red", 8.0), "advice.river")))
            .index();

    private final AtomicReference<Instant> now;
    private final Journal journal;
    private final BrokenDisk history;
    private final InstantSource clock;
    final Directory directory = new Directory();
    final Ledgers ledgers;
    final Picture picture;
    final Flow flow;
    final Alarms alarms;
    final Registers registers;
    final DecisionLane decisions;
    final Decider decider;
    private final RingWriter ringWriter;

    World() { this(new AtomicReference<>(START), null, null); }

    private World(AtomicReference<Instant> now, Journal keptJournal, BrokenDisk keptHistory) {
        this.now = now;
        clock = now::get;
        journal = keptJournal == null ? new MemoryJournal("n1", clock, new Random(1)) : keptJournal;
        history = keptHistory == null ? new BrokenDisk(new MemoryHistory(clock)) : keptHistory;
        ledgers = new Ledgers(clock);
        picture = new Picture(clock);
        var codec = new LiveCodec();
        var settings = new LiveSettings(1 << 20, 64, 10_000, Duration.ZERO);
        var changes = new ChangeLog(new MemoryRing(64), codec, picture, settings, new Random(2));
        ringWriter = RingWriter.start(changes, settings);
        var live = new LiveState(new MemoryLiveMap(), picture, changes, codec);
        flow = new Flow(FlowFixture.SETTINGS, ledgers, directory, live, history, LIMITS);
        decisions = new DecisionLane(FlowFixture.SETTINGS.decisionQueue());
        var recorder = new Recorder(journal);
        var recovered = new Recovery(directory, LIMITS,
                standing -> new WarningFold(World::areaOf, Duration.ofHours(24), Duration.ofDays(7), standing),
                actor -> "名" + actor).run(
                        journal, history, Optional.empty(), codec);
        var match = new WarningMatch(flow, new Envelope(120, 123, 28, 31));
        var warnings = new Warnings(recovered, recorder, flow, match, ledgers.of("cap"), clock);
        var once = new Once(recorder, clock);
        alarms = new Alarms(recovered, recorder, once, live, clock);
        registers = new Registers(recorder, once, directory, RegisterRows.of(journal), flow, at -> Optional.empty(), LIMITS::register);
        decider = new Decider(decisions, warnings, alarms, new ThresholdRule(LIMITS), ledgers.of("cap"));
        flow.decideWith(decider);
        flow.matchWith(match);
        warnings.start();
        alarms.start();
        flow.start(recovered);
        decider.judgeAll(picture);
    }

    private static Optional<Geometry> areaOf(CapAlert alert) {
        return alert.infos()
                .stream()
                .flatMap(info -> info.areas().stream())
                .flatMap(area -> area.polygons().stream())
                .findFirst()
                .map(ring -> new GeometryFactory()
                        .createPolygon(
                                ring.stream().map(at -> new Coordinate(at.lonDegrees(), at.latDegrees())).toArray(Coordinate[]::new)));
    }

    /** The same journal and history after a stop. */
    World restarted() {
        close();
        return new World(now, journal, history);
    }

    void at(Instant time) { now.set(time); }

    Instant now() { return now.get(); }

    Receipt.Tally tell(Report... reports) { return flow.accept(List.of(reports)).stored().toCompletableFuture().join(); }

    /** Waits for what was handed to the decision lane before. */
    <T> T decided(java.util.function.Supplier<T> decision) {
        return decisions.decide(decision).join();
    }

    void settle() { decided(() -> null); }

    void load(String... rows) {
        var features = new ArrayList<JsonNode>();
        for (String row : rows)
            features.add(json(row));
        decided(() -> {
            registers.load("测试县", features);
            return null;
        });
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String row(String register, String id, double lon, double lat, String more) {
        return "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[" + lon + "," + lat
                + "]},\"properties\":{\"register\":\"" + register
                + "\",\"id\":\"" + id + "\",\"name\":\"" + id + "\"" + more + "}}";
    }

    Report.Position position(String device, Instant observedAt, double lon, double lat) {
        return new Report.Position(SourceId.of("jt808", device), observedAt, now(), Optional.empty(), Optional.of(new LonLat(lon, lat)), 5,
                10, 90, 0,
                Flags.NONE);
    }

    Report.Observation observation(String station, ObservedProperty property, double value, Instant observedAt) {
        return new Report.Observation(SourceId.of("mqtt", station), property, value, observedAt, now(), Optional.empty(), Flags.NONE);
    }

    Report.WarningIssued warning(CapAlert.MessageType type, String identifier, String sender, CapAlert.Reference... references) {
        var ring = List.of(new LonLat(121.3, 29.1), new LonLat(121.5, 29.1), new LonLat(121.5, 29.3), new LonLat(121.3, 29.3),
                new LonLat(121.3, 29.1));
        var area = new CapAlert.Area("all", List.of(ring), List.of(), List.of(), List.of());
        var info = new CapAlert.Info("zh-CN", "台风", Optional.empty(), "Immediate", "Severe", "Observed", onemap.domain.Severity.ORANGE,
                Optional.empty(),
                Optional.empty(), Optional.of(now().plus(Duration.ofHours(3))), "", "台风橙色预警", "", "", List.of(area));
        var alert = new CapAlert("CAP 1.2", identifier, sender, now(), CapAlert.Status.ACTUAL, type, "Public", "", List.of(references),
                List.of(info));
        return new Report.WarningIssued(SourceId.of("cap", identifier), alert, now());
    }

    Track track(String id) { return (Track) picture.find(Kind.TRACK, id).orElseThrow(); }

    Station station(String id) { return (Station) picture.find(Kind.STATION, id).orElseThrow(); }

    List<Alarm> openAlarms() {
        settle();
        return picture.list(Kind.ALARM).stream().map(Alarm.class::cast).toList();
    }

    FeedLedger.Figures books(String feed) { return ledgers.of(feed).figures(); }

    void disk(Optional<RuntimeException> failure) { history.failure = failure; }

    /** Holds the history's answers back until {@link #releaseDisk()}. */
    void holdDisk() {
        history.held = Optional.of(new CompletableFuture<>());
    }

    void releaseDisk() {
        var held = history.held.orElseThrow();
        history.held = Optional.empty();
        held.complete(null);
    }

    Journal journal() { return journal; }

    @Override public void close() {
        flow.close();
        decisions.close();
        ringWriter.close();
    }

    /** A history whose disk fails or hesitates when the test says so. */
    private static final class BrokenDisk implements History {
        private final History history;
        private volatile Optional<RuntimeException> failure = Optional.empty();
        private volatile Optional<CompletableFuture<Void>> held = Optional.empty();

        BrokenDisk(History history) { this.history = history; }

        @Override public CompletionStage<Void> append(List<Report> reports) {
            if (failure.isPresent()) return CompletableFuture.failedFuture(failure.get());
            var waiting = held;
            var stored = history.append(reports);
            return waiting.<CompletionStage<Void>>map(gate -> gate.thenCompose(open -> stored)).orElse(stored);
        }

        @Override public Mark mark() { return history.mark(); }

        @Override public void replay(Mark after, Consumer<Report> each) { history.replay(after, each); }

        @Override public List<Report.Observation> observations(String source, String property, Instant from, Instant to, int limit) {
            return history.observations(source, property, from, to, limit);
        }

        @Override public List<Report.Position> positions(String source, Instant from, Instant to, int limit) {
            return history.positions(source, from, to, limit);
        }

        @Override public void close() { history.close(); }
    }
}
