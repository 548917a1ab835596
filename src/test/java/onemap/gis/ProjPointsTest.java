package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import onemap.domain.LonLat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zones of CGCS2000 and web Mercator against PROJ, as gdaltransform of GDAL 3.6.2 gives it: middle and edges of each zone, south and north. */
class ProjPointsTest {
    private static final double MILLIMETRE = 0.001;
    private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

    @ParameterizedTest
    @CsvSource(textBlock = """
            4547, 114.0, 22.5, 500000.00000, 2489167.31108
            4547, 112.6, 31.25, 366637.94626, 3459537.58217
            4547, 115.4, 39.9, 619727.74736, 4419364.04615
            4548, 117.0, 36.6, 500000.00000, 4052121.41510
            4548, 115.55, 25.1, 353731.00205, 2777916.76724
            4548, 118.45, 47.3, 609661.46985, 5241619.02348
            4549, 120.0, 29.2, 500000.00000, 3231436.80718
            4549, 121.5, 29.22, 645856.58391, 3234585.75952
            4549, 118.6, 45.0, 389614.41336, 4985898.08768
            4550, 123.0, 41.8, 500000.00000, 4629422.61099
            4550, 121.6, 29.1, 363709.83429, 3221162.88206
            4550, 124.4, 52.9, 594206.59526, 5864409.90186
            4551, 126.0, 45.7, 500000.00000, 5062741.40997
            4551, 124.6, 40.2, 380796.11449, 4452676.45580
            4551, 127.4, 49.9, 600580.40630, 5530664.26935
            4528, 120.0, 29.2, 40500000.00000, 3231436.80718
            4528, 121.5, 29.22, 40645856.58391, 3234585.75952
            4528, 118.6, 45.0, 40389614.41336, 4985898.08768
            4526, 114.0, 22.5, 38500000.00000, 2489167.31108
            4526, 112.6, 31.25, 38366637.94626, 3459537.58217
            4513, 75.0, 39.5, 25500000.00000, 4374014.11347
            4513, 76.4, 38.1, 25622801.22615, 4219523.60423
            4533, 135.0, 48.4, 45500000.00000, 5362905.27986
            4533, 133.6, 47.0, 45393522.32703, 5208198.49692
            3857, 121.5, 29.22, 13525318.13138, 3403677.01529
            3857, 75.0, 18.0, 8348961.80950, 2037548.54475
            3857, 135.0, 53.5, 15028131.25709, 7076025.27618
            """) void bothWaysToAMillimetre(int epsg, double lonDegrees, double latDegrees, double east, double north) {
        var projected = SYSTEMS.fromWgs84(new LonLat(lonDegrees, latDegrees), epsg);
        assertThat(projected.x).isCloseTo(east, within(MILLIMETRE));
        assertThat(projected.y).isCloseTo(north, within(MILLIMETRE));

        var back = SYSTEMS.toWgs84(east, north, epsg);
        assertThat(back.lonDegrees()).isCloseTo(lonDegrees, within(1e-8)); // a millimetre
        assertThat(back.latDegrees()).isCloseTo(latDegrees, within(1e-8));
    }
}
