package onemap.gis.mvt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/** The examples of the specification (Mapbox Vector Tile 2.1, 4.3.5) as its own numbers. */
class CommandsTest {
    @Test void pointsLinesAndAreasAreEncodedAsTheSpecificationHasThem() throws ParseException {
        assertThat(of("POINT (25 17)")).containsExactly(9, 50, 34);
        assertThat(of("MULTIPOINT ((5 7), (3 2))")).containsExactly(17, 10, 14, 3, 9);
        assertThat(of("LINESTRING (2 2, 2 10, 10 10)")).containsExactly(9, 4, 4, 18, 0, 16, 16, 0);
        assertThat(of("MULTILINESTRING ((2 2, 2 10, 10 10), (1 1, 3 5))")).containsExactly(9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8);
        assertThat(of("POLYGON ((3 6, 8 12, 20 34, 3 6))")).containsExactly(9, 6, 12, 18, 10, 12, 24, 44, 15);
    }

    /** The same ring however the file turned it; an inner one goes the other way. */
    @Test void ringsTurnAsTheyMust() throws ParseException {
        byte[] area = of("POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0), (2 2, 4 2, 4 4, 2 4, 2 2))");
        byte[] turned = of("POLYGON ((0 0, 0 10, 10 10, 10 0, 0 0), (2 2, 2 4, 4 4, 4 2, 2 2))");

        assertThat(area).containsExactly(9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 4, 15, 26, 0, 4, 4, 0, 0, 3, 15);
        assertThat(turned).startsWith(9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15);
    }

    private static byte[] of(String wkt) throws ParseException { return Commands.of(new WKTReader().read(wkt)); }
}
