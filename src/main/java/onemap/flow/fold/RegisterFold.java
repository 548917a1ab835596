package onemap.flow.fold;

import com.fasterxml.jackson.databind.JsonNode;
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

/**
 * One row of a register 台账, a GeoJSON Feature with {@code properties.register}, becomes one live object; pure. A thing with sources has the first
 * one's id, so that what it reports and what the register says are one feature; a thing without sources is {@code site:<id>}.
 */
public final class RegisterFold {
    /** Member of the feature: the entry the row stood in before, {@code node/seq}. */
    public static final String BEFORE = "before";

    private RegisterFold() {}

    /** What a register row is about; refuses rows that lack what their register must have, naming it. */
    public record Row(String register, String id, String name, String town, List<SourceId> sources, Optional<LonLat> place,
            JsonNode properties, String before) {
        /** The registers there are. */
        public static final List<String> REGISTERS = List.of("shelters", "riskPoints", "teams", "vehicles", "stations", "cameras");

        public static Row of(JsonNode feature) {
            JsonNode properties = feature.path("properties");
            var sources = new ArrayList<SourceId>();
            properties.path("sources").forEach(source -> sources.add(new SourceId(source.asText())));
            JsonNode at = feature.path("geometry").path("coordinates");
            Optional<LonLat> place = at.isArray() && at.size() >= 2
                    ? Optional.of(new LonLat(at.get(0).asDouble(), at.get(1).asDouble()))
                    : Optional.empty();
            return new Row(required(properties, "register"), required(properties, "id"), required(properties, "name"),
                    properties.path("town").asText(""),
                    List.copyOf(sources), place, properties, feature.path(BEFORE).asText(""));
        }

        private static String required(JsonNode properties, String name) {
            String text = properties.path(name).asText("");
            if (text.isBlank()) throw new IllegalArgumentException("register row without \"" + name + "\"");
            return text;
        }

        public Kind kind() {
            return switch (register) {
                case "shelters", "riskPoints" -> Kind.SITE;
                case "teams" -> sources.isEmpty() ? Kind.SITE : Kind.TRACK;
                case "vehicles" -> Kind.TRACK;
                case "stations" -> Kind.STATION;
                case "cameras" -> Kind.CAMERA;
                default -> throw new IllegalArgumentException("no register \"" + register + "\"");
            };
        }

        public String objectId() { return sources.isEmpty() ? "site:" + id : sources.getFirst().value(); }

        /** Code of the village, else of the town it belongs to. */
        public Optional<String> division() {
            String village = properties.path("villageCode").asText("");
            String code = village.isEmpty() ? properties.path("townCode").asText("") : village;
            return Optional.of(code).filter(known -> !known.isEmpty());
        }

        /** Every id that leads to the object. */
        public List<String> aliases() {
            var aliases = new ArrayList<String>();
            aliases.add("site:" + id);
            sources.forEach(source -> aliases.add(source.value()));
            return aliases;
        }
    }

    /** The object after the row was entered; what it reported before stands. {@code before} finds the object as it is. */
    public static LiveObject enter(Row row, Instant enteredAt, BiFunction<Kind, String, Optional<LiveObject>> before) {
        var standing = before.apply(row.kind(), row.objectId());
        long version = standing.map(LiveObject::version).orElse(0L) + 1;
        return switch (row.kind()) {
            case SITE -> new Site(row.objectId(), row.name(), row.town(), placeOf(row), detail(row), enteredAt, version);
            case TRACK -> track(row, standing.map(Track.class::cast), version);
            case STATION -> new Station(
                    new Station.Identity(row.objectId(), row.name(), text(row, "glyph", "测"), row.town(), row.place(), row.sources(),
                            true),
                    standing.map(s -> ((Station) s).readings()).orElse(Map.of()), version);
            case CAMERA -> camera(row, standing.map(Camera.class::cast), version);
            case WARNING, ALARM -> throw new IllegalArgumentException(row.kind() + " stands in no register");
        };
    }

    private static Track track(Row row, Optional<Track> standing, long version) {
        var type = row.register().equals("teams") ? Track.TrackType.TEAM : Track.TrackType.VEHICLE;
        var identity = new Track.Identity(row.objectId(), row.name(), type, text(row, "glyph", type == Track.TrackType.TEAM ? "队" : "车"),
                row.town(),
                row.sources(), true, row.place());
        if (standing.isEmpty()) return TelemetryFold.atHome(identity, version);
        var was = standing.get();
        return new Track(identity, was.place().or(identity::home), was.altitudeMetres(), was.speedMetresPerSecond(), was.headingDegrees(),
                was
                        .observedAt(),
                was.receivedAt(), was.deviceTime(), was.source(), was.alarmBits(), was.flags(), was.insideWarnings(), version);
    }

    private static Camera camera(Row row, Optional<Camera> standing, long version) {
        Optional<String> stream = Optional.of(text(row, "streamUrl", ""))
                .filter(url -> !url.isEmpty())
                .or(() -> standing.flatMap(Camera::streamUrl));
        return new Camera(row.objectId(), row.name(), row.town(), row.place(), stream, standing.flatMap(Camera::online), standing.flatMap(
                Camera::observedAt), standing.flatMap(Camera::receivedAt), true, version);
    }

    private static Site.Detail detail(Row row) {
        JsonNode p = row.properties();
        return switch (row.register()) {
            case "shelters" ->
                new Site.Shelter(text(row, "tier", "village"), count(p, "capacityPersons"), count(p, "beds"), p.path(
                        "generator").asBoolean());
            case "riskPoints" ->
                new Site.RiskPoint(Site.RiskList.valueOf(text(row, "list", "")), count(p, "threatenedHouseholds"),
                        count(p, "threatenedPersons"), text(row, "trigger", ""));
            case "teams" -> new Site.TeamBase(text(row, "teamClass", ""), count(p, "strengthPersons"), text(row, "equipment", ""));
            default -> throw new IllegalArgumentException("no site in register \"" + row.register() + "\"");
        };
    }

    private static int count(JsonNode properties, String name) {
        JsonNode value = properties.path(name);
        if (value.isMissingNode() || value.isNull()) return 0;
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 0)
            throw new IllegalArgumentException(name + " is not a whole number from 0 on 须为非负整数: " + value);
        return value.asInt();
    }

    private static LonLat placeOf(Row row) {
        return row.place().orElseThrow(() -> new IllegalArgumentException("register row " + row.id() + " without a place"));
    }

    private static String text(Row row, String name, String otherwise) { return row.properties().path(name).asText(otherwise); }
}
