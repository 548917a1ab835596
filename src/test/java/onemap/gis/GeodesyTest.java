package onemap.gis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class GeodesyTest {
    /** Flinders Peak to Buninyong: the worked example of the Geocentric Datum of Australia technical manual, on GRS80, which differs from WGS-84 by 0.1 mm in the axis. */
    private static final LonLat FLINDERS_PEAK = new LonLat(144 + 25 / 60.0 + 29.52440 / 3600, -(37 + 57 / 60.0 + 3.72030 / 3600));
    private static final LonLat BUNINYONG = new LonLat(143 + 55 / 60.0 + 35.38390 / 3600, -(37 + 39 / 60.0 + 10.15610 / 3600));

    @Test void measuresTheManualsExample() { assertEquals(54_972.271, Geodesy.distanceMetres(FLINDERS_PEAK, BUNINYONG), 0.001); }

    /** The manual's azimuth is rounded to 0.01″, 1.3 mm over this distance. */
    @Test void walksTheManualsExample() {
        var reached = Geodesy.destination(FLINDERS_PEAK, 306 + 52 / 60.0 + 5.37 / 3600, 54_972.271);

        assertEquals(BUNINYONG.lonDegrees(), reached.lonDegrees(), 1.5e-8);
        assertEquals(BUNINYONG.latDegrees(), reached.latDegrees(), 1.5e-8);
    }

    /** Length of a WGS-84 meridian quadrant, 10,001,965.729 m, and of one degree of the equator, 111,319.491 m. */
    @Test void knowsTheQuadrantAndTheEquator() {
        assertEquals(10_001_965.729, Geodesy.distanceMetres(new LonLat(0, 0), new LonLat(0, 90)), 0.001);
        assertEquals(111_319.491, Geodesy.distanceMetres(new LonLat(179.5, 0), new LonLat(-179.5, 0)), 0.001);
    }

    @Test void aWalkIsAsLongAsItsMeasure() {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var from = new LonLat(random.nextDouble() * 360 - 180, random.nextDouble() * 170 - 85);
            double metres = random.nextDouble() * 15_000_000;

            assertEquals(metres, Geodesy.distanceMetres(from, Geodesy.destination(from, random.nextDouble() * 360, metres)), 0.001);
        }
    }

    @Test void nearAntipodesHaveADistanceToo() {
        assertEquals(20_003_931, Geodesy.distanceMetres(new LonLat(0, 0), new LonLat(179.9, 0)), 100_000);
        assertEquals(0, Geodesy.distanceMetres(FLINDERS_PEAK, FLINDERS_PEAK));
    }

    @Test void aCirclesPolygonHoldsTheCircleAndLittleMore() {
        var centre = new LonLat(121.5, 29.2);
        var polygon = Geodesy.circle(centre, 10_000, GeoJson.WGS84);

        assertEquals(65, polygon.getNumPoints());
        for (int bearing = 0; bearing < 360; bearing++) {
            var edge = Geodesy.destination(centre, bearing, 9_999.9);
            assertTrue(polygon.covers(GeoJson.WGS84.createPoint(new Coordinate(edge.lonDegrees(), edge.latDegrees()))));
        }
        for (var corner : polygon.getCoordinates())
            assertEquals(10_012, Geodesy.distanceMetres(centre, new LonLat(corner.x, corner.y)), 0.1);
    }
}
