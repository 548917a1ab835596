package onemap.gis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import onemap.domain.LonLat;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class CoordinateSystemsTest {
    private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

    /** Easting and northing by PROJ 9.5.1: 121° E 28.5° N in EPSG:4549. */
    @Test void projectsToGaussKrugerWithinAMillimetre() {
        check(new LonLat(121, 28.5), CoordinateSystems.CGCS2000_GAUSS_KRUGER_120E, 597_906.8408, 3_154_261.2065);
    }

    /** CGCS2000 and WGS-84 differ by less than what the registry can say. */
    @Test void cgcs2000IsWgs84InLongitudeFirst() {
        var place = SYSTEMS.toWgs84(121.5, 29.2, CoordinateSystems.CGCS2000);

        assertEquals(121.5, place.lonDegrees(), 1e-9);
        assertEquals(29.2, place.latDegrees(), 1e-9);
    }

    /** EPSG Guidance Note 7-2, 3.2.1.2 (method 1024): 24°22'54.433"N 100°20'00"W is E -11169055.58, N 2800000.00. */
    @Test void webMercatorIsTheGuidanceNotesExample() {
        var place = SYSTEMS.toWgs84(-11_169_055.58, 2_800_000.00, CoordinateSystems.WEB_MERCATOR);

        assertEquals(-(100 + 20 / 60.0), place.lonDegrees(), 1e-7);
        assertEquals(24 + 22 / 60.0 + 54.433 / 3600, place.latDegrees(), 1e-7);
    }

    @Test void movesWholeGeometries() {
        var line = GeoJson.WGS84.createLineString(new Coordinate[]{new Coordinate(500_000, 3_320_113.3978),
                new Coordinate(597_906.8408, 3_154_261.2065)});

        var moved = SYSTEMS.toWgs84(line, CoordinateSystems.CGCS2000_GAUSS_KRUGER_120E).getCoordinates();

        assertEquals(120, moved[0].x, 1e-8);
        assertEquals(30, moved[0].y, 1e-8);
        assertEquals(28.5, moved[1].y, 1e-8);
    }

    @Test void refusesAnUnknownCode() { assertThrows(IllegalArgumentException.class, () -> SYSTEMS.toWgs84(1, 2, 999_999)); }

    @Test void agreesWithTheCorpus() throws IOException {
        Path corpus = Path.of("../shared/corpus/coords/epsg4549-4548.csv");
        assumeTrue(Files.exists(corpus));
        for (String row : Files.readAllLines(corpus)) {
            if (row.isBlank() || !Character.isDigit(row.charAt(0))) continue;
            double[] fields = Arrays.stream(row.split(",")).mapToDouble(Double::parseDouble).toArray();
            check(new LonLat(fields[0], fields[1]), 4549, fields[2], fields[3]);
            check(new LonLat(fields[0], fields[1]), 4548, fields[4], fields[5]);
        }
    }

    private static void check(LonLat place, int epsg, double eastMetres, double northMetres) {
        var projected = SYSTEMS.fromWgs84(place, epsg);
        assertEquals(eastMetres, projected.x, 0.001);
        assertEquals(northMetres, projected.y, 0.001);
        var back = SYSTEMS.toWgs84(eastMetres, northMetres, epsg);
        assertEquals(0, Geodesy.distanceMetres(place, back), 0.001);
    }
}
