package onemap.flow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Report;
import onemap.domain.Severity;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;
import onemap.flow.fold.AlarmBook;
import onemap.flow.fold.RegisterFold;
import onemap.flow.fold.TelemetryFold;
import onemap.flow.fold.WarningFold;
import onemap.journal.checkpoint.Checkpoint;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.history.History;
import onemap.journal.union.Placed;
import onemap.journal.union.Union;
import onemap.live.codec.LiveCodec;
import onemap.rule.Thresholds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The picture as it was before the stop: the newest checkpoint, then the journal after it, then the history after it. Works on a map of its own;
 * nothing is visible before all of it is there. Belongs to the starting thread.
 */
public final class Recovery {
    private static final Logger log = LoggerFactory.getLogger(Recovery.class);

    private final Map<Kind, Map<String, LiveObject>> objects = new EnumMap<>(Kind.class);
    private final Map<SourceId, RecentKeys> recent = new HashMap<>();
    private AlarmBook alarms;
    private final Directory directory;
    private final Thresholds.Index limits;
    private final Function<Collection<Warning>, WarningFold> newWarnings;
    private WarningFold warnings;

    /**
     * @param newWarnings makes the book of warnings from those of a checkpoint
     * @param names       of actors, by their ids
     */
    public Recovery(Directory directory, Thresholds.Index limits, Function<Collection<Warning>, WarningFold> newWarnings,
            UnaryOperator<String> names) {
        this.directory = directory;
        this.alarms = new AlarmBook(names);
        this.limits = limits;
        this.newWarnings = newWarnings;
        for (Kind kind : Kind.values())
            objects.put(kind, new HashMap<>());
    }

    /** {@code newest}: the newest sound checkpoint; without one everything is folded. */
    public Recovery run(Journal journal, History history, Optional<Checkpoint> newest, LiveCodec codec) {
        var checkpoint = newest.filter(found -> restore(found, codec));
        var union = new Union(journal);
        boolean all = union.isOfSeveral() && foldAll(union);
        long from = all ? 1 : checkpoint.map(found -> found.head().seq()).orElse(0L) + 1;
        if (!all) {
            warnings = newWarnings.apply(objects.get(Kind.WARNING).values().stream().map(Warning.class::cast).toList());
            journal.replay(from, this::fold);
        }
        history.replay(checkpoint.map(Checkpoint::mark).orElse(History.Mark.START), this::fold);
        objects.get(Kind.STATION).replaceAll((id, station) -> leveled((Station) station));
        log.info("recovered {} objects: checkpoint at entry {}, journal to {}", objects.values().stream().mapToInt(Map::size).sum(),
                from - 1, journal.head()
                        .seq());
        return this;
    }

    /**
     * Other nodes' entries may lie before those a checkpoint holds: what people decided is folded whole, what devices told is not. False when one of them is
     * not as it was written: then this node begins with what is its own.
     */
    private boolean foldAll(Union union) {
        var alarms = this.alarms.anew();
        var warnings = newWarnings.apply(List.of());
        var registers = new RegisterBook();
        try {
            union.replay(placed -> {
                registers.fold(placed);
                alarms.fold(placed);
                if (placed.entry().kind().equals(Warnings.RECEIVED)) Warnings.fold(placed.entry(), warnings);
            });
        } catch (Journal.BrokenChain tampered) {
            log.error("what several nodes recorded is not folded together: {}", tampered.getMessage());
            return false;
        }
        this.alarms = alarms;
        this.warnings = warnings;
        directory.replaceAll(List.copyOf(registers.standing()));
        registers.standing().forEach(put -> enter(put.ref().toString(), () -> RegisterFold.enter(put.row(), put.at(), this::find)));
        return true;
    }

    private boolean restore(Checkpoint checkpoint, LiveCodec codec) {
        try {
            var image = PictureImage.decode(checkpoint.payload(), codec);
            image.directory().forEach((source, target) -> directory.registerNew(target, List.of(source)));
            for (LiveObject object : image.objects()) {
                if (object instanceof Alarm alarm) alarms.keep(alarm);
                else
                    put(object);
            }
            return true;
        } catch (IOException e) {
            log.warn("the checkpoint is not used, everything is folded anew: {}", e.getMessage());
            return false;
        }
    }

    private void fold(Entry entry) {
        if (entry.kind().equals(Registers.PUT))
            enter(entry.node() + "/" + entry.seq(), () -> Registers.enter(entry, directory, this::find));
        else if (entry.kind().equals(Registers.REMOVED)) leave(entry.object());
        else if (entry.kind().equals(Warnings.RECEIVED)) Warnings.fold(entry, warnings);
        else
            alarms.fold(Placed.now(entry));
    }

    /** A row that an older release took and this one cannot mean must not keep the server from starting. */
    private void enter(String ref, Supplier<Optional<LiveObject>> row) {
        try {
            row.get().ifPresent(this::put);
        } catch (IllegalArgumentException e) {
            log.error("the register row of entry {} is not on the map: {}", ref, e.getMessage());
        }
    }

    private void leave(String objectId) {
        var target = directory.find(objectId);
        directory.remove(objectId);
        target.flatMap(Directory.Target::kind)
                .flatMap(kind -> find(kind, objectId))
                .ifPresent(object -> RegisterFold.leave(object)
                        .ifPresentOrElse(this::put, () -> objects.get(object.kind()).remove(objectId)));
    }

    private void fold(Report report) {
        recent.computeIfAbsent(report.source(), source -> new RecentKeys())
                .add(TelemetryFold.toldMillis(report), TelemetryFold.key(report));
        String id = directory.objectIdFor(report.source());
        switch (report) {
            case Report.Position position ->
                put(TelemetryFold.move((Track) find(Kind.TRACK, id).orElseGet(() -> TelemetryFold.newTrack(position)), position,
                        List.of()));
            case Report.Observation observation ->
                put(TelemetryFold.read((Station) find(Kind.STATION, id).orElseGet(() -> TelemetryFold.newStation(
                        observation)), observation, limits::level));
            case Report.CameraStatus status ->
                put(TelemetryFold.status((Camera) find(Kind.CAMERA, id).orElseGet(() -> TelemetryFold.newCamera(status)),
                        status));
            case Report.WarningIssued warning -> throw new IllegalStateException("a warning in the history");
        }
    }

    /** Limits may have changed since the reading was judged. */
    private Station leveled(Station station) {
        var readings = new HashMap<String, Station.Reading>();
        station.readings()
                .forEach((property, reading) -> readings.put(property,
                        reading.atLevel(limits.find(station.id(), property).isEmpty()
                                ? Severity.NONE
                                : limits.level(station.id(), property, reading.value(), reading.level()))));
        return new Station(station.identity(), readings, station.version());
    }

    private Optional<LiveObject> find(Kind kind, String id) { return Optional.ofNullable(objects.get(kind).get(id)); }

    private void put(LiveObject object) { objects.get(object.kind()).put(object.id(), object); }

    /** Everything but alarms and warnings. */
    public List<LiveObject> telemetryAndRegisters() {
        var all = new ArrayList<LiveObject>();
        for (Kind kind : List.of(Kind.SITE, Kind.STATION, Kind.CAMERA, Kind.TRACK))
            all.addAll(objects.get(kind).values());
        return all;
    }

    int devicesInNoRegister() {
        return (int) telemetryAndRegisters().stream().filter(object -> directory.find(object.id()).isEmpty()).count();
    }

    WarningFold warnings() { return warnings; }

    AlarmBook alarms() { return alarms; }

    Function<Collection<Warning>, WarningFold> newWarnings() { return newWarnings; }

    /** What each source told lately, so that a resend after the restart is known. */
    Map<SourceId, RecentKeys> recent() { return recent; }
}
