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
    static final String LOADED = "county.loaded";

    private final Recorder recorder;
    private final Once once;
    private final Directory directory;
    private final RegisterRows rows;
    private final Map<String, Ref> standing = new HashMap<>();
    private final Objects objects;
    private final Function<LonLat, Optional<String>> divisionAt;

    /** @param divisionAt code of the town that holds a place */
    public Registers(Recorder recorder, Once once, Directory directory, RegisterRows rows, Objects objects,
            Function<LonLat, Optional<String>> divisionAt) {
        this.recorder = recorder;
        this.once = once;
        this.directory = directory;
        this.rows = rows;
        this.objects = objects;
        this.divisionAt = divisionAt;
    }

    /** The live objects, as far as the registers change them. */
    public interface Objects {
        Picture picture();

        void publish(List<Change> changes);

        /** By its one writer, which finds the object as it is. */
        void change(String objectId, Function<BiFunction<Kind, String, Optional<LiveObject>>, LiveObject> change);

        /** Sources may speak for other objects now. */
        void registersChanged();
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
                changes.add(new Change.Put(enter(entry, directory, objects.picture()::find), false));
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
        var row = RegisterFold.Row.of(feature);
        RegisterFold.enter(row, Instant.EPOCH, (kind, id) -> Optional.empty()); // refuses what no object can be made of
        var before = rows.find(request.object());
        if (!before.map(RegisterRows.Standing::ref).equals(seen))
            throw new Refused(Refused.Reason.IMPOSSIBLE, before
                    .map(now -> request.object() + " was changed by " + now.actor() + " at " + now.at() + ", it stands in entry "
                            + now.ref())
                    .orElse(request.object() + " stands in no register"));
        var after = (ObjectNode) feature.deepCopy();
        before.ifPresent(old -> after.put(RegisterFold.BEFORE, old.ref().toString()));
        var draft = draft(request.actor(), after);
        return before.filter(old -> draft.sealed().isEmpty())
                .flatMap(old -> recorder.journal().findSealed(old.ref().node(), old.ref().seq()))
                .map(draft::withSealed)
                .orElse(draft);
    }

    private JsonNode placed(String objectId, LonLat at, String name) {
        var object = findReporting(objectId).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no device " + objectId));
        if (directory.find(objectId).isPresent()) throw new Refused(Refused.Reason.IMPOSSIBLE, objectId + " stands in a register already");
        return Payload.tree(Payload.write(new DeviceRow("Feature", new Point("Point", List.of(at.lonDegrees(), at.latDegrees())),
                new DeviceRow.Properties(registerOf(object.kind()), objectId, name, "", divisionAt.apply(at).orElse(""),
                        List.of(objectId)))));
    }

    private void show(Entry entry) {
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        directory.register(new Directory.Target(row.kind(), row.objectId(), row.division()), row.aliases());
        standing.computeIfPresent(row.objectId(), (id, before) -> Ref.of(entry));
        rows.enter(entry);
        show(row, entry.at());
        objects.registersChanged();
    }

    private void show(RegisterFold.Row row, Instant at) { objects.change(row.objectId(), find -> RegisterFold.enter(row, at, find)); }

    private record Point(String type, List<Double> coordinates) {}

    private record DeviceRow(String type, Point geometry, Properties properties) {
        private record Properties(String register, String id, String name, String town, String townCode, List<String> sources) {}
    }

    private Optional<LiveObject> findReporting(String id) {
        for (Kind kind : List.of(Kind.STATION, Kind.CAMERA, Kind.TRACK)) {
            var object = objects.picture().find(kind, id);
            if (object.isPresent()) return object;
        }
        return Optional.empty();
    }

    private static String registerOf(Kind kind) {
        return switch (kind) {
            case STATION -> "stations";
            case CAMERA -> "cameras";
            case TRACK -> "vehicles";
            case SITE, WARNING, ALARM -> throw new IllegalArgumentException(kind + " cannot be placed");
        };
    }

    private static Draft draft(String actor, JsonNode feature) {
        var row = RegisterFold.Row.of(feature);
        var open = (ObjectNode) feature.deepCopy();
        JsonNode personal = ((ObjectNode) open.path("properties")).remove("personal");
        var draft = Draft.of(actor, PUT, row.objectId(), open.toString());
        return personal == null ? draft : draft.withSealed(personal.toString());
    }

    /** What one entry makes of the object it is about. */
    static LiveObject enter(Entry entry, Directory directory, BiFunction<Kind, String, Optional<LiveObject>> before) {
        var row = RegisterFold.Row.of(Payload.tree(entry.payload()));
        directory.registerNew(new Directory.Target(row.kind(), row.objectId(), row.division()), row.aliases());
        return RegisterFold.enter(row, entry.at(), before);
    }
}
