package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A GIS finds its way and asks for what it needs: OGC API – Features, Parts 1 to 3, by their abstract tests. */
@Timeout(120)
class OgcFeaturesTest {
    private static final String SITES = "/ogc/collections/sites/items";
    private static final String EPSG = "http://www.opengis.net/def/crs/EPSG/0/";
    private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
    private static final Set<String> COLLECTIONS = Set.of("tracks", "stations", "sites", "cameras", "warnings", "alarms", "shelters",
            "riskPoints", "teams", "enterprises", "supplies", "screens");
    private static final String STRANGER = "jt808:13800002222";

    @TempDir static Path data;
    private static TestServer server;
    private static Web web;
    private static Instant now;

    @BeforeAll static void start() throws IOException {
        server = TestServer.start(data);
        web = server.web().asNobody();
        now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        server.web()
                .postCap(CapText.alert("OGC-1", "qx@wanghai.example", now, CapText.polygon(121.4, 29.1, 121.6, 29.3)).xml());
        raiseAnAlarm();
        try (var tracker = server.tracker(STRANGER.substring(6))) {
            tracker.signIn();
            tracker.report(Tracker.at(121.5, 29.2, now));
        }
        server.eventually(() -> assertThat(web.item("tracks", STRANGER).status()).isEqualTo(200));
        server.eventually(() -> assertThat(web.items("warnings")).isNotEmpty());
    }

    private static void raiseAnAlarm() throws IOException {
        for (JsonNode gauge : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations")) {
            if (!gauge.at("/levels/red").isNumber() || !gauge.path("property").asText().equals("waterLevel")) continue;
            try (var mqtt = server.mqtt(gauge.path("station").asText().replaceFirst("^mqtt:", ""))) {
                mqtt.publish("waterLevel", gauge.at("/levels/red").asDouble() + 1, now);
            }
            server.eventually(() -> assertThat(web.items("alarms")).isNotEmpty());
            return;
        }
        throw new AssertionError("no station has a red limit of its water level");
    }

    @AfterAll static void stop() { server.close(); }

    private static String coded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }

    private static Web.Answer items(String collection, String... query) {
        var parts = new ArrayList<String>();
        for (int i = 0; i < query.length; i += 2)
            parts.add(query[i] + "=" + coded(query[i + 1]));
        return web.get("/ogc/collections/" + collection + "/items?" + String.join("&", parts));
    }

    private static Set<String> ids(JsonNode page, Predicate<JsonNode> which) {
        var ids = new HashSet<String>();
        for (JsonNode feature : page.path("features"))
            if (which.test(feature)) ids.add(feature.path("id").asText());
        return ids;
    }

    private static List<String> links(JsonNode of, String relation, String type) {
        var found = new ArrayList<String>();
        for (JsonNode link : of.path("links"))
            if (link.path("rel").asText().equals(relation) && link.path("type").asText().startsWith(type))
                found.add(link.path("href").asText());
        return found;
    }

    /** Follows a link as it stands. */
    private static Web.Answer follow(String address) {
        var uri = URI.create(address);
        assertThat(uri.getAuthority()).as("absolute, and here: " + address).isEqualTo("127.0.0.1:" + web.port());
        return web.get(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    /** The answer holds just those of all that fit by hand. */
    private static void gives(String collection, Predicate<JsonNode> which, String... query) {
        var answer = items(collection, Stream.concat(Stream.of("limit", "10000"), Stream.of(query)).toArray(String[]::new));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var expected = ids(items(collection, "limit", "10000").body(), which);
        assertThat(expected).as(List.of(query).toString()).isNotEmpty();
        assertThat(ids(answer.body(), feature -> true)).as(List.of(query).toString()).isEqualTo(expected);
        assertThat(answer.body().path("numberMatched").asInt()).isEqualTo(expected.size());
    }

    private static void refused(Web.Answer answer, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.at("/detail")).contains(words);
    }

    private static double at(JsonNode feature, String pointer) { return feature.at(pointer).asDouble(); }

    @Test void theLandingPageLeadsEverywhere() {
        var landing = web.get("/ogc");

        for (var way : Map.of("self", "application/json", "alternate", "text/html", "service-desc", "application/vnd.oai.openapi+json",
                "service-doc", "text/html", "conformance", "application/json", "data", "application/json").entrySet()) {
            var found = links(landing.body(), way.getKey(), way.getValue());
            assertThat(found).as(way.getKey()).hasSize(1);
            var answer = follow(found.getFirst());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.type()).startsWith(way.getValue());
        }
        assertThat(web.get("/ogc/conformance").body().path("conformsTo").toString()).contains("features-1/1.0/conf/core", "conf/oas30",
                "conf/html", "conf/geojson", "features-2/1.0/conf/crs", "features-3/1.0/conf/filter", "cql2/1.0/conf/cql2-text");
    }

    @Test void everyCollectionTellsWhatItIsAndWhereItReaches() {
        var all = web.get("/ogc/collections").body();

        var names = new HashSet<String>();
        for (JsonNode each : all.path("collections")) {
            String id = each.path("id").asText();
            names.add(id);
            var alone = follow(links(each, "self", "application/json").getFirst()).body();
            assertThat(alone.path("extent")).isEqualTo(each.path("extent"));
            assertThat(each.path("crs").path(0).asText()).isEqualTo(CRS84);
            assertThat(each.path("crs")).hasSize(4);
            assertThat(each.path("storageCrs").asText()).isEqualTo(CRS84);
            var box = each.at("/extent/spatial/bbox/0");
            assertThat(at(box, "/0")).as(id).isBetween(120.0, at(box, "/2"));
            assertThat(at(box, "/1")).isBetween(28.0, at(box, "/3"));
            assertThat(each.at("/extent/temporal/interval/0")).as(id).hasSize(id.equals("cameras") ? 0 : 2); // none has told of itself yet
            assertThat(items(id, "bbox", "%s,%s,%s,%s".formatted(box.get(0), box.get(1), box.get(2), box.get(3))).body()
                    .path("numberMatched")
                    .asInt()).isEqualTo(items(id).body().path("numberMatched").asInt()).isPositive();
            var schema = follow(links(each, "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json").getFirst());
            assertThat(schema.type()).startsWith("application/schema+json");
            assertThat(schema.body().at("/properties/geometry/format").asText()).isEqualTo("geometry-any");
            assertThat(schema.body().path("$id").asText()).endsWith("/ogc/collections/" + id + "/queryables");
            assertThat(follow(links(each, "items", "text/html").getFirst()).type()).startsWith("text/html");
        }
        assertThat(names).isEqualTo(COLLECTIONS);
    }

    @Test void givesWhatFitsAndNothingElse() {
        gives("sites", site -> at(site, "/properties/capacityPersons") >= 200, "filter",
                "siteType = 'shelter' AND capacityPersons >= 200");
        gives("sites", site -> site.at("/properties/riskListTitle").asText().contains("山洪") || type(site).equals("team"), "filter",
                "riskListTitle LIKE '%山洪%' OR siteType IN ('team')");
        gives("sites", site -> !site.path("properties").has("capacityPersons") && !type(site).equals("team"), "filter",
                "capacityPersons IS NULL AND NOT siteType = 'team'");
        gives("sites", OgcFeaturesTest::isInside, "filter",
                "S_INTERSECTS(geometry, POLYGON((121.4 29.1,121.6 29.1,121.6 29.3,121.4 29.3,121.4 29.1)))");
        gives("sites", OgcFeaturesTest::isInside, "filter-crs", EPSG + "4326", "filter",
                "S_INTERSECTS(geometry, BBOX(29.1,121.4,29.3,121.6))");
        gives("sites", site -> true, "filter", "observedAt > TIMESTAMP('2020-01-01T00:00:00Z')");
        gives("sites", site -> isInside(site) && type(site).equals("shelter"), "filter-lang", "ecql", "filter",
                "siteType = 'shelter' AND BBOX(geometry, 121.4, 29.1, 121.6, 29.3)");
        gives("shelters", site -> site.at("/properties/tier").asText().equals("village") && site.at("/properties/generator").asBoolean(),
                "tier", "village", "generator", "true");
        gives("alarms", alarm -> alarm.at("/properties/severity").asText().equals("red"), "severity", "red");
        gives("warnings", warning -> true, "bbox", "121.59,29.29,122,30");
        for (var register : Map
                .of("shelters", "shelter", "riskPoints", "riskPoint", "teams", "team", "enterprises", "enterprise", "supplies",
                        "supply", "screens", "screen")
                .entrySet())
            assertThat(web.items(register.getKey()).keySet()).isEqualTo(
                    ids(items("sites", "limit", "10000").body(), site -> type(site).equals(register.getValue()))).isNotEmpty();
    }

    private static String type(JsonNode site) { return site.at("/properties/siteType").asText(); }

    private static boolean isInside(JsonNode site) {
        return Math.abs(at(site, "/geometry/coordinates/0") - 121.5) <= 0.1 && Math.abs(at(site, "/geometry/coordinates/1") - 29.2) <= 0.1;
    }

    @Test void aBoxIsInItsCoordinateSystem() {
        gives("sites", OgcFeaturesTest::isInside, "bbox", "121.4,29.1,121.6,29.3");
        gives("sites", OgcFeaturesTest::isInside, "bbox", "121.4,29.1,-10,121.6,29.3,9000");
        for (String latitudeFirst : List.of("4326", "4490"))
            gives("sites", OgcFeaturesTest::isInside, "bbox", "29.1,121.4,29.3,121.6", "bbox-crs", EPSG + latitudeFirst);
        gives("sites", OgcFeaturesTest::isInside, "bbox-crs", EPSG + "3857", "bbox",
                mercator(121.4, 29.1) + "," + mercator(121.6, 29.3));
        gives("sites", site -> true, "bbox", "121,28,-170,31"); // over the date line
        assertThat(items("sites", "bbox", "170,28,-170,31").body().path("numberMatched").asInt()).isZero();
    }

    /** EPSG guidance note 7-2, 3.2.1.2. */
    private static String mercator(double lon, double lat) {
        return 6_378_137 * Math.toRadians(lon) + "," + 6_378_137 * Math.log(Math.tan(Math.PI / 4 + Math.toRadians(lat) / 2));
    }

    @Test void anAnswerIsInTheCoordinateSystemItSays() {
        var plain = web.item("sites", items("sites", "limit", "1").body().at("/features/0/id").asText());
        double lon = at(plain.body(), "/geometry/coordinates/0");
        double lat = at(plain.body(), "/geometry/coordinates/1");
        String self = "/ogc/collections/sites/items/" + Web.coded(plain.at("/id")) + "?crs=" + EPSG;

        assertThat(plain.headers().firstValue("Content-Crs")).contains("<" + CRS84 + ">");
        for (String latitudeFirst : List.of("4326", "4490")) {
            var turned = web.get(self + latitudeFirst);
            assertThat(turned.headers().firstValue("Content-Crs")).contains("<" + EPSG + latitudeFirst + ">");
            assertThat(at(turned.body(), "/geometry/coordinates/0")).isCloseTo(lat, within(1e-6));
            assertThat(at(turned.body(), "/geometry/coordinates/1")).isCloseTo(lon, within(1e-6));
        }
        var metres = web.get(self + "3857").body();
        assertThat(at(metres, "/geometry/coordinates/0")).isCloseTo(6_378_137 * Math.toRadians(lon), within(0.1));
        var area = items("warnings", "crs", EPSG + "3857");
        assertThat(area.headers().firstValue("Content-Crs")).contains("<" + EPSG + "3857>");
        assertThat(at(area.body(), "/features/0/geometry/coordinates/0/0/0/1")).isGreaterThan(3_300_000);
        assertThat(links(plain.body(), "collection", "application/json")).hasSize(1);
    }

    @Test void timeIsAnInstantOrASpan() {
        gives("tracks", track -> observedAt(track).equals("null") || Instant.parse(observedAt(track)).equals(now), "datetime",
                now.toString());
        gives("tracks", track -> true, "datetime", "../" + now.plusSeconds(60));
        gives("tracks", track -> observedAt(track).equals("null"), "datetime", "/1990-01-01T00:00:00Z");
        gives("warnings", warning -> true, "datetime", now.plusSeconds(60) + "/" + now.plusSeconds(120));
        gives("alarms", alarm -> true, "datetime", now.plusSeconds(3600) + "/..");
        assertThat(items("warnings", "datetime", "../" + now.minusSeconds(3600)).body().path("numberMatched").asInt()).isZero();
    }

    private static String observedAt(JsonNode track) { return track.at("/properties/observedAt").asText(); }

    @Test void pagesFollowEachOtherWhileThingsComeAndGo() {
        var before = ids(items("tracks", "limit", "10000").body(), track -> true);
        var seen = new ArrayList<String>();
        var next = List.of("http://127.0.0.1:" + web.port() + "/ogc/collections/tracks/items?limit=7&filter=" + coded("name LIKE '%'"));
        for (int page = 0; !next.isEmpty(); page++) {
            var body = follow(next.getFirst()).body();
            assertThat(body.path("numberReturned").asInt()).isEqualTo(body.path("features").size()).isLessThanOrEqualTo(7);
            assertThat(Instant.parse(body.path("timeStamp").asText())).isAfterOrEqualTo(now);
            body.path("features").forEach(feature -> seen.add(feature.path("id").asText()));
            next = links(body, "next", "application/geo+json");
            if (page == 1) arrive("13700000001"); // sorts before what has been shown, and shifts all by one
        }

        assertThat(seen).doesNotHaveDuplicates().isSorted();
        assertThat(seen).containsAll(before);
    }

    private static void arrive(String phone) {
        try (var tracker = server.tracker(phone)) {
            tracker.signIn();
            tracker.report(Tracker.at(121.5, 29.2, now));
        }
        server.eventually(() -> assertThat(web.item("tracks", "jt808:" + phone).status()).isEqualTo(200));
    }

    @Test void whatIsWrongIsNamed() {
        refused(items("sites", "filter", "capacity >= 200"), "no property capacity", "capacityPersons");
        refused(items("sites", "filter", "capacity >= 200", "filter-lang", "ecql"), "no property capacity", "capacityPersons");
        refused(items("sites", "filter", "capacityPersons >= 'many'"), "numeric");
        refused(items("sites", "filter", "siteType = 'shelter' AND"), "the end at character");
        refused(items("sites", "filter", "siteType = 'shelter'", "filter-lang", "cql-json"), "filter-lang", "cql2-text");
        for (String name : List.of("crs", "bbox-crs", "filter-crs"))
            refused(items("sites", name, EPSG + "4549"), name, "4549", CRS84);
        refused(items("sites", "capacity", "200"), "no parameter capacity", "capacityPersons");
        refused(items("sites", "capacityPersons", "many"), "capacityPersons=many", "no number");
        refused(items("sites", "limit", "0"), "limit=0");
        for (String box : List.of("1,2,3", "121,30,122,29", "121,29,200,30", "a,1,2,3", "1,2,3,4,5,6,7", ""))
            refused(items("sites", "bbox", box), "bbox=" + box);
        for (String time : List.of("today", "2026-07-18", "../..", "/", "2026-07-18T00:00:00Z/2026-07-17T00:00:00Z",
                "2026-02-30T00:00:00Z"))
            refused(items("sites", "datetime", time), "datetime=" + time);
        refused(web.get(SITES + "?limit=1&limit=2"), "limit is there more than once");
        refused(web.get("/ogc?f=xml"), "f=xml", "html");
        for (String path : List.of("", "/conformance", "/api", "/collections", "/collections/sites", "/collections/sites/queryables"))
            refused(web.get("/ogc" + path + "?unheardOf=1"), "unheardOf");
        for (String path : List.of("/ogc/collections/lakes", "/ogc/collections/lakes/items", SITES + "/none", "/ogc/nothing",
                "/ogc/collections/teams/items/" + Web.coded(web.items("shelters").keySet().iterator().next())))
            assertThat(web.get(path).status()).as(path).isEqualTo(404);
    }

    @Test void peopleGetPagesAndProgramsJson() {
        var browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (String path : List.of("/ogc", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/sites", SITES,
                "/ogc/collections/sites/queryables")) {
            assertThat(web.send(web.request(path).header("Accept", browser)).type()).as(path).startsWith("text/html");
            assertThat(web.get(path + "?f=html&lang=en&theme=light").type()).startsWith("text/html");
            assertThat(web.send(web.request(path + "?f=json").header("Accept", browser)).type()).as(path).contains("json");
            assertThat(web.send(web.request(path).header("Accept", "application/geo+json, text/html;q=0.1")).type()).contains("json");
            assertThat(web.send(web.request(path).header("Accept", "*/*")).headers().firstValue("Vary")).contains("Accept");
        }
        var page = web.get("/ogc/collections/shelters/items?f=html&limit=3&name=" + coded("望海中学")).text();
        assertThat(page).as("all of it without scripts").contains("<dt>numberMatched</dt><dd>1</dd>", "望海中学", "<a rel=\"self\"");
        var script = web.get("/ogc/collections/sites/items?f=html&name=" + coded("</noscript><script>alert(1)</script>"));
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.text()).doesNotContain("<script>", "</noscript><script");
        assertThat(web.get(SITES + "?f=html").text()).contains("<dt>numberReturned</dt><dd>100</dd>");
        var wrong = web.get("/ogc/collections/lakes?f=html");
        assertThat(wrong.status()).isEqualTo(404);
        assertThat(wrong.type()).as("the page tells why").startsWith("text/html");
    }

    @Test void theDefinitionIsOpenApi30AndWhatItNamesIsAnswered() throws Exception {
        var answer = web.get("/ogc/api");
        var official = Web.JSON.readTree(Files.readString(Path.of("src", "test", "resources", "openapi", "openapi-3.0.schema.json")));
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(official);

        assertThat(answer.type()).isEqualTo("application/vnd.oai.openapi+json;version=3.0");
        assertThat(schema.validate(answer.body()).stream().map(ValidationMessage::getMessage)).isEmpty();
        assertThat(schema.validate(Web.JSON.readTree("{\"openapi\":\"3.0.3\",\"paths\":{\"x\":{}}}"))).as("it does refuse").isNotEmpty();
        var ids = new HashSet<String>();
        int parameters = 0;
        for (var path : answer.body().path("paths").properties()) {
            var operation = path.getValue().path("get");
            assertThat(ids.add(operation.path("operationId").asText())).isTrue();
            String base = "/ogc" + path.getKey().replaceFirst("/$", "").replace("{tileMatrixSetId}", "WebMercatorQuad");
            if (path.getKey().endsWith("{featureId}")) {
                String items = base.substring(0, base.lastIndexOf('/'));
                base = items + "/" + Web.coded(web.get(items + "?limit=1").body().at("/features/0/id").asText());
            }
            for (JsonNode each : operation.path("parameters")) {
                var parameter = each.has("$ref") ? answer.body().at(each.path("$ref").asText().substring(1)) : each;
                if (!parameter.path("in").asText().equals("query")) continue;
                var asked = web.get(base + "?" + coded(parameter.path("name").asText()) + "=" + coded(sample(parameter, answer.body())));
                assertThat(asked.status()).as(base + " " + parameter + asked.text()).isEqualTo(200);
                parameters++;
            }
        }
        assertThat(parameters).isGreaterThan(150);
        var ofTiles = answer.body()
                .path("paths")
                .findValuesAsText("operationId")
                .stream()
                .filter(id -> id.contains("ile") || id.contains(".collection"));
        assertThat(answer.body().path("paths").size()).isEqualTo(4 + 4 * COLLECTIONS.size() + ofTiles.count());
    }

    /** A value by its schema. */
    private static String sample(JsonNode parameter, JsonNode document) {
        if (parameter.path("name").asText().equals("bbox")) return "121,29,122,30";
        if (parameter.path("name").asText().equals("f")) return "json";
        var schema = parameter.path("schema");
        if (schema.has("$ref")) schema = document.at(schema.path("$ref").asText().substring(1));
        if (schema.has("example")) return schema.path("example").asText();
        if (schema.has("enum")) return schema.path("enum").path(schema.path("enum").size() - 1).asText();
        if (schema.path("format").asText().equals("date-time")) return "2026-07-18T06:00:00Z";
        return switch (schema.path("type").asText()) {
            case "boolean" -> "true";
            case "number", "integer" -> "1";
            default -> "x";
        };
    }

    /** GDAL, and with it QGIS, reads every collection and lets the server filter. */
    @Test void ogrinfoReadsIt() throws Exception {
        if (!isInstalled("ogrinfo")) {
            System.err.println(
                    "\n*** SKIPPED: ogrinfo is not installed (Debian: gdal-bin); that GDAL reads the OGC API was NOT tested ***\n");
            Assumptions.abort("ogrinfo is not installed");
        }
        String source = "OAPIF:http://127.0.0.1:" + web.port() + "/ogc";

        var listed = ogrinfo(source);
        var layers = new TreeSet<String>();
        for (String line : listed.lines().filter(line -> line.matches("\\d+: .*")).toList())
            layers.add(line.replaceFirst("^\\d+: ", "").replaceFirst(" .*", ""));
        assertThat(layers).as(listed).containsExactlyInAnyOrderElementsOf(COLLECTIONS);
        for (String layer : COLLECTIONS)
            assertThat(ogrinfo("-so", source, layer)).as(layer).contains("Feature Count: " + web.items(layer).size());
        int village = items("shelters", "tier", "village").body().path("numberMatched").asInt();
        var filtered = ogrinfo("-so", "-where", "tier = 'village'", source, "shelters");
        assertThat(filtered).contains("Feature Count: " + village);
        assertThat(ogrinfo("-spat", "121.4", "29.1", "121.6", "29.3", source, "teams")).contains("POINT (121.");
    }

    private static boolean isInstalled(String program) throws Exception {
        return List.of(System.getenv("PATH").split(":")).stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String ogrinfo(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("ogrinfo", "-ro", "--config", "OGR_API_PAGE_SIZE", "500"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).doesNotContain("ERROR ");
        return said;
    }
}
