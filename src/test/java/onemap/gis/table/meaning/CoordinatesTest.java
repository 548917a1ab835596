package onemap.gis.table.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import onemap.domain.LonLat;
import onemap.gis.Bd09;
import onemap.gis.CoordinateSystems;
import onemap.gis.Gcj02;
import onemap.gis.Geodesy;
import onemap.gis.table.meaning.Placed.Note;
import org.junit.jupiter.api.Test;

/** Coordinates as people write them, in the systems they choose. */
class CoordinatesTest {
    private static final CoordinateSystems SYSTEMS = new CoordinateSystems();
    private static final Coordinates WGS84 = in("EPSG:4326");
    /** PROJ 9.5.1: 120.5° E 29.2° N in EPSG:4549. */
    private static final LonLat PLACE = new LonLat(120.5, 29.2);
    private static final String EAST = "548625.6995";
    private static final String NORTH = "3231540.3179";

    @Test void readsDegreesHoweverTheyAreWritten() {
        for (String east : new String[]{"121.4416666667", "121,4416666667", "121°26′30″E", "121-26-30", "121 26 30", "121度26分30秒",
                "东经121度26分30秒", "E121°26'30\"",
                "121°26.5′", "121º26'30.0''", "121:26:30", "121.26.30", " 121°26’30”东 ", "121。4416666667".replace('。', '.')})
            for (String north : new String[]{"29.2", "29,2", "29°12′N", "北纬29°12′00″", "29-12-00", "29度12分"}) {
                var at = at(WGS84.read(east, north));
                assertThat(at.place().lonDegrees()).as(east).isCloseTo(121 + 26 / 60.0 + 30 / 3600.0, within(1e-9));
                assertThat(at.place().latDegrees()).as(north).isCloseTo(29.2, within(1e-9));
                assertThat(at.notes()).isEmpty();
            }
    }

    @Test void readsBothOutOfOneCell() {
        for (String both : new String[]{"120.5,29.2", "120.5,29.2", "120.5 29.2", "120°30′E,29°12′N", "E120°30′ N29°12′",
                "120°30′00″E29°12′00″N", "120,5 29,2"})
            assertThat(at(WGS84.read(both)).place()).as(both).isEqualTo(PLACE);
    }

    @Test void tellsWhenTheTwoAreTheOtherWayRound() {
        assertThat(at(WGS84.read("29.2", "120.5"))).isEqualTo(new Placed.At(PLACE, java.util.Set.of(Note.SWAPPED)));
        assertThat(at(WGS84.read("29°12′N", "120°30′E")).notes()).containsExactly(Note.SWAPPED);
        var surveyors = at(in("EPSG:4549").read(NORTH, EAST));
        assertThat(surveyors.notes()).containsExactly(Note.SWAPPED);
        near(surveyors);
    }

    @Test void readsMetresWithinAMillimetre() {
        near(at(in("EPSG:4549").read(EAST, NORTH)));
        near(at(in("4549").read("548,625.6995", "3 231 540.3179 米")));
        near(at(in("EPSG:4528").read("40548625.6995", NORTH)));
    }

    /** The zone tells whether the right system was chosen. */
    @Test void takesZonesOffAndPutsThemOnAndRefusesOthers() {
        var off = at(in("EPSG:4549").read("40548625.6995", NORTH));
        assertThat(off.notes()).containsExactly(Note.ZONE_TAKEN_OFF);
        near(off);
        var on = at(in("EPSG:4528").read(EAST, NORTH));
        assertThat(on.notes()).containsExactly(Note.ZONE_PUT_ON);
        near(on);
        assertThat(at(in("EPSG:4528").read(NORTH, "40548625.6995")).notes()).containsExactly(Note.SWAPPED);
        assertThat(code(in("EPSG:4549").read("39548625", NORTH))).isEqualTo("other_zone");
        assertThat(code(in("EPSG:4528").read("20548625", NORTH))).isEqualTo("other_zone");
    }

    @Test void givesBackTheShiftOfMapServices() {
        var gcj02 = Gcj02.fromWgs84(PLACE);
        var bd09 = Bd09.fromWgs84(PLACE);

        assertThat(Geodesy.distanceMetres(at(in("GCJ-02").read(gcj02.lonDegrees(), gcj02.latDegrees())).place(), PLACE)).isLessThan(0.01);
        assertThat(Geodesy.distanceMetres(at(in("bd09").read(bd09.lonDegrees(), bd09.latDegrees())).place(), PLACE)).isLessThan(0.01);
    }

    @Test void saysWhyAPlaceCannotBe() {
        assertThat(code(WGS84.read(EAST, NORTH))).isEqualTo("metres_for_degrees");
        assertThat(code(in("EPSG:4549").read("120.5", "29.2"))).isEqualTo("degrees_for_metres");
        assertThat(code(WGS84.read("0", "0"))).isEqualTo("zero");
        assertThat(code(WGS84.read("120.5", ""))).isEqualTo("half_a_place");
        assertThat(code(WGS84.read("120°61′", "29"))).isEqualTo("no_coordinate");
        assertThat(code(WGS84.read("待定", "29"))).isEqualTo("no_coordinate");
        assertThat(code(WGS84.read("120°E", "121°E"))).isEqualTo("two_of_one_axis");
        assertThat(code(in("EPSG:4549").read("48625", NORTH))).isEqualTo("out_of_range");
        assertThat(WGS84.read(" ", "")).isEqualTo(new Placed.Missing());
        assertThat(at(WGS84.read("2.35", "48.85")).notes()).containsExactly(Note.OUTSIDE_CHINA);
    }

    /** The EPSG registry numbers the zones of 3 degrees by meridian from 4534 (75° E) and by zone from 4513 (25). */
    @Test void offersTheZonesOfTheCountry() {
        for (int zone = 25; zone <= 45; zone++) {
            var place = new LonLat(3 * zone + 0.5, 30);
            var bare = SYSTEMS.fromWgs84(place, 4534 + zone - 25);
            assertThat(Geodesy.distanceMetres(at(in("EPSG:" + (4534 + zone - 25)).read(bare.x, bare.y)).place(), place)).isLessThan(0.001);
            var prefixed = at(in("EPSG:" + (4513 + zone - 25)).read(bare.x + zone * 1_000_000.0, bare.y));
            assertThat(Geodesy.distanceMetres(prefixed.place(), place)).isLessThan(0.001);
        }
        assertThat(PlaceSystem.find("EPSG:2437")).isEmpty();
        assertThat(PlaceSystem.offered()).hasSize(47).allSatisfy(system -> assertThat(PlaceSystem.find(system.id())).contains(system));
    }

    private static Coordinates in(String code) { return new Coordinates(SYSTEMS, PlaceSystem.find(code).orElseThrow()); }

    private static Placed.At at(Placed placed) {
        assertThat(placed).isInstanceOf(Placed.At.class);
        return (Placed.At) placed;
    }

    private static String code(Placed placed) { return ((Placed.Impossible) placed).code(); }

    private static void near(Placed.At at) { assertThat(Geodesy.distanceMetres(at.place(), PLACE)).isLessThan(0.001); }
}
