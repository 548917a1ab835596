package onemap.live.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.domain.LonLat;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;

/** Places and areas as GeoJSON geometries (RFC 7946, 3.1). */
final class GeometryJson {
    private GeometryJson() {}

    static void point(Optional<LonLat> place, JsonWriter json) {
        json.name("geometry");
        if (place.isEmpty()) {
            json.nothing();
            return;
        }
        json.beginObject().member("type", "Point").name("coordinates");
        json.beginArray().coordinate(place.get().lonDegrees()).coordinate(place.get().latDegrees()).endArray().endObject();
    }

    /** Every polygon in it, as one MultiPolygon; null when there is none. */
    static void multiPolygon(Optional<Geometry> area, JsonWriter json) {
        var polygons = area.map(GeometryJson::polygonsOf).orElse(List.of());
        json.name("geometry");
        if (polygons.isEmpty()) {
            json.nothing();
            return;
        }
        json.beginObject().member("type", "MultiPolygon").array("coordinates", polygons, polygon -> rings(polygon, json)).endObject();
    }

    private static List<Polygon> polygonsOf(Geometry area) {
        var polygons = new ArrayList<Polygon>();
        area.apply(new PolygonExtracter(polygons));
        polygons.removeIf(Geometry::isEmpty);
        return polygons;
    }

    /** The outer ring counter-clockwise, the holes clockwise (RFC 7946, 3.1.6). */
    private static void rings(Polygon polygon, JsonWriter json) {
        json.beginArray();
        ring(polygon.getExteriorRing(), true, json);
        for (int i = 0; i < polygon.getNumInteriorRing(); i++)
            ring(polygon.getInteriorRingN(i), false, json);
        json.endArray();
    }

    private static void ring(LinearRing ring, boolean counterClockwise, JsonWriter json) {
        var points = ring.getCoordinateSequence();
        boolean reversed = Orientation.isCCW(points) != counterClockwise;
        json.beginArray();
        for (int i = 0; i < points.size(); i++) {
            int index = reversed ? points.size() - 1 - i : i;
            json.beginArray().coordinate(points.getX(index)).coordinate(points.getY(index)).endArray();
        }
        json.endArray();
    }
}
