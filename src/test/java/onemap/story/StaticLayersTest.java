package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import onemap.gis.layer.ShapeFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A county lays its own files into gis-data and writes lines into the catalogue: they are served, and nothing that is wrong with them stops the server. */
@Timeout(180)
class StaticLayersTest {
    /** 121.45 to 121.50 E, 29.18 to 29.22 N in EPSG:4549; gdaltransform of GDAL 3.6. */
    private static final double[] GAUSS_KRUGER = {641048.9007, 3230090.3267, 640994.1411, 3234524.6390, 645856.5839, 3234585.7595,
            645913.2333,
            3230151.3946, 641048.9007, 3230090.3267};
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1};

    @TempDir static Path temp;
    private static TestServer server;
    private static Web web;

    @BeforeAll static void start() throws Exception {
        Path gis = Files.createDirectories(temp.resolve("gis"));
        try (var files = Files.list(Path.of("gis-data"))) {
            for (Path file : (Iterable<Path>) files::iterator)
                Files.copy(file, gis.resolve(file.getFileName()));
        }
        ShapeFiles.areas(gis, "积水区", List.of("名称", "等级"),
                List.of(new ShapeFiles.Shape(List.of("城东低洼区", "一级"), List.of(GAUSS_KRUGER))));
        Files.write(gis.resolve("broken.zip"), new byte[]{'P', 'K', 3, 4, 0, 0});
        Files.writeString(gis.resolve("broken.pmtiles"), "no tiles");
        mbTiles(gis.resolve("imagery.mbtiles"));
        Files.writeString(gis.resolve("dem.asc"),
                "ncols 2\nnrows 2\nxllcorner 121.4\nyllcorner 29.1\ncellsize 0.1\nNODATA_value -1\n7 7\n7 -1\n");
        catalogue(gis.resolve("catalogue.json"));
        server = TestServer.start(temp.resolve("data"), "--set", "gisData=" + gis);
        web = server.web();
    }

    private static void mbTiles(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE metadata (name TEXT, value TEXT)");
            statement.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)");
            statement.execute("INSERT INTO metadata VALUES ('format', 'png')");
            try (var insert = connection.prepareStatement("INSERT INTO tiles VALUES (3, 6, 5, ?)")) {
                insert.setBytes(1, PNG);
                insert.execute();
            }
        }
    }

    private static void catalogue(Path file) throws IOException {
        var catalogue = (ObjectNode) Web.JSON.readTree(file.toFile());
        var layers = (ArrayNode) catalogue.path("layers");
        for (int i = layers.size() - 1; i >= 0; i--)
            if (layers.get(i).path("id").asText().equals("terrain")) layers.remove(i);
        layers.add(layer("dem", "terrain", "dem.asc", 4326));
        layers.add(layer("imagery", "tiles", "imagery.mbtiles", 3857));
        layers.add(layer("torn", "tiles", "broken.pmtiles", 3857));
        layers.add(layer("broken", "layer", "broken.zip", 4549));
        layers.add(layer("flood", "layer", "积水区.shp", 4549).set("style", Web.JSON.readTree(
                """
                        {"rules": [{"when": {"attribute": "等级", "is": "一级"}, "colour": "layer-2", "fill": "layer-2"}, {"colour": "line"}], "label": "名称"}""")));
        layers.add(layer("alarms", "layer", "积水区.shp", 4549));
        Files.writeString(file, catalogue.toString());
    }

    private static ObjectNode layer(String id, String use, String file, int epsg) {
        return Web.JSON.createObjectNode()
                .put("id", id)
                .put("use", use)
                .put("title", "图")
                .put("titleEn", "Map")
                .put("file", file)
                .put("epsg", epsg)
                .put("source", "水利局")
                .put("licence", "own")
                .put("date", "2026-05-01");
    }

    @AfterAll static void stop() { server.close(); }

    @Test void aShapefileIsServedWithItsStyle() {
        var thing = web.get("/tiles/layer/flood").body().at("/features/0");
        var listed = find("flood");

        assertThat(thing.at("/properties/名称").asText()).isEqualTo("城东低洼区");
        assertThat(thing.at("/geometry/coordinates").toString()).contains("[121.45,29.18]", "[121.5,29.22]");
        assertThat(listed.path("state").asText()).isEqualTo("ready");
        assertThat(listed.at("/style/rules/0/when/in/0").asText()).isEqualTo("一级");
        assertThat(listed.at("/style/label").asText()).isEqualTo("名称");
        assertThat(web.asNobody().get("/api/v1/layers").status()).isEqualTo(401);
    }

    @Test void filesThatCannotBeUsedAreNamed() {
        assertThat(find("broken").path("fault").asText()).contains("broken.zip");
        assertThat(find("torn").path("faultEn").asText()).contains("broken.pmtiles", "PMTiles");
        assertThat(web.get("/tiles/layer/broken").status()).isEqualTo(503);
        assertThat(web.get("/tiles/torn/3/6/2").status()).isEqualTo(404);
        assertThat(web.get("/healthz").status()).isEqualTo(200);
    }

    private static JsonNode find(String id) {
        web.get("/tiles/layer/" + id); // read by then
        for (JsonNode layer : web.get("/api/v1/layers").body().path("layers"))
            if (layer.path("id").asText().equals(id)) return layer;
        throw new AssertionError("no layer " + id);
    }

    @Test void tilesAreServedAsTheyLieAndKeptByTheirTag() throws Exception {
        var tile = bytes("/tiles/imagery/3/6/2");

        assertThat(tile.body()).isEqualTo(PNG);
        assertThat(tile.headers().firstValue("Content-Type")).contains("image/png");
        String tag = tile.headers().firstValue("ETag").orElseThrow();
        assertThat(bytes("/tiles/imagery/3/6/2", "If-None-Match", tag).statusCode()).isEqualTo(304);
        for (String none : List.of("/tiles/imagery/3/6/5", "/tiles/imagery/3/8/2", "/tiles/imagery/-1/0/0", "/tiles/imagery/a/0/0",
                "/tiles/none/3/6/2",
                "/tiles/online/vec/8/1/1"))
            assertThat(web.get(none).status()).as(none).isEqualTo(404);
        var packed = bytes("/tiles/layer/flood", "Accept-Encoding", "gzip");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes(), StandardCharsets.UTF_8))
                .contains("城东低洼区");
    }

    @Test void theGroundsHeightIsToldOrThatNobodyMeasured() {
        var there = web.get("/api/v1/elevation?lon=121.45&lat=29.25").body();

        assertThat(there.path("metres").asDouble()).isEqualTo(7);
        assertThat(there.path("source").asText()).isEqualTo("水利局");
        assertThat(web.get("/api/v1/elevation?lon=121.55&lat=29.15").body().path("found").asBoolean()).isFalse();
        assertThat(web.get("/api/v1/elevation?lon=1&lat=2").body().has("metres")).isFalse();
        for (String wrong : List.of("", "?lon=121", "?lon=a&lat=29", "?lon=181&lat=29", "?lon=NaN&lat=29"))
            assertThat(web.get("/api/v1/elevation" + wrong).status()).as(wrong).isEqualTo(400);
        assertThat(web.get("/tiles/hillshade/11/1715/852.png").status()).isEqualTo(200);
    }

    @Test void aGisFindsTheVectorTiles() {
        var set = web.get("/ogc/tileMatrixSets/WebMercatorQuad").body();
        var tileset = web.get("/ogc/collections/flood/tiles/WebMercatorQuad").body();

        assertThat(set.at("/tileMatrices/0/scaleDenominator").asDouble()).as("17-083r4, table D.1")
                .isCloseTo(559_082_264.028717, org.assertj.core.api.Assertions.within(0.001));
        assertThat(web.get("/ogc/tileMatrixSets").body().at("/tileMatrixSets/0/id").asText()).isEqualTo("WebMercatorQuad");
        assertThat(tileset.toString()).contains("/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}");
        assertThat(web.get("/ogc/conformance").text()).contains("ogcapi-tiles-1/1.0/conf/core", "ogcapi-tiles-1/1.0/conf/mvt");
        for (String none : List.of("/ogc/collections/none/tiles", "/ogc/collections/flood/tiles/Other", "/ogc/tileMatrixSets/Other",
                "/ogc/collections/flood/tiles/WebMercatorQuad/3/8/0", "/ogc/collections/flood/tiles/WebMercatorQuad/x/0/0"))
            assertThat(web.get(none).status()).as(none).isEqualTo(404);
        assertThat(web.get("/ogc/collections/flood/tiles/WebMercatorQuad/12/0/0").status()).isEqualTo(204);
    }

    @Test void aClientFindsTheTilesetsFromTheLandingPage() {
        for (String from : List.of("/ogc", "/ogc/collections", "/ogc/collections/flood")) {
            String tilesets = link(web.get(from).body(), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector", "/flood/");
            assertThat(web.get(path(tilesets)).body().path("tilesets")).as(from).hasSize(1);
        }
        assertThat(path(link(web.get("/ogc").body(), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", ""))).isEqualTo(
                "/ogc/tileMatrixSets");
        assertThat(web.get("/ogc/collections").body().path("collections").findValuesAsText("id")).as("GDAL takes every member for features")
                .contains("sites")
                .doesNotContain("flood");
        var paths = web.get("/ogc/api").body().path("paths");
        assertThat(paths.at("/~1collections~1flood~1tiles~1{tileMatrixSetId}~1{tileMatrix}~1{tileRow}~1{tileCol}/get/responses/200/content")
                .has("application/vnd.mapbox-vector-tile")).isTrue();
        assertThat(paths.has("/tileMatrixSets/{tileMatrixSetId}")).isTrue();
        assertThat(web.get("/ogc/collections/flood/items").status()).as("no features of it").isEqualTo(404);
    }

    private static String link(JsonNode resource, String relation, String part) {
        for (var each : resource.path("links"))
            if (each.path("rel").asText().equals(relation) && each.path("href").asText().contains(part)) return each.path("href").asText();
        throw new AssertionError("no link " + relation + " in " + resource);
    }

    private static String path(String address) { return URI.create(address).getPath(); }

    @Test void aLayerNamedAsACollectionIsBrokenByNameAndTheCollectionStays() {
        assertThat(find("alarms").path("state").asText()).isEqualTo("broken");
        assertThat(find("alarms").path("faultEn").asText()).contains("alarms", "catalogue.json");
        assertThat(web.get("/ogc/collections/alarms/items?limit=1").status()).isEqualTo(200);
        assertThat(web.get("/ogc/collections/alarms/tiles").status()).isEqualTo(404);
        assertThat(web.get("/ogc/collections").text().split("\"id\":\"alarms\"")).as("listed once").hasSize(2);
    }

    /** GDAL's own reader finds the same thing at the same place in the tile. */
    @Test void ogrinfoReadsATile() throws Exception {
        if (List.of(System.getenv("PATH").split(":")).stream().noneMatch(folder -> Files.isExecutable(Path.of(folder, "ogrinfo")))) {
            System.err.println(
                    "\n*** SKIPPED: ogrinfo is not installed (Debian: gdal-bin); that GDAL reads vector tiles was NOT tested ***\n");
            Assumptions.abort("ogrinfo is not installed");
        }
        int zoom = 10, column = 857, row = 425; // holds all of it
        var tile = bytes("/ogc/collections/flood/tiles/WebMercatorQuad/" + zoom + "/" + row + "/" + column);
        assertThat(tile.statusCode()).isEqualTo(200);
        assertThat(tile.headers().firstValue("ETag")).isPresent();
        Path folder = Files.createDirectories(temp.resolve("mvt/" + zoom + "/" + column));
        Path file = Files.write(folder.resolve(row + ".mvt"), tile.body());

        String said = ogrinfo(file);

        assertThat(said).contains("Layer name: flood", "Feature Count: 1", "城东低洼区", "EPSG\",3857");
        var extent = Pattern.compile("Extent: \\(([\\d.]+), ([\\d.]+)\\) - \\(([\\d.]+), ([\\d.]+)\\)").matcher(said);
        assertThat(extent.find()).as(said).isTrue();
        double[] corners = {13_519_752.16, 3_398_576.01, 13_525_318.13, 3_403_677.02}; // 121.45 E, 29.18 N and 121.50 E, 29.22 N in EPSG:3857, gdaltransform
        for (int i = 0; i < 4; i++) // a step of the tile's grid is 9.6 m
            assertThat(Double.parseDouble(extent.group(i + 1))).isCloseTo(corners[i], org.assertj.core.api.Assertions.within(10.0));
        assertThat(said).doesNotContain("ERROR", "Warning");
        var roads = bytes("/ogc/collections/roads/tiles/WebMercatorQuad/11/850/1715");
        Path road = Files.write(Files.createDirectories(temp.resolve("mvt/11/1715")).resolve("850.mvt"), roads.body());
        assertThat(ogrinfo(road)).contains("Layer name: roads", "LINESTRING").doesNotContain("ERROR", "Warning");
    }

    private static String ogrinfo(Path file) throws Exception {
        var process = new ProcessBuilder("ogrinfo", "-ro", "-al", file.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path));
        if (headers.length > 0) request.headers(headers);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
