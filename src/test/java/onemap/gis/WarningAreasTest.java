package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onemap.domain.CapAlert;
import onemap.domain.CapAlert.Area;
import onemap.domain.CapAlert.Circle;
import onemap.domain.LonLat;
import onemap.domain.Severity;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

class WarningAreasTest {
    /** A county of two square towns side by side, 121 to 123 E and 29 to 30 N, with one village. */
    private static final WarningAreas AREAS = new WarningAreas(Divisions.of(features(
            """
                    {"type":"Feature","properties":{"code":"331099"},"geometry":{"type":"Polygon","coordinates":[[[121,29],[123,29],[123,30],[121,30],[121,29]]]}}"""),
            features(
                    """
                            {"type":"Feature","properties":{"code":"331099001"},"geometry":{"type":"Polygon","coordinates":[[[121,29],[122,29],[122,30],[121,30],[121,29]]]}},
                            {"type":"Feature","properties":{"code":"331099100"},"geometry":{"type":"Polygon","coordinates":[[[122,29],[123,29],[123,30],[122,30],[122,29]]]}}"""),
            features("""
                    {"type":"Feature","properties":{"code":"331099001201"},"geometry":{"type":"Point","coordinates":[121.5,29.5]}}""")));

    @Test void aPolygonStandsAsDrawn() {
        assertEquals(0.25, area(ring(121, 29, 121.5, 29, 121.5, 29.5, 121, 29.5, 121, 29)).getArea(), 1e-12);
    }

    @Test void anUnclosedRingIsClosed() { assertEquals(0.25, area(ring(121, 29, 121.5, 29, 121.5, 29.5, 121, 29.5)).getArea(), 1e-12); }

    @Test void eachLobeOfACrossingRingBelongsToIt() {
        Geometry bow = area(ring(0, 0, 1, 1, 1, 0, 0, 1, 0, 0));

        assertTrue(bow.isValid());
        assertEquals(0.5, bow.getArea(), 1e-12);
        assertTrue(bow.covers(point(0.1, 0.5)) && bow.covers(point(0.9, 0.5)));
    }

    @Test void aRingWithoutAreaIsLeftOutAndTheRestStands() {
        assertThat(AREAS.areaOf(alert(new Area("", List.of(ring(1, 1, 2, 2), ring(1, 1, 1, 1, 1, 1), ring(0, 0, 1, 1, 2, 2, 0, 0)),
                List.of(), List.of(), List.of())))).isEmpty();
        assertEquals(0.5, area(ring(1, 1, 2, 2), ring(0, 0, 1, 0, 0, 1, 0, 0)).getArea(), 1e-12);
    }

    @Test void allElementsOfAllBlocksAreUnited() {
        Geometry area = AREAS
                .areaOf(alert(new Area("", List.of(ring(0, 0, 1, 0, 1, 1, 0, 1, 0, 0)), List.of(), List.of("331099001"), List.of()),
                        new Area("", List.of(ring(0.5, 0, 1.5, 0, 1.5, 1, 0.5, 1, 0.5, 0)), List.of(), List.of(), List.of())))
                .orElseThrow();

        assertEquals("MultiPolygon", area.getGeometryType());
        assertEquals(1.5 + 1, area.getArea(), 1e-9);
        assertTrue(area.isValid());
    }

    @Test void codesCoverByPrefix() {
        for (String whole : List.of("33", "3310", "331099", "330000", "331000", "330000000000", "331099000000", "331099000", "000000",
                "100000"))
            assertEquals(2, coded(whole).orElseThrow().getArea(), 1e-12, whole);
        assertEquals(1, coded("331099001").orElseThrow().getArea(), 1e-12);
        assertEquals(1, coded("331099001000").orElseThrow().getArea(), 1e-12);
        assertTrue(coded("331099100").orElseThrow().covers(point(122.5, 29.5)));
        for (String nothing : List.of("330100", "110000", "331099002", "331099001202", "33109", "abc", "", "331099001201001", "3310990012"))
            assertThat(coded(nothing)).as(nothing).isEmpty();
    }

    @Test void aVillageIsAKilometreRoundItsPoint() {
        Geometry village = coded("331099001201").orElseThrow();

        assertTrue(village.covers(at(Geodesy.destination(new LonLat(121.5, 29.5), 77, 999))));
        assertFalse(village.covers(at(Geodesy.destination(new LonLat(121.5, 29.5), 77, 1003))));
    }

    @Test void circlesAreRoundOnTheGround() {
        Geometry circle = circle(121.5, 29.5, 20_000);

        for (int bearing = 0; bearing < 360; bearing += 7) {
            assertTrue(circle.covers(at(Geodesy.destination(new LonLat(121.5, 29.5), bearing, 19_990))));
            assertFalse(circle.covers(at(Geodesy.destination(new LonLat(121.5, 29.5), bearing, 20_050))));
        }
        assertTrue(circle(121.5, 29.5, 0).getArea() > 0);
    }

    @Test void circlesGoRoundTheAntimeridianAndThePole() {
        Geometry pacific = circle(179.9, 10, 50_000), arctic = circle(20, 89, 500_000);

        assertTrue(pacific.isValid());
        assertTrue(pacific.covers(point(179.8, 10)) && pacific.covers(point(-179.8, 10)));
        assertFalse(pacific.covers(point(0, 10)));
        assertTrue(arctic.covers(point(-160, 89.9)) && arctic.covers(point(20, 86)));
    }

    @Test void aMessageWithoutPlaceHasNoArea() { assertThat(AREAS.areaOf(alert())).isEmpty(); }

    private static Optional<Geometry> coded(String code) {
        return AREAS.areaOf(alert(new Area("", List.of(), List.of(), List.of(code), List.of())));
    }

    private static Geometry circle(double lon, double lat, double metres) {
        return AREAS.areaOf(alert(new Area("", List.of(), List.of(new Circle(new LonLat(lon, lat), metres)), List.of(), List.of())))
                .orElseThrow();
    }

    @SafeVarargs
    @SuppressWarnings("varargs") private static Geometry area(List<LonLat>... rings) {
        return AREAS.areaOf(alert(new Area("", List.of(rings), List.of(), List.of(), List.of()))).orElseThrow();
    }

    private static List<LonLat> ring(double... lonLats) {
        return Stream.iterate(0, i -> i < lonLats.length, i -> i + 2).map(i -> new LonLat(lonLats[i], lonLats[i + 1])).toList();
    }

    private static CapAlert alert(Area... areas) {
        var infos = Arrays.stream(areas)
                .map(area -> new CapAlert.Info("zh-CN", "台风", Optional.empty(), "Expected", "Severe", "Likely", Severity.ORANGE,
                        Optional.empty(),
                        Optional.empty(), Optional.empty(), "", "", "", "", List.of(area)))
                .toList();
        return new CapAlert("CAP 1.2", "id", "sender", Instant.EPOCH, CapAlert.Status.ACTUAL, CapAlert.MessageType.ALERT, "Public", "",
                List.of(), infos);
    }

    private static List<GeoJson.Feature> features(String features) {
        try {
            return GeoJson.read(new ByteArrayInputStream(
                    ("{\"type\":\"FeatureCollection\",\"features\":[" + features + "]}").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Geometry point(double lon, double lat) { return GeoJson.WGS84.createPoint(new Coordinate(lon, lat)); }

    private static Geometry at(LonLat place) { return point(place.lonDegrees(), place.latDegrees()); }
}
