package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import onemap.access.Role;
import onemap.domain.Area;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a town's officer 石门镇, a wall and a guest get to see of the county, on every reading path of a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class SightStoryTest {
    private static final String TOWN = "331099102";
    private static final Pattern GET_ROUTE = Pattern.compile("get\\(\"(/[^\"]*)\"");
    private static final String WHOLE_COUNTY = CapText.polygon(121.0, 28.8, 122.2, 29.6);

    private final Instant night = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1800);
    private final List<JsonNode> rows = new ArrayList<>();
    private final Set<String> people = new TreeSet<>();
    private TestServer server;
    private Web county;
    private Web town;
    private Web wall;
    private Web guest;
    private Gauge own;
    private Gauge foreign;

    private record Gauge(String id, double yellow) {}

    @BeforeAll void open(@TempDir Path temp) throws IOException {
        var data = temp.resolve("data");
        String officer = TestServer.issueToken(data, Role.DUTY_OFFICER, new Area(TOWN));
        String screen = TestServer.issueToken(data, Role.WALL, Area.COUNTY);
        server = TestServer.start(data);
        county = server.web();
        town = county.as(officer);
        wall = county.as(screen);
        guest = county.asNobody();
        for (String register : List.of("stations", "shelters", "risk-points", "teams", "vehicles", "cameras", "enterprises", "supplies",
                "screens"))
            Web.JSON.readTree(Path.of("gis-data", register + ".geojson").toFile()).path("features").forEach(rows::add);
        rows.forEach(row -> row.at("/properties/personal").forEach(person -> {
            people.add(person.path("name").asText());
            people.add(person.path("phone").asText());
        }));
        own = gauge(true);
        foreign = gauge(false);
        for (var gauge : List.of(own, foreign))
            try (var station = server.mqtt(gauge.id.substring("mqtt:".length()))) {
                station.publish("waterLevel", gauge.yellow + 0.1, night);
            }
        server.eventually(() -> assertThat(county.alarms()).hasSize(2));
        assertThat(county.postCap(CapText.alert("SIGHT-1", "office", night, WHOLE_COUNTY).xml()).status()).isEqualTo(200);
    }

    @AfterAll void close() { server.close(); }

    private Gauge gauge(boolean inTown) throws IOException {
        for (JsonNode limit : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations")) {
            String id = limit.path("station").asText();
            boolean there = rows.stream().anyMatch(row -> id.equals(row.at("/properties/sources/0").asText()) && isOwn(row) == inTown);
            if (there && limit.at("/levels/yellow").isNumber() && limit.path("property").asText().equals("waterLevel"))
                return new Gauge(id, limit.at("/levels/yellow").asDouble());
        }
        throw new AssertionError("no gauge");
    }

    private static boolean isOwn(JsonNode row) { return row.at("/properties/townCode").asText().equals(TOWN); }

    private static String objectId(JsonNode row) {
        String source = row.at("/properties/sources/0").asText();
        return source.isEmpty() ? "site:" + row.at("/properties/id").asText() : source;
    }

    /** Ids of the town's things, from the county's own files. */
    private Set<String> ownIds() {
        var ids = new TreeSet<String>();
        rows.stream().filter(SightStoryTest::isOwn).map(SightStoryTest::objectId).forEach(ids::add);
        return ids;
    }

    @Test
    @Order(1) void theTownSeesItsOwnFeaturesAndIsToldNoMore() {
        var ids = ownIds();
        for (String collection : List.of("tracks", "stations", "sites", "cameras")) {
            var answer = town.get("/ogc/collections/" + collection + "/items?limit=10000").body();
            var shown = new TreeSet<String>();
            answer.path("features").forEach(feature -> shown.add(feature.path("id").asText()));
            assertThat(ids).as(collection).containsAll(shown);
            assertThat(answer.path("numberMatched").asInt()).as(collection).isEqualTo(shown.size()).isPositive();
            assertThat(county.items(collection).keySet().stream().filter(ids::contains)).as(collection).hasSameElementsAs(shown);
        }
        assertThat(town.item("stations", own.id).status()).isEqualTo(200);
        var refused = town.item("stations", foreign.id);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/title")).contains("辖区");
        assertThat(refused.text()).doesNotContain(county.item("stations", foreign.id).at("/properties/name"));
        assertThat(town.item("stations", "mqtt:nothing").status()).isEqualTo(404);
        assertThat(town.items("warnings")).as("public").containsKey("cap:SIGHT-1");
    }

    @Test
    @Order(2) void theTownSeesItsOwnAlarmsAndWhatOfItAWarningCovers() {
        assertThat(town.alarms()).extracting(alarm -> alarm.at("/properties/objectId").asText()).containsExactly(own.id);
        var covers = town.get("/api/v1/warnings/" + Web.coded("cap:SIGHT-1") + "/covers").body();
        for (String collection : List.of("stations", "sites", "tracks", "cameras")) {
            var shown = new TreeSet<String>();
            covers.path(collection).forEach(thing -> shown.add(thing.path("id").asText()));
            assertThat(ownIds()).as(collection).containsAll(shown);
        }
        assertThat(covers.path("stations")).isNotEmpty();
        assertThat(town.get("/api/v1/stations/" + Web.coded(foreign.id) + "/observations").status()).isEqualTo(403);
    }

    @Test
    @Order(3) void theTownsScreenFollowsItsOwnOnly() {
        try (var screen = new LiveClient(town)) {
            server.eventually(() -> assertThat(screen.isComplete()).isTrue());
            for (String kind : List.of("tracks", "stations", "sites", "cameras"))
                assertThat(ownIds()).as(kind).containsAll(screen.ids(kind));
            assertThat(screen.ids("stations")).contains(own.id).doesNotContain(foreign.id);
            assertThat(screen.ids("alarms")).singleElement().asString().contains(own.id);
            assertThat(screen.ids("warnings")).containsExactly("cap:SIGHT-1");
            assertThat(screen.hello().path("epoch").asText()).isEqualTo(screen.epoch());

            try (var stranger = server.tracker("13800002222")) {
                stranger.signIn();
                double[] at = {county.item("stations", own.id).body().at("/geometry/coordinates/0").asDouble(),
                        county.item("stations", own.id).body().at("/geometry/coordinates/1").asDouble()};
                stranger.report(Tracker.at(at[0], at[1], night));
                server.eventually(() -> assertThat(county.item("tracks", "jt808:13800002222").status()).isEqualTo(200));
                assertThat(screen.ids("tracks")).as("in no register").doesNotContain("jt808:13800002222");
                var body = "{\"lonDegrees\":" + at[0] + ",\"latDegrees\":" + at[1] + ",\"name\":\"石门抢险车\"}";
                assertThat(county.place("jt808:13800002222", "place-1", body).status()).isEqualTo(200);
                server.eventually(() -> assertThat(screen.ids("tracks")).as("placed in the town").contains("jt808:13800002222"));
            }
        }
    }

    @Test
    @Order(4) void whoTookAnAlarmIsMaskedWithoutTheRightToNames() {
        String alarm = county.alarmOf(own.id).orElseThrow().path("id").asText();
        assertThat(county.acknowledge(alarm, "take-1", "{}").at("/byName")).isEqualTo("test");

        assertThat(town.alarms().getFirst().at("/properties/acknowledgedByName").asText()).isEqualTo("test");
        assertThat(wall.alarmOf(own.id).orElseThrow().at("/properties/acknowledgedByName").asText()).isEqualTo("t*");
        assertThat(lineOf(wall, "alarm.acknowledged").path("name").asText()).isEqualTo("t*");
        assertThat(lineOf(town, "alarm.acknowledged").path("name").asText()).isEqualTo("test");
        try (var screen = new LiveClient(wall)) {
            server.eventually(() -> assertThat(screen.text()).contains("\"acknowledgedByName\":\"t*\""));
            assertThat(screen.text()).doesNotContain("\"test\"");
        }
    }

    @Test
    @Order(5) void theTownReadsOfItsOwnAndOfWarningsInTheLog() {
        String me = town.get("/api/v1/session").at("/user");
        for (JsonNode line : town.get("/api/v1/log?limit=500").body()) {
            String kind = line.path("kind").asText();
            boolean about = ownIds().contains(line.path("object").asText()) || line.path("object").asText().equals("jt808:13800002222");
            boolean mine = line.path("actor").asText().equals(me);
            assertThat(about || mine || kind.startsWith("warning.")).as("%s", line).isTrue();
        }
        assertThat(lineOf(town, "warning.received").path("object").asText()).contains("SIGHT-1");
        assertThat(county.get("/api/v1/log?limit=500").text()).contains(foreign.id).contains("token.issued");
        assertThat(wall.get("/api/v1/log?limit=500").text()).contains(foreign.id).doesNotContain("token.issued");
    }

    private static JsonNode lineOf(Web reader, String kind) {
        for (JsonNode line : reader.get("/api/v1/log?limit=500").body())
            if (line.path("kind").asText().equals(kind)) return line;
        throw new AssertionError("no line " + kind);
    }

    @Test
    @Order(6) void aContactIsMaskedUntilSomebodySaysWhyAndThatIsRecordedFirst() {
        var row = rows.stream().filter(each -> isOwn(each) && each.at("/properties/personal/keeper").isObject()).findFirst().orElseThrow();
        String path = "/api/v1/objects/" + Web.coded(objectId(row)) + "/contacts";
        String name = row.at("/properties/personal/keeper/name").asText();
        String phone = row.at("/properties/personal/keeper/phone").asText();

        var masked = town.get(path);
        assertThat(masked.at("/0/role")).isEqualTo("keeper");
        assertThat(masked.at("/0/name")).isEqualTo(name.charAt(0) + "*");
        assertThat(masked.at("/0/phone")).isEqualTo(phone.substring(0, 3) + "****" + phone.substring(7));
        assertThat(masked.text()).doesNotContain(name).doesNotContain(phone);

        for (String wrong : List.of("{}", "", "{\"reason\":\"a\"}", "{\"reason\":7}", "{\"reason\":\"" + "长".repeat(201) + "\"}"))
            assertThat(town.act(path + "/reveal", "reveal-0", wrong).status()).as(wrong).isEqualTo(400);
        String why = "{\"reason\":\"转移群众，请先打13800003333\"}";
        assertThat(town.act(path + "/reveal", "", why).status()).as("no key").isEqualTo(400);
        assertThat(wall.act(path + "/reveal", "reveal-1", why).status()).isEqualTo(403);
        assertThat(guest.act(path + "/reveal", "reveal-1", why).status()).isEqualTo(401);
        assertThat(wall.get(path).status()).isEqualTo(403);
        assertThat(guest.get(path).status()).isEqualTo(401);
        assertThat(county.get("/api/v1/log?limit=500").text()).as("nothing was shown so far").doesNotContain("personal.revealed");

        var shown = town.act(path + "/reveal", "reveal-1", why);
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.at("/contacts/0/name")).isEqualTo(name);
        assertThat(shown.at("/contacts/0/phone")).isEqualTo(phone);
        var line = lineOf(county, "personal.revealed");
        assertThat(line.path("seq").asText()).isEqualTo(shown.at("/seq"));
        assertThat(line.path("object").asText()).isEqualTo(objectId(row));
        assertThat(line.toString()).doesNotContain(name).doesNotContain(phone).doesNotContain("13800003333");

        assertThat(town.act(path + "/reveal", "reveal-1", why).at("/seq")).as("the same request").isEqualTo(shown.at("/seq"));
        assertThat(town.act(path + "/reveal", "reveal-1", "{\"reason\":\"别的事由\"}").status()).isEqualTo(422);
    }

    @Test
    @Order(7) void aContactElsewhereIsNotTheTowns() {
        var row = rows.stream().filter(each -> !isOwn(each) && each.at("/properties/personal/owner").isObject()).findFirst().orElseThrow();
        String path = "/api/v1/objects/" + Web.coded(objectId(row)) + "/contacts";

        assertThat(town.get(path).status()).isEqualTo(403);
        assertThat(town.act(path + "/reveal", "reveal-2", "{\"reason\":\"核实\"}").status()).isEqualTo(403);
        assertThat(county.get(path).at("/0/role")).isEqualTo("owner");
        assertThat(county.get("/api/v1/objects/nothing/contacts").status()).isEqualTo(404);
        assertThat(county.get("/api/v1/objects/" + Web.coded(own.id) + "/contacts").text()).as("a station has nobody").isEqualTo("[]");
    }

    @Test
    @Order(8) void aGuestIsToldNothingPersonalOnAnyPath() throws IOException {
        var paths = new TreeSet<String>();
        var routes = GET_ROUTE.matcher(Files.readString(Path.of("src", "main", "java", "onemap", "web", "Routes.java")));
        while (routes.find())
            paths.addAll(filled(routes.group(1)));
        wall.get("/api/v1/county").body().path("layers").forEach(layer -> paths.add(layer.path("url").asText()));
        assertThat(paths).hasSizeGreaterThan(30).anyMatch(path -> path.endsWith(".geojson"));

        for (var reader : List.of(guest, wall))
            for (String path : paths) {
                String answer = reader.get(path).text();
                for (String person : people)
                    assertThat(answer.contains(person)).as("%s in %s", person, path).isFalse();
            }
        try (var screen = new LiveClient(guest)) {
            server.eventually(() -> assertThat(screen.isComplete()).isTrue());
            for (String person : people)
                assertThat(screen.text().contains(person)).as(person).isFalse();
        }
    }

    /** Every path of a route, with what stands in this county for each parameter. */
    private List<String> filled(String route) {
        if (!route.contains("{")) return List.of(route, route + "?limit=10000");
        var name = route.substring(route.indexOf('{'), route.indexOf('}') + 1);
        var values = switch (name) {
            case "{collection}" -> List.of("tracks", "stations", "sites", "cameras", "warnings");
            case "{feed}" -> List.of("jt808", "mqtt", "cap", "cameras");
            case "{id}" -> List.of(own.id, foreign.id, "cap:SIGHT-1", objectId(withPeople("keeper")), objectId(withPeople("owner")),
                    objectId(withPeople("leader")));
            default -> List.of("1");
        };
        return values.stream().flatMap(value -> filled(route.replace(name, Web.coded(value))).stream()).toList();
    }

    private JsonNode withPeople(String role) {
        return rows.stream().filter(row -> row.at("/properties/personal/" + role).isObject()).findFirst().orElseThrow();
    }

    @Test
    @Order(9) void nothingPersonalLiesReadableOnDiskOrInTheServersWords() throws IOException {
        assertThat(people).hasSizeGreaterThan(700);
        assertThat(server.said() + server.complained()).doesNotContain(phones());
        server.close();
        try (var files = Files.walk(server.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                var bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String person : people)
                    assertThat(bytes.contains(new String(person.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                            .as("%s in %s", person, file)
                            .isFalse();
            }
        }
    }

    private String[] phones() { return people.stream().filter(person -> person.startsWith("1")).toArray(String[]::new); }
}
