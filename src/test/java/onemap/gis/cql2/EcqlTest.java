package onemap.gis.cql2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import onemap.gis.CoordinateSystems;
import onemap.gis.ReferenceSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

/** The older catalogue language, as GeoServer's users write it, against one shelter. */
class EcqlTest {
    private static final Map<String, ValueType> QUERYABLES = Map.of("name", ValueType.TEXT, "capacityPersons", ValueType.NUMBER, "beds",
            ValueType.NUMBER, "open", ValueType.BOOLEAN, "observedAt", ValueType.INSTANT, "geometry", ValueType.GEOMETRY, "keeper",
            ValueType.TEXT);
    private static final Map<String, Object> SHELTER = Map.of("name", "城关第一小学", "capacityPersons", 320.0, "beds", 80.0, "open", true,
            "observedAt", Instant.parse("2026-07-18T06:00:00Z"), "geometry",
            new GeometryFactory().createPoint(new Coordinate(121.5, 29.2)));

    private static boolean accepts(String filter, Placing placing) {
        return Ecql.parse(filter, QUERYABLES, placing).accepts((property, type) -> Optional.ofNullable(SHELTER.get(property)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacityPersons = 320", "capacityPersons <> 1", "320 <= capacityPersons", "capacityPersons > beds",
            "name = '城关第一小学'", "name LIKE '城关%'", "name NOT LIKE '%中学'", "open = true", "keeper IS NULL", "name IS NOT NULL",
            "capacityPersons BETWEEN 300 AND 400", "capacityPersons IN (1, 320)", "capacityPersons NOT IN (1, 2)", "INCLUDE",
            "observedAt AFTER 2026-07-18T05:59:59Z", "observedAt BEFORE 2026-07-18T06:00:01Z", "observedAt > '2026-07-18T13:59:59+08:00'",
            "BBOX(geometry, 121, 29, 122, 30)", "INTERSECTS(geometry, POINT(121.5 29.2))",
            "NOT (capacityPersons = 1 OR name = 'x') AND open = true",
            "INTERSECTS(geometry, POLYGON((121 29,122 29,122 30,121 30,121 29)))"}) void accepted(String filter) {
        assertThat(accepts(filter, Placing.LON_LAT)).as(filter).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"capacityPersons = 321", "capacityPersons < beds", "name LIKE '城关'", "keeper = 'x'", "EXCLUDE",
            "BBOX(geometry, 0, 0, 1, 1)", "observedAt AFTER 2026-07-18T06:00:00Z"}) void notAccepted(String filter) {
        assertThat(accepts(filter, Placing.LON_LAT)).as(filter).isFalse();
    }

    @Test void whatItNamesIsInTheFiltersCoordinateSystem() {
        var systems = new CoordinateSystems();

        assertThat(accepts("BBOX(geometry, 29, 121, 30, 122)", (a, b) -> ReferenceSystem.EPSG4326.toWgs84(a, b, systems))).isTrue();
        assertThat(accepts("BBOX(geometry, 13469657, 3378000, 13580976, 3503549)",
                (a, b) -> ReferenceSystem.EPSG3857.toWgs84(a, b, systems))).isTrue();
        assertThatThrownBy(() -> accepts("INTERSECTS(geometry, POINT(29.2 121.5))", Placing.LON_LAT)).hasMessageContaining("longitude");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"capacity = 1 | no property capacity", "capacityPersons = 'many' | numeric",
            "strLength(name) = 2 | where a property should be", "capacityPersons = 1 + 1 | where a value should be",
            "name ILIKE 'x%' | ILIKE", "CONTAINS(geometry, POINT(1 1)) | Contains", "DWITHIN(geometry, POINT(1 1), 1, meters) | DWithin",
            "INTERSECTS(name, POINT(1 1)) | no geometry", "capacityPersons = | no ECQL",
            "BBOX(geometry, 1, 1, 2, 2, 'EPSG:3857') | filter-crs",
            "observedAt = 'yesterday' | no time", "geometry = 'x' | geometry", "IN ('a', 'b') | not known"}) void refused(String filter,
                    String words) {
        assertThatThrownBy(() -> accepts(filter, Placing.LON_LAT)).as(filter)
                .isInstanceOf(Cql2Text.Malformed.class)
                .hasMessageContaining(words);
    }

    @Test void whatIsNestedWithoutEndIsRefusedBeforeItIsParsed() {
        for (String filter : new String[]{"(".repeat(4_000) + "open = true" + ")".repeat(4_000), "NOT ".repeat(3_000) + "open = true",
                "open = true" + " AND open = true".repeat(900)})
            assertThatThrownBy(() -> accepts(filter, Placing.LON_LAT)).isInstanceOf(Cql2Text.Malformed.class);
        assertThat(accepts("open = true" + " AND open = true".repeat(200), Placing.LON_LAT)).isTrue();
        assertThat(accepts("(".repeat(32) + "open = true" + ")".repeat(32), Placing.LON_LAT)).isTrue();
        assertThat(accepts("capacityPersons IN (" + "1, ".repeat(3_000) + "320)", Placing.LON_LAT)).isTrue();
    }
}
