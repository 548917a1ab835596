package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.gis.cql2.ValueType;
import onemap.gis.cql2.Values;
import onemap.live.codec.LiveJson;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** What of each collection can be asked for in a filter (OGC API – Features, Part 3, 6.2), and what one feature tells of it. */
final class Queryables {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final String GEOMETRY = "geometry";
    private static final String TEXTS = "id name town glyph source";
    private static final String TIMES = "observedAt receivedAt";
    private static final Map<Kind, Map<String, ValueType>> OF = Map.of(
            Kind.TRACK, types(TEXTS + " trackType", "altitudeMetres speedMetresPerSecond headingDegrees alarmBits", "registered", TIMES),
            Kind.STATION, types(TEXTS + " severity", "", "registered", TIMES),
            Kind.SITE, types(TEXTS + " siteType tier riskList riskListTitle trigger teamClass equipment",
                    "capacityPersons beds threatenedHouseholds threatenedPersons strengthPersons", "generator", TIMES),
            Kind.CAMERA, types("id name town source streamUrl", "", "registered online", TIMES),
            Kind.WARNING,
            types("id name identifier sender profile status messageType state severity event eventCode headline description instruction senderName "
                    + "urgency capSeverity certainty areaDesc endedBy source", "", "expiryAssumed",
                    TIMES + " sent effective onset expires"));

    private Queryables() {}

    private static Map<String, ValueType> types(String texts, String numbers, String booleans, String instants) {
        var types = new TreeMap<String, ValueType>();
        types.put(GEOMETRY, ValueType.GEOMETRY);
        put(types, texts, ValueType.TEXT);
        put(types, numbers, ValueType.NUMBER);
        put(types, booleans, ValueType.BOOLEAN);
        put(types, instants, ValueType.INSTANT);
        return Map.copyOf(types);
    }

    private static void put(Map<String, ValueType> types, String names, ValueType type) {
        for (String name : names.strip().split(" +"))
            if (!name.isEmpty()) types.put(name, type);
    }

    static Map<String, ValueType> of(Kind kind) { return OF.get(kind); }

    /** What it tells, as it is shown: what is masked cannot be asked out of it. */
    static Values values(LiveObject object) {
        var feature = new JsonObject(Buffer.buffer(LiveJson.feature(object)));
        var properties = feature.getJsonObject("properties");
        return (name, type) -> switch (type) {
            case GEOMETRY -> geometry(object);
            case TEXT -> Optional.ofNullable(name.equals("id") ? feature.getValue(name) : properties.getValue(name))
                    .filter(String.class::isInstance);
            case NUMBER -> Optional.ofNullable(properties.getValue(name))
                    .filter(Number.class::isInstance)
                    .map(number -> ((Number) number).doubleValue());
            case BOOLEAN -> Optional.ofNullable(properties.getValue(name)).filter(Boolean.class::isInstance);
            case INSTANT -> instant(properties.getValue(name));
        };
    }

    private static Optional<Object> geometry(LiveObject object) {
        if (object instanceof Warning warning) return warning.area().map(Geometry.class::cast);
        return object.place().map(at -> FACTORY.createPoint(new Coordinate(at.lonDegrees(), at.latDegrees())));
    }

    private static Optional<Object> instant(Object told) {
        try {
            return told instanceof String text ? Optional.of(Instant.parse(text)) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
