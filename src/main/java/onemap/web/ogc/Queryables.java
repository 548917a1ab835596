package onemap.web.ogc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.gis.cql2.ValueType;
import onemap.gis.cql2.Values;
import onemap.live.codec.LiveJson;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** What of a collection can be asked for, as a JSON Schema (OGC API – Features, Part 3, 6.2), and what one feature tells of it. */
final class Queryables {
    static final String GEOMETRY = "geometry";
    private static final GeometryFactory FACTORY = new GeometryFactory();

    private Queryables() {}

    /** @param uri of the resource itself, without a query */
    static JsonObject schema(FeatureType type, String uri) {
        var properties = new JsonObject();
        type.queryables().forEach((name, value) -> properties.put(name, schema(value).put("title", name)));
        return new JsonObject().put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", uri)
                .put("type", "object")
                .put("title", type.title())
                .put("description", type.description())
                .put("properties", properties)
                .put("additionalProperties", false);
    }

    /** Of one value; good for JSON Schema 2020-12 and OpenAPI 3.0 alike, but for a geometry, which is no parameter. */
    static JsonObject schema(ValueType type) {
        return switch (type) {
            case TEXT -> new JsonObject().put("type", "string");
            case NUMBER -> new JsonObject().put("type", "number");
            case BOOLEAN -> new JsonObject().put("type", "boolean");
            case INSTANT -> new JsonObject().put("type", "string").put("format", "date-time");
            case GEOMETRY -> new JsonObject().put("format", "geometry-any").put("x-ogc-role", "primary-geometry");
        };
    }

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
