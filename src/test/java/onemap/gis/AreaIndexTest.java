package onemap.gis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;

class AreaIndexTest {
    private static final Envelope COUNTY = new Envelope(121, 122, 29, 30);

    @Test void agreesWithBruteForceOnRandomAreas() {
        for (int seed = 0; seed < 8; seed++) {
            var random = new Random(seed);
            var areas = new LinkedHashMap<String, Geometry>();
            var index = AreaIndex.empty(COUNTY, 1 + random.nextInt(80), 1 + random.nextInt(80));
            for (int i = 0; i < 8; i++) {
                areas.put("w" + i, star(random));
                index = index.with("w" + i, areas.get("w" + i));
            }
            check(index, areas, random);
            for (String gone : List.of("w3", "w0", "w7")) {
                areas.remove(gone);
                index = index.without(gone);
            }
            check(index, areas, random);
        }
    }

    private static void check(AreaIndex index, Map<String, Geometry> areas, Random random) {
        var points = new ArrayList<Coordinate>();
        for (int i = 0; i < 400; i++)
            points.add(new Coordinate(120.8 + 1.4 * random.nextDouble(), 28.8 + 1.4 * random.nextDouble()));
        for (int i = 0; i < 60; i++)
            points.add(new Coordinate(121 + random.nextInt(9) / 8.0, 29 + random.nextInt(9) / 8.0));
        for (Geometry area : areas.values())
            points.addAll(List.of(area.getCoordinates()));
        for (Coordinate point : points) {
            var expected = areas.entrySet()
                    .stream()
                    .filter(area -> area.getValue().covers(GeoJson.WGS84.createPoint(point)))
                    .map(Map.Entry::getKey)
                    .toList();
            assertEquals(expected, index.matches(point.x, point.y), () -> "at " + point);
        }
    }

    /** A star of 3 to 40 corners, often with corners on cell borders, often reaching out of the county. */
    private static Geometry star(Random random) {
        int corners = 3 + random.nextInt(38);
        double lon = 121 + random.nextDouble(), lat = 29 + random.nextDouble(), reach = 0.05 + 0.5 * random.nextDouble();
        boolean snapped = random.nextBoolean();
        var ring = new Coordinate[corners + 1];
        for (int i = 0; i < corners; i++) {
            double far = reach * (0.3 + 0.7 * random.nextDouble()), angle = 2 * Math.PI * i / corners;
            double x = lon + far * Math.cos(angle), y = lat + far * Math.sin(angle);
            ring[i] = snapped ? new Coordinate(Math.round(x * 16) / 16.0, Math.round(y * 16) / 16.0) : new Coordinate(x, y);
        }
        ring[corners] = ring[0].copy();
        var fixed = GeometryFixer.fix(GeoJson.WGS84.createPolygon(ring));
        return fixed.getArea() > 0 ? fixed : star(random);
    }

    @Test void pointsOfAnUncutCellShareOneAnswer() {
        var index = AreaIndex.empty(COUNTY, 10, 10).with("a", GeoJson.WGS84.toGeometry(new Envelope(121.2, 121.8, 29.2, 29.8)));

        assertSame(index.matches(121.45, 29.45), index.matches(121.55, 29.65));
        assertSame(index.matches(121.01, 29.01), index.matches(150, 0));
        assertEquals(List.of("a"), index.matches(121.2, 29.2));
    }

    @Test void earlierIndexesStandWhenAreasComeAndGo() {
        var none = AreaIndex.empty(COUNTY, 10, 10);
        var one = none.with("a", GeoJson.WGS84.toGeometry(COUNTY));
        var moved = one.with("a", GeoJson.WGS84.toGeometry(new Envelope(121, 121.1, 29, 29.1)));

        assertTrue(none.matches(121.5, 29.5).isEmpty());
        assertEquals(List.of("a"), one.matches(121.5, 29.5));
        assertTrue(moved.matches(121.5, 29.5).isEmpty());
        assertSame(moved, moved.without("b"));
    }

    @Test void answersNothingForNoPlaceAndRefusesLines() {
        var index = AreaIndex.empty(COUNTY, 10, 10).with("world", GeoJson.WGS84.toGeometry(new Envelope(-180, 180, -90, 90)));

        assertTrue(index.matches(Double.NaN, 29).isEmpty());
        assertEquals(List.of("world"), index.matches(-180, 90));
        assertThrows(IllegalArgumentException.class, () -> index.with("line", GeoJson.WGS84.createLineString()));
    }
}
