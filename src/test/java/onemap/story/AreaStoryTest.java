package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import onemap.access.Role;
import onemap.domain.Area;
import onemap.domain.LonLat;
import onemap.gis.Geodesy;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer asks what lies in an area, over HTTP; the county's own files say what the answer must be. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AreaStoryTest {
    private static final String TOWN = "331099001";
    private static final LonLat CENTRE = new LonLat(121.5, 29.2);
    private static final String CIRCLE = "{\"circle\":{\"centre\":[121.5,29.2],\"metres\":8000}}";
    private static final Instant NOW = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);

    private final Map<String, List<JsonNode>> rows = new TreeMap<>();
    private TestServer server;
    private Web county;
    private Web town;
    private String token;

    @BeforeAll void open(@TempDir Path temp) throws IOException {
        var data = temp.resolve("data");
        String officer = TestServer.issueToken(data, Role.DUTY_OFFICER, new Area(TOWN));
        token = TestServer.issueToken(data, Role.LEADER, Area.COUNTY);
        server = TestServer.start(data);
        county = server.web();
        town = county.as(officer);
        for (String register : List.of("stations", "shelters", "risk-points", "teams", "vehicles", "cameras", "enterprises",
                "supplies", "screens", "households")) {
            var list = new ArrayList<JsonNode>();
            Web.JSON.readTree(Path.of("gis-data", register + ".geojson").toFile()).path("features").forEach(list::add);
            rows.put(register, list);
        }
        assertThat(county.postCap(CapText.alert("AREA-1", "qx@wanghai.example", NOW, CapText.polygon(121.4, 29.1, 121.6, 29.3)).xml())
                .status())
                .isEqualTo(200);
        server.eventually(() -> assertThat(county.items("warnings")).containsKey("cap:AREA-1"));
    }

    @AfterAll void close() { server.close(); }

    private static Web.Answer ask(Web web, String body) { return web.act("/api/v1/area", "", body); }

    private static JsonNode category(Web.Answer answer, String name) {
        for (JsonNode each : answer.body().path("categories"))
            if (each.path("category").asText().equals(name)) return each;
        throw new AssertionError("no category " + name + " in " + answer.text());
    }

    private static LonLat place(JsonNode row) {
        return new LonLat(row.at("/geometry/coordinates/0").asDouble(), row.at("/geometry/coordinates/1").asDouble());
    }

    private static Predicate<JsonNode> within(double metres) { return row -> Geodesy.distanceMetres(CENTRE, place(row)) <= metres; }

    private static Predicate<JsonNode> ofTown() { return row -> row.at("/properties/townCode").asText().equals(TOWN); }

    private long sum(String register, Predicate<JsonNode> which, String property) {
        return rows.get(register).stream().filter(which).mapToLong(row -> row.at("/properties/" + property).asLong()).sum();
    }

    @Test void aCircleIsCountedAsTheRegistersSay() {
        var answer = ask(county, CIRCLE);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var totals = answer.body().path("totals");
        assertThat(totals.path("freePlaces").asLong()).isEqualTo(sum("shelters", within(8000), "capacityPersons")).isPositive();
        assertThat(totals.path("personsToMove").asLong()).isEqualTo(sum("risk-points", within(8000), "threatenedPersons")).isPositive();
        assertThat(totals.path("householdsToMove").asLong()).isEqualTo(sum("risk-points", within(8000), "threatenedHouseholds"));
        assertThat(totals.path("strengthPersons").asLong()).as("with trackers and without")
                .isEqualTo(sum("teams", within(8000), "strengthPersons"))
                .isPositive();
        assertThat(category(answer, "stations").path("count").asLong())
                .isEqualTo(rows.get("stations").stream().filter(within(8000)).count());
        assertThat(category(answer, "cameras").at("/sums/lost").asLong()).as("none has ever spoken")
                .isEqualTo(category(answer, "cameras").path("count").asLong())
                .isPositive();
        assertThat(category(answer, "warnings").at("/items/0/id").asText()).isEqualTo("cap:AREA-1");
        double before = 0;
        for (JsonNode item : category(answer, "shelters").path("items")) {
            assertThat(item.path("distanceMetres").asDouble()).isBetween(before, 8000.0);
            before = item.path("distanceMetres").asDouble();
        }
        assertThat(Instant.parse(answer.at("/computedAt"))).isAfterOrEqualTo(NOW);
    }

    @Test void whatMovedInIsThereAndWhatLeftIsNot() {
        String id = "jt808:13800007777";
        try (var tracker = server.tracker(id.substring(6))) {
            tracker.signIn();
            tracker.report(Tracker.at(121.5, 29.2, NOW));
            server.eventually(() -> assertThat(ids(category(ask(county, CIRCLE), "vehicles"))).contains(id));
            var mine = category(ask(county, "{\"circle\":{\"centre\":[121.5,29.2],\"metres\":1}}"), "vehicles").path("items").get(0);
            assertThat(mine.path("state").asText()).isEqualTo("reporting");
            assertThat(mine.path("at").asText()).isEqualTo(NOW.toString());

            tracker.report(Tracker.at(121.7, 29.2, NOW.plusSeconds(60)));

            server.eventually(() -> assertThat(ids(category(ask(county, CIRCLE), "vehicles"))).doesNotContain(id));
        }
    }

    private static List<String> ids(JsonNode category) {
        var ids = new ArrayList<String>();
        category.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test void aTownsOfficerIsToldOfTheTownOnly() {
        var answer = ask(town, CIRCLE);

        assertThat(answer.at("/totals/freePlaces")).isEqualTo("" + sum("shelters", within(8000).and(ofTown()), "capacityPersons"));
        var own = new TreeSet<String>();
        rows.values().forEach(list -> list.stream().filter(ofTown()).forEach(row -> own.add(row.at("/properties/name").asText())));
        for (JsonNode each : answer.body().path("categories"))
            if (!each.path("category").asText().equals("warnings"))
                each.path("items").forEach(item -> assertThat(own).contains(item.path("name").asText()));
        assertThat(ids(category(answer, "warnings"))).as("public").contains("cap:AREA-1");
    }

    @Test void byReferenceToAWarningATownOrAThing() {
        var warning = ask(county, "{\"warning\":\"cap:AREA-1\"}");
        Predicate<JsonNode> inBox = row -> place(row).lonDegrees() >= 121.4 && place(row).lonDegrees() <= 121.6
                && place(row).latDegrees() >= 29.1 && place(row).latDegrees() <= 29.3;
        assertThat(warning.at("/totals/freePlaces")).isEqualTo("" + sum("shelters", inBox, "capacityPersons"));

        var ofTown = ask(town, "{\"town\":\"" + TOWN + "\"}");
        assertThat(ofTown.status()).isEqualTo(200);
        assertThat(ofTown.at("/title")).isEqualTo("城关街道");
        assertThat(category(ofTown, "shelters").path("count").asInt()).isPositive();

        var hazard = rows.get("risk-points").stream().filter(ofTown()).findFirst().orElseThrow();
        var round = ask(town, "{\"object\":\"site:" + hazard.at("/properties/id").asText() + "\",\"metres\":500}");
        assertThat(round.status()).as(round.text()).isEqualTo(200);
        assertThat(round.at("/title")).contains(hazard.at("/properties/name").asText()).contains("500");
        assertThat(round.body().at("/totals/personsToMove").asLong())
                .isGreaterThanOrEqualTo(hazard.at("/properties/threatenedPersons").asLong());
    }

    @Test void aWorkbookToTakeAlongSaysTheSame() throws Exception {
        var answer = ask(county, CIRCLE);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + county.port() + "/api/v1/area?format=xlsx"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CIRCLE))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var file = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(file.headers().firstValue("Content-Disposition").orElseThrow()).contains(".xlsx");
            try (var book = new ReadableWorkbook(file.body())) {
                var sums = book.getFirstSheet().read();
                assertThat(book.getFirstSheet().getName()).isEqualTo("汇总");
                int places = sums.getFirst().stream().map(cell -> cell.getText()).toList().indexOf("剩余容量(人)");
                assertThat(sums.get(1).getCellAsNumber(places).orElseThrow()).isEqualByComparingTo(answer.at("/totals/freePlaces"));
                var shelters = book.findSheet("避灾安置场所").orElseThrow().read();
                assertThat(shelters).hasSize(category(answer, "shelters").path("count").asInt() + 1);
            }
        }
        for (String format : List.of("csv", "geojson", "shp", "gpkg"))
            assertThat(county.act("/api/v1/area?format=" + format, "", CIRCLE).status()).as(format).isEqualTo(200);
        assertThat(town.act("/api/v1/area?format=csv", "", CIRCLE).text()).contains("城关街道").doesNotContain("东塘街道");
    }

    @Test void everyCollectionGoesIntoAFileOfEveryKindAsFarAsTheCallerSees() {
        for (String collection : List.of("tracks", "stations", "sites", "cameras", "warnings", "alarms", "shelters", "riskPoints", "teams"))
            for (String format : List.of("xlsx", "csv", "geojson", "shp", "gpkg")) {
                var answer = county.get("/api/v1/export/" + collection + "?format=" + format);
                assertThat(answer.status()).as(collection + " " + format).isEqualTo(200);
                assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
            }
        var villages = county.get("/api/v1/export/shelters?format=geojson&tier=village").text();
        assertThat(villages.split("\"type\":\"Feature\"", -1)).hasSize(
                1 + (int) rows.get("shelters").stream().filter(row -> row.at("/properties/tier").asText().equals("village")).count());
        var own = town.get("/api/v1/export/shelters?format=csv").text();
        assertThat(own.lines().count()).isEqualTo(1 + rows.get("shelters").stream().filter(ofTown()).count());
        assertThat(county.get("/api/v1/export/shelters?format=csv&limit=5").status()).as("there are no pages").isEqualTo(400);
        assertThat(county.get("/api/v1/export/nothing?format=csv").status()).isEqualTo(404);
        assertThat(county.asNobody().get("/api/v1/export/shelters?format=csv").status()).isEqualTo(401);
    }

    @Test void whatIsNotTheCallersOrNotThereIsRefused() {
        var foreign = rows.get("shelters").stream().filter(ofTown().negate()).findFirst().orElseThrow();
        String id = "site:" + foreign.at("/properties/id").asText();
        assertThat(ask(town, "{\"town\":\"331099002\"}").status()).isEqualTo(403);
        assertThat(ask(town, "{\"town\":\"331099\"}").status()).as("the whole county").isEqualTo(403);
        var refused = ask(town, "{\"object\":\"" + id + "\",\"metres\":500}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).doesNotContain(foreign.at("/properties/name").asText());
        assertThat(ask(county, "{\"town\":\"999999999\"}").status()).isEqualTo(404);
        assertThat(ask(county, "{\"warning\":\"cap:none\"}").status()).isEqualTo(404);
        assertThat(ask(county, "{\"object\":\"site:none\",\"metres\":5}").status()).isEqualTo(404);
        assertThat(ask(county.asNobody(), CIRCLE).status()).isEqualTo(401);
    }

    @Test void aGroundThatCannotBeMeantIsRefusedByName() {
        wrong("{\"polygon\":[[121.4,29.1],[121.6,29.3],[121.6,29.1],[121.4,29.3]]}", "crosses or touches itself");
        wrong("{\"polygon\":[[29.1,121.4],[29.3,121.6],[29.1,121.6]]}", "not longitude, latitude");
        wrong("{\"polygon\":[[121.4,29.1],[121.6]]}", "not [longitude, latitude]");
        wrong("{\"polygon\":\"all\"}", "not a list");
        wrong("{\"circle\":{\"centre\":[121.5,29.2],\"metres\":-5}}", "above 0");
        wrong("{\"circle\":{\"centre\":[121.5,29.2],\"metres\":\"5\"}}", "metres is missing or not a number");
        wrong("{\"circle\":{\"centre\":[121.5,29.2],\"radius\":5}}", "radius");
        wrong("{\"corridor\":{\"line\":[[121.5,29.2]],\"metres\":5}}", "two different points");
        wrong("{\"town\":\"331099001\",\"warning\":\"cap:AREA-1\"}", "one of polygon");
        wrong("{}", "one of polygon");
        wrong("[]", "not a JSON object");
        wrong("{\"polygon\":[" + "[121.5,29.2],".repeat(1001) + "[121.5,29.2]]}", "at most 1000");
        var format = county.act("/api/v1/area?format=exe", "", CIRCLE);
        assertThat(format.status()).isEqualTo(400);
        assertThat(format.at("/detail")).contains("xlsx");
    }

    private void wrong(String body, String reason) {
        var answer = ask(county, body);
        assertThat(answer.status()).as(body).isEqualTo(400);
        assertThat(answer.at("/detail")).contains(reason);
    }
}
