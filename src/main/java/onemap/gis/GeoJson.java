package onemap.gis;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryCollection;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/** GeoJSON (RFC 7946) to and from JTS: WGS-84, longitude first, degrees; heights are dropped. */
public final class GeoJson {
    /** SRID 4326 on every geometry we make. */
    static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326);
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    /** A geometry collection in a geometry collection in … is nobody's map. */
    private static final int MAX_DEPTH = 8;

    private GeoJson() {}

    /**
     * One thing of a layer.
     *
     * @param id         as text, whatever the file wrote
     * @param properties an object, empty when the file wrote none
     */
    public record Feature(Optional<String> id, Optional<Geometry> geometry, JsonNode properties) {

        /** A text property; empty when absent, null or no text. */
        public Optional<String> text(String name) {
            return Optional.ofNullable(properties.get(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
        }
    }

    /**
     * Reads a FeatureCollection, a Feature or a bare geometry.
     *
     * @throws IOException when it cannot be read, is no JSON or no GeoJSON; the message names the feature and the fault
     */
    public static List<Feature> read(InputStream in) throws IOException {
        JsonNode root = JSON.readTree(in);
        if (!root.isObject()) throw new IOException("not a GeoJSON object");
        return switch (root.path("type").asText()) {
            case "FeatureCollection" -> collection(root.path("features"));
            case "Feature" -> List.of(feature(root));
            default -> List.of(new Feature(Optional.empty(), Optional.of(geometry(root)), JsonNodeFactory.instance.objectNode()));
        };
    }

    /** Reads one geometry object. */
    public static Geometry geometry(JsonNode node) throws IOException { return geometry(node, 0); }

    /** Writes a geometry with so many decimals: 6 are 0.1 m. */
    public static ObjectNode write(Geometry geometry, int decimals) {
        var node = JsonNodeFactory.instance.objectNode().put("type", geometry.getGeometryType());
        double scale = Math.pow(10, decimals);
        switch (geometry) {
            case Point point when point.isEmpty() -> node.putArray("coordinates");
            case Point point -> node.set("coordinates", position(point.getCoordinate(), scale));
            case LineString line -> node.set("coordinates", positions(line, scale));
            case Polygon polygon -> node.set("coordinates", rings(polygon, scale));
            case GeometryCollection many when many.getClass() == GeometryCollection.class -> {
                var parts = node.putArray("geometries");
                for (int i = 0; i < many.getNumGeometries(); i++)
                    parts.add(write(many.getGeometryN(i), decimals));
            }
            default -> {
                var parts = node.putArray("coordinates");
                for (int i = 0; i < geometry.getNumGeometries(); i++)
                    parts.add(write(geometry.getGeometryN(i), decimals).get("coordinates"));
            }
        }
        return node;
    }

    private static List<Feature> collection(JsonNode nodes) throws IOException {
        if (!nodes.isArray()) throw new IOException("FeatureCollection without features");
        var features = new ArrayList<Feature>(nodes.size());
        for (JsonNode node : nodes) {
            try {
                features.add(feature(node));
            } catch (IOException fault) {
                throw new IOException("feature " + features.size() + ": " + fault.getMessage(), fault);
            }
        }
        return List.copyOf(features);
    }

    private static Feature feature(JsonNode node) throws IOException {
        if (!node.path("type").asText().equals("Feature")) throw new IOException("type is not Feature");
        var id = node.hasNonNull("id") ? Optional.of(node.get("id").asText()) : Optional.<String>empty();
        var geometry = node.hasNonNull("geometry") ? Optional.of(geometry(node.get("geometry"))) : Optional.<Geometry>empty();
        var properties = node.path("properties");
        return new Feature(id, geometry, properties.isObject() ? properties : JsonNodeFactory.instance.objectNode());
    }

    private static Geometry geometry(JsonNode node, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new IOException("geometries nested deeper than " + MAX_DEPTH);
        JsonNode coordinates = node.path("coordinates");
        return switch (node.path("type").asText()) {
            case "Point" -> WGS84.createPoint(coordinate(coordinates));
            case "LineString" -> line(coordinates);
            case "Polygon" -> polygon(coordinates);
            case "MultiPoint" -> WGS84.createMultiPointFromCoords(coordinates(coordinates));
            case "MultiLineString" -> WGS84.createMultiLineString(each(coordinates, GeoJson::line).toArray(LineString[]::new));
            case "MultiPolygon" -> WGS84.createMultiPolygon(each(coordinates, GeoJson::polygon).toArray(Polygon[]::new));
            case "GeometryCollection" ->
                WGS84.createGeometryCollection(each(node.path("geometries"), part -> geometry(part, depth + 1)).toArray(Geometry[]::new));
            case String other -> throw new IOException("geometry of type '" + other + "'");
        };
    }

    private interface Reader<T> {
        T read(JsonNode node) throws IOException;
    }

    private static <T> List<T> each(JsonNode nodes, Reader<T> reader) throws IOException {
        if (!nodes.isArray()) throw new IOException("coordinates are not a list");
        var parts = new ArrayList<T>(nodes.size());
        for (JsonNode node : nodes)
            parts.add(reader.read(node));
        return parts;
    }

    private static LineString line(JsonNode node) throws IOException {
        Coordinate[] coordinates = coordinates(node);
        if (coordinates.length == 1) throw new IOException("line of one position");
        return WGS84.createLineString(coordinates);
    }

    private static Polygon polygon(JsonNode node) throws IOException {
        List<LinearRing> rings = each(node, GeoJson::ring);
        if (rings.isEmpty()) return WGS84.createPolygon();
        return WGS84.createPolygon(rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    }

    private static LinearRing ring(JsonNode node) throws IOException {
        Coordinate[] coordinates = coordinates(node);
        if (coordinates.length < 4) throw new IOException("ring of " + coordinates.length + " positions");
        if (!coordinates[0].equals2D(coordinates[coordinates.length - 1])) throw new IOException("ring is not closed");
        return WGS84.createLinearRing(coordinates);
    }

    private static Coordinate[] coordinates(JsonNode node) throws IOException {
        return each(node, GeoJson::coordinate).toArray(Coordinate[]::new);
    }

    private static Coordinate coordinate(JsonNode node) throws IOException {
        if (!node.isArray() || node.size() < 2 || !node.get(0).isNumber() || !node.get(1).isNumber())
            throw new IOException("position " + node);
        double lon = node.get(0).asDouble(), lat = node.get(1).asDouble();
        if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
            throw new IOException("position " + node + " is not longitude, latitude in degrees");
        return new Coordinate(lon, lat);
    }

    private static ArrayNode rings(Polygon polygon, double scale) {
        var rings = JsonNodeFactory.instance.arrayNode();
        if (polygon.isEmpty()) return rings;
        rings.add(positions(polygon.getExteriorRing(), scale));
        for (int i = 0; i < polygon.getNumInteriorRing(); i++)
            rings.add(positions(polygon.getInteriorRingN(i), scale));
        return rings;
    }

    private static ArrayNode positions(LineString line, double scale) {
        var positions = JsonNodeFactory.instance.arrayNode();
        for (Coordinate coordinate : line.getCoordinates())
            positions.add(position(coordinate, scale));
        return positions;
    }

    private static ArrayNode position(Coordinate coordinate, double scale) {
        return JsonNodeFactory.instance.arrayNode()
                .add(Math.round(coordinate.x * scale) / scale)
                .add(Math.round(coordinate.y * scale) / scale);
    }
}
