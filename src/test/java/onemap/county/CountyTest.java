package onemap.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Site.RiskList;
import onemap.domain.SourceId;
import onemap.gis.Catalogue;
import onemap.gis.Geodesy;
import onemap.gis.GeoJson;
import onemap.gis.GeoJson.Feature;
import onemap.gis.Png;
import onemap.gis.Terrain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.operation.distance.DistanceOp;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/** The committed county is what the generator makes, and is a county. */
class CountyTest {
    private static final Path GIS_DATA = Path.of("gis-data");
    private static final List<String> REGISTERS = List.of("shelters", "risk-points", "teams", "vehicles", "stations", "cameras",
            "enterprises",
            "supplies", "screens", "people", "grids", "households");

    @Test void theGeneratorMakesWhatIsCommitted(@TempDir Path made) throws IOException {
        CountyGenerator.write(made);

        for (Path file : committed()) {
            Path again = made.resolve(file);
            if (file.toString().endsWith(".png")) assertArrayEquals(pixels(file), pixels(again), file + ": run bin/county"); // deflate differs between builds of zlib
            else
                assertEquals(Files.readString(file), Files.readString(again), file + ": run bin/county");
        }
    }

    private static List<Path> committed() throws IOException {
        try (Stream<Path> files = Files.list(GIS_DATA)) {
            var all = new ArrayList<>(files.sorted().toList());
            all.add(Path.of("config/thresholds.json"));
            return all;
        }
    }

    private static char[] pixels(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Png.readGrey16(in).values();
        }
    }

    @Test void theRegistersHaveTheSizesOfTheCountyThatAsked() throws IOException {
        var sizes = new TreeMap<String, Integer>();
        for (String register : REGISTERS)
            sizes.put(register, features(register).size());
        var classes = new TreeMap<String, Integer>();
        for (Feature team : features("teams"))
            classes.merge(team.text("teamClass").orElseThrow(), 1, Integer::sum);

        assertEquals(Map.of("shelters", 173, "teams", 208, "vehicles", 20, "stations", 60, "cameras", 300), only(sizes, "shelters", "teams",
                "vehicles", "stations", "cameras"));
        assertEquals(Map.of("enterprises", 752 + 578 + 19, "screens", 400 + 3, "people", 1 + 11 + 169),
                only(sizes, "enterprises", "screens",
                        "people"));
        var branches = new TreeMap<String, Integer>();
        features("enterprises").forEach(each -> branches.merge(each.text("branch").orElseThrow(), 1, Integer::sum));
        assertEquals(Map.of("sharedFactory", 752, "hazardousChemicals", 578, "bioChemical", 19), branches);
        assertThat(sizes.get("risk-points")).isBetween(300, 450);
        assertEquals(Map.of("county", 1, "town", 11, "professional", 22, "village", 169, "expert", 1, "social", 4), classes);
        assertEquals(11, features("towns").size());
        assertEquals(169, features("villages").size());
    }

    private static Map<String, Integer> only(Map<String, Integer> sizes, String... names) {
        var some = new TreeMap<>(sizes);
        some.keySet().retainAll(List.of(names));
        return some;
    }

    @Test void idsSourcesAndNamesAreUniqueAndWellFormed() throws IOException {
        var ids = new HashSet<String>();
        var sources = new HashMap<String, Integer>();
        for (String register : REGISTERS) {
            var names = new HashSet<String>();
            for (Feature row : features(register)) {
                String id = row.text("id").orElseThrow();
                assertEquals(id, row.id().orElseThrow());
                assertTrue(ids.add(id), id);
                assertTrue(names.add(row.text("name").orElseThrow()), row.text("name").orElseThrow());
                for (JsonNode source : row.properties().get("sources"))
                    assertEquals(null, sources.put(new SourceId(source.asText()).value(), 1));
            }
        }
        var feeds = new TreeMap<String, Integer>();
        for (String source : sources.keySet())
            feeds.merge(new SourceId(source).feed(), 1, Integer::sum);

        assertEquals(Map.of("jt808", 60, "mqtt", 60, "gb28181", 300), feeds);
        for (Feature camera : features("cameras"))
            assertThat(camera.id().orElseThrow()).matches("331099\\d{4}13[12]0\\d{6}"); // GB/T 28181-2016, annex D
    }

    @Test void everyRowLiesInItsTown() throws IOException {
        var towns = new HashMap<String, Geometry>();
        for (Feature town : features("towns"))
            towns.put(town.text("name").orElseThrow(), place(town));

        for (String register : REGISTERS)
            for (Feature row : features(register))
                assertThat(metres(place(row), towns.get(row.text("town").orElseThrow()))).as(row.id() + " " + row.text("name"))
                        .isLessThan(150);
        for (Feature village : features("villages"))
            assertTrue(towns.get(village.text("town").orElseThrow()).covers(place(village)), village.text("name").orElseThrow());
    }

    @Test void theTownsTileTheCounty() throws IOException {
        Geometry county = place(features("boundary").getFirst());
        List<Geometry> towns = features("towns").stream().map(CountyTest::place).toList();

        assertTrue(county.isValid());
        for (Geometry town : towns)
            assertTrue(town.isValid() && town instanceof Polygon);
        assertTrue(OverlayNGRobust.union(towns).equalsTopo(county));
        assertEquals(county.getArea(), towns.stream().mapToDouble(Geometry::getArea).sum(), 1e-12);
    }

    @Test void thingsStandWhereSuchThingsStand() throws IOException {
        Geometry rivers = collect("rivers"), coast = collect("coast").getBoundary(), reservoirs = collect("reservoirs"),
                villages = collect("villages");
        Terrain terrain = terrain();

        for (Feature station : features("stations"))
            switch (station.text("glyph").orElseThrow()) {
                case "水" -> assertThat(metres(place(station), rivers)).as("%s", station.id()).isLessThan(150);
                case "库" -> assertThat(metres(place(station), reservoirs)).as("%s", station.id()).isLessThan(250);
                case "潮" -> assertThat(metres(place(station), coast)).as("%s", station.id()).isLessThan(150);
                default -> assertThat(height(terrain, station)).as("%s", station.id()).isPositive();
            }
        for (Feature shelter : features("shelters")) {
            assertThat(metres(place(shelter), villages)).as("%s", shelter.id()).isLessThan(2500);
            assertThat(height(terrain, shelter)).as("%s", shelter.id()).isPositive();
        }
        var lists = new HashSet<RiskList>();
        for (Feature risk : features("risk-points")) {
            RiskList list = RiskList.valueOf(risk.text("list").orElseThrow());
            lists.add(list);
            if (list == RiskList.SEA) assertThat(metres(place(risk), coast)).as("%s", risk.id()).isLessThan(150);
            if (list == RiskList.FLASH_FLOOD) assertThat(metres(place(risk), rivers)).as("%s", risk.id()).isLessThan(1000);
        }
        assertThat(lists).containsExactlyInAnyOrder(RiskList.values());
    }

    @Test void riversRunDownhill() throws IOException {
        Terrain terrain = terrain();
        for (Feature river : features("rivers")) {
            Coordinate[] line = place(river).getCoordinates();
            double source = terrain.heightMetres(line[0].x, line[0].y),
                    mouth = terrain.heightMetres(line[line.length - 1].x, line[line.length - 1].y);
            assertThat(mouth).as(river.text("name").orElseThrow()).isLessThan(source + 2);
        }
    }

    @Test void everyLevelStationHasLimitsThatAgreeWithItsRegister() throws IOException {
        var thresholds = new ObjectMapper().readTree(Files.readString(Path.of("config/thresholds.json")));
        var limits = new HashMap<String, JsonNode>();
        for (JsonNode entry : thresholds.get("stations"))
            limits.put(entry.get("station").asText(), entry);

        int levels = 0;
        for (Feature station : features("stations")) {
            for (JsonNode property : station.properties().get("properties"))
                assertTrue(ObservedProperty.isKnown(property.asText()));
            if (!station.properties().has("warningLevel")) continue;
            levels++;
            JsonNode entry = limits.get(station.properties().get("sources").get(0).asText());
            assertEquals(station.properties().get("warningLevel").asDouble(), entry.get("levels").get("yellow").asDouble());
            assertEquals(station.properties().get("guaranteeLevel").asDouble(), entry.get("levels").get("red").asDouble());
        }
        assertEquals(27, levels);
        assertEquals(27, limits.size());
    }

    @Test void personalFieldsStandApart() throws IOException {
        var phones = new HashSet<String>();
        for (String register : List.of("shelters", "risk-points", "teams"))
            for (Feature row : features(register)) {
                JsonNode person = row.properties().get("personal").elements().next();
                assertTrue(phones.add(person.get("phone").asText()));
                assertThat(person.get("phone").asText()).matches("1390099\\d{4}");
                assertThat(person.get("name").asText()).isNotBlank();
            }
    }

    @Test void allOfItIsSmall() throws IOException {
        long bytes = 0;
        for (Path file : committed())
            bytes += Files.size(file);

        assertThat(bytes).isLessThan(3_000_000);
        assertThat(Files.size(GIS_DATA.resolve("terrain.png"))).isLessThan(600_000);
        for (var layer : catalogue().layers())
            assertTrue(Files.exists(GIS_DATA.resolve(layer.file())), layer.file());
    }

    private static Catalogue catalogue() throws IOException {
        try (var in = Files.newInputStream(GIS_DATA.resolve("catalogue.json"))) {
            return Catalogue.read(in);
        }
    }

    private static Terrain terrain() throws IOException {
        try (var in = Files.newInputStream(GIS_DATA.resolve("terrain.png"))) {
            return Terrain.read(in, catalogue().find("terrain").orElseThrow().terrain().orElseThrow());
        }
    }

    private static List<Feature> features(String layer) throws IOException {
        try (var in = Files.newInputStream(GIS_DATA.resolve(layer + ".geojson"))) {
            return GeoJson.read(in);
        }
    }

    private static Geometry collect(String layer) throws IOException {
        return OverlayNGRobust.union(features(layer).stream().map(CountyTest::place).toList());
    }

    private static Geometry place(Feature feature) { return feature.geometry().orElseThrow(); }

    private static double height(Terrain terrain, Feature feature) {
        return terrain.heightMetres(place(feature).getCoordinate().x, place(feature).getCoordinate().y);
    }

    private static double metres(Geometry point, Geometry target) {
        if (target.getDimension() == 2 && target.covers(point)) return 0;
        Coordinate[] nearest = DistanceOp.nearestPoints(point, target);
        return Geodesy.distanceMetres(new LonLat(nearest[0].x, nearest[0].y), new LonLat(nearest[1].x, nearest[1].y));
    }
}
