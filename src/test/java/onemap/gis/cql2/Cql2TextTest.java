package onemap.gis.cql2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** Filters as OGC 21-065r2 writes them, against one shelter. */
class Cql2TextTest {
    private static final Map<String, ValueType> QUERYABLES = Map.of("name", ValueType.TEXT, "capacityPersons", ValueType.NUMBER, "open",
            ValueType.BOOLEAN, "observedAt", ValueType.INSTANT, "geometry", ValueType.GEOMETRY, "keeper", ValueType.TEXT, "eo:depth m",
            ValueType.NUMBER);
    private static final Map<String, Object> SHELTER = Map.of("name", "城关第一小学 O'Brien 100%_x", "capacityPersons", 320.0, "open", true,
            "observedAt",
            Instant.parse("2026-07-18T06:00:00Z"), "geometry", new GeometryFactory().createPoint(new Coordinate(121.5, 29.2)), "eo:depth m",
            -1.5);
    private static final long SEED = 20260718;

    private static boolean accepts(String filter) {
        return Cql2Text.parse(filter, QUERYABLES, Placing.LON_LAT).accepts((property, type) -> Optional.ofNullable(SHELTER.get(property)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "capacityPersons = 320", "capacityPersons<>1", "capacityPersons >= 3.2e2", "capacityPersons > -5", "320 = capacityPersons",
            "name = '城关第一小学 O''Brien 100%_x'", "name = '城关第一小学 O\\'Brien 100%_x'", "\"eo:depth m\" < -1", "open = TRUE", "open <> false",
            "TRUE", "NOT FALSE", "(TRUE)", "FALSE OR TRUE", "not FALSE and TRUE",
            "FALSE AND FALSE OR TRUE", "NOT (capacityPersons = 1 OR capacityPersons = 2)", "NOT capacityPersons = 1 AND open = true",
            "name LIKE '城关%'", "name LIKE '%小学%'", "name like '__第一%'", "name LIKE '%100\\%\\_x'", "name NOT LIKE '%100\\%x'",
            "name LIKE '%'",
            "capacityPersons BETWEEN 320 AND 320", "capacityPersons NOT BETWEEN 0 AND 319",
            "capacityPersons BETWEEN 1 AND 400 AND open = TRUE",
            "capacityPersons IN (1, 320, 5)", "name NOT IN ('a', 'b')", "keeper IS NULL", "name IS NOT NULL",
            "observedAt > TIMESTAMP('2026-07-18T13:59:59+08:00')", "observedAt >= DATE('2026-07-18')", "observedAt < DATE('2026-07-19')",
            "S_INTERSECTS(geometry, POINT(121.5 29.2))", "S_INTERSECTS(geometry,POLYGON((121 29,122 29,122 30,121 30,121 29)))",
            "s_intersects(BBOX(121, 29, 122, 30), geometry)", "S_INTERSECTS(geometry, BBOX(121,29,0,122,30,10))",
            "S_INTERSECTS(geometry, BBOX(170,29,130,30))", "S_INTERSECTS(geometry, MULTIPOLYGON(((121 29,122 29,122 30,121 29))))",
            "S_INTERSECTS(geometry, MULTIPOINT(121.5 29.2, 1 1))", "S_INTERSECTS(geometry, MULTIPOINT((1 1), (121.5 29.2)))",
            "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(121.5 29.2, 122 29.2)))",
            "S_INTERSECTS(geometry, POINT Z (121.5 29.2 7))"
    }) void accepted(String filter) {
        assertThat(accepts(filter)).isTrue();
        assertThat(accepts("NOT (" + filter + ")")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacityPersons = 321", "name = '城关'", "name LIKE '城关'", "name LIKE '_'", "name LIKE ''",
            "capacityPersons IN (1)",
            "S_INTERSECTS(geometry, BBOX(0,0,1,1))",
            "S_INTERSECTS(geometry, POLYGON((121 29,122 29,122 30,121 30,121 29),(121.4 29.1,121.6 29.1,121.6 29.3,121.4 29.3,121.4 29.1)))",
            "observedAt = DATE('2026-07-18')", "FALSE"}) void notAccepted(String filter) {
        assertThat(accepts(filter)).isFalse();
        assertThat(accepts("NOT (" + filter + ")")).isTrue();
    }

    /** What is missing makes a condition neither true nor false, and so does its opposite. */
    @ParameterizedTest
    @ValueSource(strings = {"keeper = 'x'", "keeper <> 'x'", "keeper LIKE '%'", "keeper IN ('x')", "keeper BETWEEN 'a' AND 'z'",
            "keeper = 'x' AND TRUE",
            "keeper = 'x' OR FALSE"}) void unknown(String filter) {
        assertThat(accepts(filter)).isFalse();
        assertThat(accepts("NOT (" + filter + ")")).isFalse();
    }

    @Test void unknownGivesWayToWhatIsCertain() {
        assertThat(accepts("keeper = 'x' OR TRUE")).isTrue();
        assertThat(accepts("NOT (keeper = 'x' AND FALSE)")).isTrue();
    }

    private static void refused(String filter, String... words) {
        assertThatThrownBy(() -> Cql2Text.parse(filter, QUERYABLES, Placing.LON_LAT)).as(filter)
                .isInstanceOf(Cql2Text.Malformed.class)
                .message()
                .contains(words);
    }

    @Test void whatIsNotKnownIsNamed() {
        refused("height > 3", "no property height", "capacityPersons");
        refused("\"Name\" = 'x'", "no property Name");
        refused("S_TOUCHES(geometry, POINT(1 1))", "no function S_TOUCHES", "S_INTERSECTS");
        refused("S_INTERSECTS(name, POINT(1 1))", "name is no geometry");
        refused("S_INTERSECTS(geometry, geometry)", "a property and a shape");
    }

    @Test void whatDoesNotCompareIsNamed() {
        refused("capacityPersons = '320'", "capacityPersons is numeric", "'320' is character");
        refused("observedAt > '2026-07-18T06:00:00Z'", "observedAt is instant");
        refused("capacityPersons LIKE '3%'", "LIKE is for texts");
        refused("geometry = 'x'", "S_INTERSECTS");
        refused("capacityPersons IN (1, 'a')", "is character");
        refused("open BETWEEN 1 AND 2", "open is boolean");
    }

    @Test void whatIsMalformedIsToldWithItsPlace() {
        refused("", "the end at character 1");
        refused("name =", "the end at character 7");
        refused("name = 'x", "quote at character 8");
        refused("name 'x'", "\"x\" at character 6");
        refused("name = 'x' capacityPersons", "character 12", "AND, OR or the end");
        refused("(name = 'x'", "\")\"");
        refused("name == 'x'", "character 7");
        refused("name ! 'x'", "\"!\" at 6");
        refused("name NOT = 'x'", "LIKE, BETWEEN or IN");
        refused("capacityPersons BETWEEN 1", "AND");
        refused("capacityPersons = 1e999", "too large");
        refused("observedAt > TIMESTAMP('gestern')", "2026-07-18T06:00:00Z");
        refused("S_INTERSECTS(geometry, POLYGON((1 1,2 2,3 3)))", "ring");
        refused("S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))", "crosses itself");
        refused("S_INTERSECTS(geometry, POINT(29.2 121.5))", "no longitude and latitude");
        refused("S_INTERSECTS(geometry, BBOX(1,2,3))", "four numbers");
    }

    @Test void whatIsTooMuchIsRefusedBeforeItCosts() {
        refused("(".repeat(5_000) + "TRUE" + ")".repeat(5_000), "nested");
        refused("NOT ".repeat(5_000) + "TRUE", "nested");
        refused("name = '" + "x".repeat(70_000) + "'", "longer");
        refused("capacityPersons IN (" + "1,".repeat(3_000) + "1)", "more than");
        String text = "a".repeat(2_000);
        assertThat(Cql2Text.parse("name LIKE '" + "%a".repeat(1_000) + "%b'", QUERYABLES, Placing.LON_LAT)
                .accepts((property, type) -> Optional.of(text)))
                .isFalse();
    }

    /** Whatever is thrown at it, it reads or says why not. */
    @Test void anythingIsReadOrRefused() {
        String[] words = {"name", "capacityPersons", "geometry", "AND", "OR", "NOT", "(", ")", ",", "=", "<>", "<", "LIKE", "IN", "BETWEEN",
                "IS", "NULL", "'x'",
                "'", "\"", "1", "-", "1.5e", "TRUE", "DATE", "TIMESTAMP", "POINT", "POLYGON", "BBOX", "S_INTERSECTS", "\\", "é", "中",
                "\u0000", "😀", ".", "e"};
        var random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            var filter = new StringBuilder();
            for (int n = 1 + random.nextInt(9); n > 0; n--)
                filter.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            try {
                Cql2Text.parse(filter.toString(), QUERYABLES, Placing.LON_LAT)
                        .accepts((property, type) -> Optional.ofNullable(SHELTER.get(property)));
                read++;
            } catch (Cql2Text.Malformed refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }
}
