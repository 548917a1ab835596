package onemap.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.register.Particulars;
import onemap.domain.register.Register;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.flow.fold.RegisterFold;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;
import onemap.journal.union.Refold;
import onemap.live.Picture;

/**
 * The registers 台账 as journal entries ({@code register.put}, payload = the row as a GeoJSON Feature without its personal part, which is sealed);
 * lives in the decision lane, but objects that devices report to are changed by their own lane.
 */
public final class Registers {
    /** Kind of the entry that holds a row; its sealed part holds who answers for the thing. */
    public static final String PUT = "register.put";
    /** Kind of the entry that takes a row out of its register. */
    public static final String REMOVED = "register.removed";
    /** Kind of the entry that tells of the import of a file. */
    public static final String IMPORTED = "register.imported";
    static final String LOADED = "county.loaded";

    private final Recorder recorder;
    private final Once once;
    private final Directory directory;
    private final RegisterRows rows;
    private final Map<String, Ref> standing = new HashMap<>();
    private final Objects objects;
    private final Function<LonLat, Optional<String>> divisionAt;
    private final Levels levels;

    /**
     * @param divisionAt code of the town that holds a place
     * @param levels     who judges by the levels of stations
     */
    public Registers(Recorder recorder, Once once, Directory directory, RegisterRows rows, Objects objects,
            Function<LonLat, Optional<String>> divisionAt, Levels levels) {
        this.recorder = recorder;
        this.once = once;
        this.directory = directory;
        this.rows = rows;
        this.objects = objects;
        this.divisionAt = divisionAt;
        this.levels = levels;
    }

    /** The live objects, as far as the registers change them. */
    public interface Objects {
        Picture picture();

        void publish(List<Change> changes);

        /** By its one writer, which finds the object as it is. */
        void change(String objectId, Function<BiFunction<Kind, String, Optional<LiveObject>>, LiveObject> change);

        /** The same of an object that may be gone after it, where there is one. */
        void change(Kind kind, String objectId, Function<LiveObject, Optional<LiveObject>> change);

        /** Sources may speak for other objects now. */
        void registersChanged();
    }

    /** Hears of the levels of each station; empty: it has none of its own. */
    public interface Levels {
        void register(String stationId, Optional<Particulars.Levels> levels);
    }

    /** Of all stations as they stand. */
    public static void levels(RegisterRows rows, Levels levels) {
        rows.list(Register.STATIONS).forEach(station -> tell(station.row(), levels));
    }

    private void tellLevels(RegisterFold.Row row) { tell(row, levels); }

    private static void tell(RegisterFold.Row row, Levels levels) {
        try {
            if (row.particulars() instanceof Particulars.Gauge gauge) levels.register(row.objectId(), gauge.levels());
        } catch (IllegalArgumentException takenByAnOlderRelease) {
            levels.register(row.objectId(), Optional.empty());
        }
    }

    /** Enters the rows of a county in one go and marks it as loaded. */
    public void load(String county, List<JsonNode> features) {
        var drafts = new ArrayList<Draft>(features.size() + 1);
        for (JsonNode feature : features)
            drafts.add(draft(RegisterBook.LOADER, feature));
        drafts.add(
                Draft.of(RegisterBook.LOADER, LOADED, county, Payload.write(Map.of("county", county, "rows", features.size()))));
        var entries = recorder.record(drafts);
        var changes = new ArrayList<Change>(entries.size());
        for (Entry entry : entries)
            if (entry.kind().equals(PUT)) {
                rows.enter(entry);
                tellLevels(RegisterRows.standing(entry).row());
                enter(entry, directory, objects.picture()::find).ifPresent(object -> changes.add(new Change.Put(object, false)));
            }
        objects.publish(changes);
        objects.registersChanged();
    }

    /** The registers made anew from the entries of all nodes. */
    public Refold refold() {
        var fresh = new RegisterBook();
        return new Refold() {
            @Override public void fold(Placed placed) { fresh.fold(placed); }

            @Override public void show(Set<String> touched) { Registers.this.show(fresh, touched); }
        };
    }

    private void show(RegisterBook fresh, Set<String> touched) {
        var now = List.copyOf(fresh.standing());
        touched.stream()
                .filter(id -> fresh.standing(id).isEmpty())
                .flatMap(id -> rows.find(id).stream())
                .forEach(gone -> leave(gone.row()));
        directory.replaceAll(now);
        rows.replaceAll(now);
        standing.clear();
        now.forEach(put -> standing.put(put.row().objectId(), put.ref()));
        touched.stream().flatMap(id -> fresh.standing(id).stream()).forEach(put -> show(put.row(), put.at()));
        objects.registersChanged();
    }

    /** The entry that stands for an object, once other nodes' are held too. */
    public Optional<Ref> standing(String objectId) {
        return Optional.ofNullable(standing.get(objectId));
    }

    /** True when the county's registers stand in the journal. */
    public boolean loaded() { return !directory.isEmpty(); }

    /** Gives a device in no register, {@code request.object()}, its place 上图. */
    public Entry place(LonLat at, String name, Once.Request request) {
        return once.record(request, () -> draft(request.actor(), placed(request.object(), at, name)), this::show);
    }

    /**
     * A new row, or another one instead of the one that {@code seen} names; refused when meanwhile another stands. Who answers for the thing stays unless
     * the row says who. {@code request.object()} is the live object's id.
     */
    public Entry edit(JsonNode feature, Optional<Ref> seen, Once.Request request) {
        return once.record(request, () -> edited(feature, seen, request), this::show);
    }

    private Draft edited(JsonNode feature, Optional<Ref> seen, Once.Request request) {
        RegisterFold.enter(RegisterFold.Row.of(feature), Instant.EPOCH, (kind, id) -> Optional.empty()); // refuses what no object can be made of
        return replacing(feature, asSeen(seen, request.object()), request.actor());
    }

    /** The row that stands, if it is the one the asker had before the eyes. */
    private Optional<RegisterRows.Standing> asSeen(Optional<Ref> seen, String objectId) {
        var now = rows.find(objectId);
        if (now.map(RegisterRows.Standing::ref).equals(seen)) return now;
        throw new Refused(Refused.Reason.IMPOSSIBLE, now
                .map(row -> objectId + " was changed by " + row.actor() + " at " + row.at() + ", it stands in entry " + row.ref())
                .orElse(objectId + " stands in no register"));
    }

    /** A row that was taken out of its register, and the entry it stood in until then. */
    public record Removed(String register, String id, String name, String before) {}

    /** Takes the row out that {@code seen} names; what still reports stays on the map as a device in no register. */
    public Entry remove(Ref seen, Once.Request request) {
        return once.record(request, () -> {
            var row = asSeen(Optional.of(seen), request.object()).orElseThrow().row();
            return Draft.of(request.actor(), REMOVED, request.object(),
                    Payload.write(new Removed(row.register().key(), row.id(), row.name(), seen.toString())));
        }, this::showRemoved);
    }

    private void showRemoved(Entry entry) {
        var row = rows.find(entry.object()).orElseThrow().row();
        directory.remove(entry.object());
        standing.remove(entry.object());
        rows.remove(entry);
        leave(row);
        objects.registersChanged();
    }

    private Draft replacing(JsonNode feature, Optional<RegisterRows.Standing> before, String actor) {
        var after = (ObjectNode) feature.deepCopy();
        before.map(RegisterRows.Standing::ref)
                .or(() -> rows.removal(RegisterFold.Row.of(feature).objectId()).map(Ref::of))
                .ifPresent(ref -> after.put(RegisterFold.BEFORE, ref.toString()));
        var draft = draft(actor, after);
        return before.filter(old -> draft.sealed().isEmpty())
                .flatMap(old -> recorder.journal().findSealed(old.ref().node(), old.ref().seq()))
                .map(draft::withSealed)
                .orElse(draft);
    }

    /** What became of the rows of a file; {@code system} is the coordinate system they came in. */
    public record Imported(String register, String file, String system, int created, int changed, int unchanged, int refused) {}

    /**
     * All rows of a file in one transaction, new ones and others instead of those that stand; what stands as it is written is left alone.
     * The last entry, {@code register.imported}, tells of them all. {@code request.object()} is the register.
     */
    public Entry enterAll(Iterable<JsonNode> features, String file, String system, int refused, Once.Request request) {
        return once.recordAll(request, () -> entered(features, file, system, refused, request), this::showAll);
    }

    private List<Draft> entered(Iterable<JsonNode> features, String file, String system, int refused, Once.Request request) {
        var drafts = new ArrayList<Draft>();
        int changed = 0;
        int unchanged = 0;
        for (var feature : features) {
            var before = rows.find(RegisterFold.Row.of(feature).objectId());
            if (before.filter(old -> standsAs(feature, old)).isPresent()) {
                unchanged++;
                continue;
            }
            if (before.isPresent()) changed++;
            drafts.add(replacing(((ObjectNode) feature).put(RegisterFold.FILE, file), before, request.actor()));
        }
        var imported = new Imported(request.object(), file, system, drafts.size() - changed, changed, unchanged,
                refused);
        drafts.add(Draft.of(request.actor(), IMPORTED, request.object(), Payload.write(imported)));
        return drafts;
    }

    private boolean standsAs(JsonNode feature, RegisterRows.Standing old) {
        var open = (ObjectNode) feature.path("properties").deepCopy();
        JsonNode personal = open.remove("personal");
        boolean samePersons = personal == null || recorder.journal()
                .findSealed(old.ref().node(), old.ref().seq())
                .map(Payload::tree)
                .filter(personal::equals)
                .isPresent();
        return samePersons && open.equals(old.row().properties()) && RegisterFold.Row.of(feature).place().equals(old.row().place());
    }

    private void showAll(List<Entry> entries) {
        for (var entry : entries)
            if (entry.kind().equals(PUT)) enterAndShow(entry);
        objects.registersChanged();
    }

    private JsonNode placed(String objectId, LonLat at, String name) {
        var object = findReporting(objectId).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no device " + objectId));
        if (directory.find(objectId).isPresent()) throw new Refused(Refused.Reason.IMPOSSIBLE, objectId + " stands in a register already");
        return DeviceRow.of(object, at, name, divisionAt.apply(at));
    }

    private void show(Entry entry) {
        enterAndShow(entry);
        objects.registersChanged();
    }

    private void enterAndShow(Entry entry) {
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        directory.register(new Directory.Target(row.kind(), row.objectId(), row.division()), row.aliases());
        standing.computeIfPresent(row.objectId(), (id, before) -> Ref.of(entry));
        rows.enter(entry);
        tellLevels(row);
        String payload = entry.payload(); // read again there: a whole file's rows may wait for their lanes
        if (row.kind().isPresent())
            objects.change(row.objectId(),
                    find -> RegisterFold.enter(RegisterFold.Row.of(Payload.tree(payload)), entry.at(), find).orElseThrow());
    }

    private void show(RegisterFold.Row row, Instant at) {
        tellLevels(row);
        if (row.kind().isPresent()) objects.change(row.objectId(), find -> RegisterFold.enter(row, at, find).orElseThrow());
    }

    private void leave(RegisterFold.Row row) {
        levels.register(row.objectId(), Optional.empty());
        row.kind().ifPresent(kind -> objects.change(kind, row.objectId(), RegisterFold::leave));
    }

    private Optional<LiveObject> findReporting(String id) {
        for (Kind kind : List.of(Kind.STATION, Kind.CAMERA, Kind.TRACK)) {
            var object = objects.picture().find(kind, id);
            if (object.isPresent()) return object;
        }
        return Optional.empty();
    }

    private static Draft draft(String actor, JsonNode feature) {
        var row = RegisterFold.Row.of(feature);
        var open = (ObjectNode) feature.deepCopy();
        JsonNode personal = ((ObjectNode) open.path("properties")).remove("personal");
        var draft = Draft.of(actor, PUT, row.objectId(), open.toString());
        return personal == null ? draft : draft.withSealed(personal.toString());
    }

    /** What one entry makes of the object it is about. */
    static Optional<LiveObject> enter(Entry entry, Directory directory, BiFunction<Kind, String, Optional<LiveObject>> before) {
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        directory.registerNew(new Directory.Target(row.kind(), row.objectId(), row.division()), row.aliases());
        return RegisterFold.enter(row, entry.at(), before);
    }
}
