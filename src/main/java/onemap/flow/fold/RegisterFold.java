package onemap.flow.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import onemap.domain.Camera;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.LonLat;
import onemap.domain.Site;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.register.Particulars;
import onemap.domain.register.Register;

/**
 * One row of a register 台账, a GeoJSON Feature with {@code properties.register}, becomes one live object; pure. A thing with sources has the first
 * one's id, so that what it reports and what the register says are one feature; a thing without sources is {@code site:<id>}.
 */
public final class RegisterFold {
    /** Member of the feature: the entry the row stood in before, {@code node/seq}. */
    public static final String BEFORE = "before";
    /** Member of the feature: the name of the file it was imported from. */
    public static final String FILE = "file";

    private RegisterFold() {}

    /** What a register row is about; refuses rows that lack what their register must have, naming it. */
    public record Row(Register register, String id, String name, String town, List<SourceId> sources, Optional<LonLat> place,
            JsonNode properties, String before) {
        public static Row of(JsonNode feature) {
            JsonNode properties = feature.path("properties");
            var sources = new ArrayList<SourceId>();
            properties.path("sources").forEach(source -> sources.add(new SourceId(source.asText())));
            JsonNode at = feature.path("geometry").path("coordinates");
            Optional<LonLat> place = at.isArray() && at.size() >= 2
                    ? Optional.of(new LonLat(at.get(0).asDouble(), at.get(1).asDouble()))
                    : Optional.empty();
            String key = required(properties, "register");
            var register = Register.find(key).orElseThrow(() -> new IllegalArgumentException("no register \"" + key + "\""));
            return new Row(register, required(properties, "id"), required(properties, "name"), properties.path("town").asText(""),
                    List.copyOf(sources), place, properties, feature.path(BEFORE).asText(""));
        }

        /** As it was entered, without its personal part. */
        public ObjectNode feature() {
            var json = JsonNodeFactory.instance;
            var feature = json.objectNode().put("type", "Feature");
            feature.set("properties", properties);
            feature.set("geometry", place.<JsonNode>map(at -> json.objectNode()
                    .put("type", "Point")
                    .set("coordinates", json.arrayNode().add(at.lonDegrees()).add(at.latDegrees()))).orElse(json.nullNode()));
            if (!before.isEmpty()) feature.put(BEFORE, before);
            return feature;
        }

        private static String required(JsonNode properties, String name) {
            String text = properties.path(name).asText("");
            if (text.isBlank()) throw new IllegalArgumentException("register row without \"" + name + "\"");
            return text;
        }

        /** What it is on the map; empty for what is not there. */
        public Optional<Kind> kind() {
            return register == Register.TEAMS && !sources.isEmpty() ? Optional.of(Kind.TRACK) : register.kind();
        }

        /** What it says beyond name and place; refuses what cannot be meant, naming the property. */
        public Particulars particulars() {
            return ParticularsReader.read(register, properties);
        }

        public String objectId() { return sources.isEmpty() ? ownId() : sources.getFirst().value(); }

        private String ownId() { return (register.kind().isPresent() ? "site" : register.key()) + ":" + id; }

        /** Code of the village, else of the town it belongs to. */
        public Optional<String> division() {
            String village = properties.path("villageCode").asText("");
            String code = village.isEmpty() ? properties.path("townCode").asText("") : village;
            return Optional.of(code).filter(known -> !known.isEmpty());
        }

        /** Every id that leads to the object. */
        public List<String> aliases() {
            var aliases = new ArrayList<String>();
            aliases.add(ownId());
            sources.forEach(source -> aliases.add(source.value()));
            return aliases;
        }
    }

    /**
     * The object after the row was entered; what it reported before stands. {@code before} finds the object as it is. Empty for what is not on the map;
     * refuses a row whose properties cannot be meant.
     */
    public static Optional<LiveObject> enter(Row row, Instant enteredAt, BiFunction<Kind, String, Optional<LiveObject>> before) {
        var particulars = row.particulars();
        return row.kind().map(kind -> {
            var standing = before.apply(kind, row.objectId());
            // what was taken out and is entered again must be newer than its tombstone, which knows every version before
            long first = row.before().isEmpty() ? 1 : enteredAt.toEpochMilli();
            long version = standing.map(object -> object.version() + 1).orElse(first);
            return enter(row, particulars, enteredAt, standing, version);
        });
    }

    private static LiveObject enter(Row row, Particulars particulars, Instant enteredAt, Optional<LiveObject> standing, long version) {
        return switch (particulars) {
            case Particulars.Fixed team when !row.sources().isEmpty() && team.detail() instanceof Site.TeamBase ->
                track(row, standing.map(Track.class::cast), version);
            case Particulars.Fixed fixed ->
                new Site(row.objectId(), row.name(), row.town(), placeOf(row), fixed.detail(), enteredAt, version);
            case Particulars.Vehicle vehicle -> track(row, standing.map(Track.class::cast), version);
            case Particulars.Gauge gauge -> new Station(
                    new Station.Identity(row.objectId(), row.name(), text(row, "glyph", "测"), row.town(), row.place(), row.sources(),
                            true),
                    standing.map(s -> ((Station) s).readings()).orElse(Map.of()), version);
            case Particulars.Camera camera -> camera(row, camera, standing.map(Camera.class::cast), version);
            case Particulars.Post post -> throw new IllegalArgumentException("a post is on no map");
            case Particulars.Grid grid -> throw new IllegalArgumentException("a grid is on no map");
            case Particulars.Household household -> throw new IllegalArgumentException("a household is on no map");
        };
    }

    /** The object after its row was taken out of the register: what still reports stays as a device in no register; empty: it is gone. */
    public static Optional<LiveObject> leave(LiveObject standing) {
        return switch (standing) {
            case Track track when track.observedAt().isPresent() -> {
                var device = TelemetryFold.unknownTrack(track.identity().sources().getFirst());
                yield Optional.of(track(device, track, track.version() + 1));
            }
            case Station station when !station.readings().isEmpty() -> {
                var device = TelemetryFold.unknownStation(station.identity().sources().getFirst());
                yield Optional.of(new Station(device, station.readings(), station.version() + 1));
            }
            case Camera camera when camera.observedAt().isPresent() ->
                Optional.of(new Camera(camera.id(), camera.name(), "", camera.place(), camera.streamUrl(), camera.online(),
                        camera.observedAt(), camera.receivedAt(), false, camera.version() + 1));
            default -> Optional.empty();
        };
    }

    private static Track track(Row row, Optional<Track> standing, long version) {
        var type = row.register() == Register.TEAMS ? Track.TrackType.TEAM : Track.TrackType.VEHICLE;
        var identity = new Track.Identity(row.objectId(), row.name(), type, text(row, "glyph", type == Track.TrackType.TEAM ? "队" : "车"),
                row.town(),
                row.sources(), true, row.place());
        return standing.map(was -> track(identity, was, version)).orElseGet(() -> TelemetryFold.atHome(identity, version));
    }

    private static Track track(Track.Identity identity, Track was, long version) {
        return new Track(identity, was.place().or(identity::home), was.altitudeMetres(), was.speedMetresPerSecond(), was.headingDegrees(),
                was.observedAt(), was.receivedAt(), was.deviceTime(), was.source(), was.alarmBits(), was.flags(), was.insideWarnings(),
                version);
    }

    private static Camera camera(Row row, Particulars.Camera told, Optional<Camera> standing, long version) {
        Optional<String> stream = Optional.of(told.streamUrl())
                .filter(url -> !url.isEmpty())
                .or(() -> standing.flatMap(Camera::streamUrl));
        return new Camera(row.objectId(), row.name(), row.town(), row.place(), stream, standing.flatMap(Camera::online), standing.flatMap(
                Camera::observedAt), standing.flatMap(Camera::receivedAt), true, version);
    }

    private static LonLat placeOf(Row row) {
        return row.place().orElseThrow(() -> new IllegalArgumentException("register row " + row.id() + " without a place"));
    }

    private static String text(Row row, String name, String otherwise) { return row.properties().path(name).asText(otherwise); }
}
