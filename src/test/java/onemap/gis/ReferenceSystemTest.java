package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;

/** Axes as the registries state them. The numbers of Web Mercator are EPSG guidance note 7-2, 1.3.3: x = a·λ, y = a·ln tan(π/4 + φ/2). */
class ReferenceSystemTest {
    private final CoordinateSystems systems = new CoordinateSystems();

    @ParameterizedTest
    @CsvSource({"http://www.opengis.net/def/crs/OGC/1.3/CRS84, 121.5, 29.2", "http://www.opengis.net/def/crs/EPSG/0/4326, 29.2, 121.5",
            "http://www.opengis.net/def/crs/EPSG/0/4490, 29.2, 121.5",
            "http://www.opengis.net/def/crs/EPSG/0/3857, 13525318.13, 3401126.26"}) void placesAreTheSame(String uri, double first,
                    double second) {
        var system = ReferenceSystem.of(uri).orElseThrow();

        var place = system.toWgs84(first, second, systems);
        var back = system.fromWgs84(place, systems);

        assertThat(place.x).isCloseTo(121.5, within(1e-6));
        assertThat(place.y).isCloseTo(29.2, within(1e-6));
        assertThat(back.distance(new Coordinate(first, second))).isLessThan(system.decimals() == 2 ? 0.01 : 1e-6);
    }

    @Test void webMercatorIsByItsFormula() {
        var place = ReferenceSystem.EPSG3857.fromWgs84(new Coordinate(121.5, 29.2), systems);

        assertThat(place.x).isCloseTo(6_378_137 * Math.toRadians(121.5), within(1e-3));
        assertThat(place.y).isCloseTo(6_378_137 * Math.log(Math.tan(Math.PI / 4 + Math.toRadians(29.2) / 2)), within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"CRS84, 29.2, 121.5", "EPSG4326, 121.5, 29.2", "EPSG4490, 121.5, 29.2", "EPSG3857, 20037509, 0",
            "EPSG3857, 0, NaN"}) void whatLiesOutsideIsRefused(
                    ReferenceSystem system, double first, double second) {
        assertThatThrownBy(() -> system.toWgs84(first, second, systems)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("outside");
    }

    @Test void othersAreNotKnown() { assertThat(ReferenceSystem.of("http://www.opengis.net/def/crs/EPSG/0/4549")).isEmpty(); }
}
