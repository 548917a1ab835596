package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import onemap.story.Described.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine with nothing but a token does everything there is to do, and every answer is as described. A route without a sample here fails. */
@Timeout(300)
class TokenWalkTest {
    private static final List<String> COLLECTIONS = List.of("tracks", "stations", "sites", "cameras", "warnings", "alarms", "shelters",
            "riskPoints", "teams");
    private static final Set<String> OWN = Set.of("signIn", "signOut", "changeOwnPassword", "beginSecondFactor", "confirmSecondFactor",
            "removeSecondFactor");
    private static final String STRANGER = "jt808:13800001111";
    @TempDir static Path temp;
    private static final Receiver RECEIVER = new Receiver();
    private static TestServer server;
    private static Described described;
    private static String station;
    private static String warning;
    private static int users;

    @BeforeAll static void start() throws IOException {
        server = TestServer.start(temp.resolve("data"), "--set", "webhooks.allow=[\"127.0.0.1:" + RECEIVER.port() + "\"]");
        described = new Described(server.web().get("/api/v1/openapi.json").body());
        var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        raiseAnAlarm(now);
        try (var tracker = server.tracker(STRANGER.substring(6))) {
            assertThat(tracker.signIn()).isEqualTo(Tracker.OK);
            assertThat(tracker.report(Tracker.at(121.5, 29.2, now))).isEqualTo(Tracker.OK);
        }
        server.eventually(() -> assertThat(server.web().item("tracks", STRANGER).status()).isEqualTo(200));
        warning = server.web().postCap(alert(now)).body().at("/ids/0").asText();
        server.eventually(() -> assertThat(server.web().items("warnings")).isNotEmpty());
        warning = server.web().items("warnings").keySet().iterator().next();
    }

    private static void raiseAnAlarm(Instant now) throws IOException {
        for (JsonNode gauge : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations")) {
            if (!gauge.at("/levels/red").isNumber() || !gauge.path("property").asText().equals("waterLevel")) continue;
            station = gauge.path("station").asText();
            try (var mqtt = server.mqtt(station.replaceFirst("^mqtt:", ""))) {
                mqtt.publish("waterLevel", gauge.at("/levels/red").asDouble() + 1, now);
            }
            server.eventually(() -> assertThat(server.web().alarmOf(station)).isPresent());
            return;
        }
        throw new AssertionError("no station has a red limit of its water level");
    }

    @AfterAll static void stop() {
        server.close();
        RECEIVER.close();
    }

    /** Actions first, so that there is something to list. */
    @TestFactory Stream<DynamicTest> everyOperationByTokenAlone() {
        return described.operations()
                .entrySet()
                .stream()
                .sorted(Comparator.comparing(each -> each.getValue().method().equals("GET")))
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> walk(each.getValue())));
    }

    private static void walk(Operation operation) {
        for (Web.Answer answer : answers(operation)) {
            assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
            assertThat(described.contradictions(operation, answer)).as(answer.text()).isEmpty();
        }
    }

    private static List<Web.Answer> answers(Operation operation) {
        var web = server.web();
        return switch (operation.id()) {
            case "openLiveStream" -> {
                try (var screen = new LiveClient(web)) {
                    server.eventually(() -> assertThat(screen.isComplete()).isTrue());
                }
                yield List.of();
            }
            case "getWarningCover" -> List.of(web.get("/api/v1/warnings/" + Web.coded(warning) + "/covers"));
            case "askArea" -> Stream.of("{\"circle\":{\"centre\":[121.5,29.2],\"metres\":20000}}", "{\"warning\":\"" + warning + "\"}",
                    "{\"town\":\"331099001\"}", "{\"object\":\"" + station + "\",\"metres\":3000}")
                    .map(ask -> web.act("/api/v1/area", "", ask))
                    .toList();
            case "exportCollection" -> List.of(); // each format and collection in AreaStoryTest: a file is no JSON
            case "listObservations" ->
                List.of(web.get("/api/v1/stations/" + Web.coded(station) + "/observations?property=waterLevel&hours=3"));
            case "getHillshadeTile" -> List.of(web.get("/tiles/hillshade/11/1715/852.png"));
            case "getTileMatrixSet" -> List.of(web.get("/ogc/tileMatrixSets/WebMercatorQuad"));
            case "listTilesets" -> List.of(web.get("/ogc/collections/roads/tiles"));
            case "getTileset" -> List.of(web.get("/ogc/collections/roads/tiles/WebMercatorQuad"));
            case "getVectorTile" -> List.of(web.get("/ogc/collections/roads/tiles/WebMercatorQuad/11/850/1715"),
                    web.get("/ogc/collections/roads/tiles/WebMercatorQuad/11/0/0"));
            case "getElevation" -> List.of(web.get("/api/v1/elevation?lon=121.5&lat=29.2"), web.get("/api/v1/elevation?lon=1&lat=2"));
            case "getStaticLayer" -> List.of(web.get("/tiles/layer/roads"));
            case "getTile", "getOnlineTile" -> List.of(); // the demo county has none: StaticLayersTest
            case "getCollection" -> COLLECTIONS.stream().map(name -> web.get("/ogc/collections/" + name)).toList();
            case "getQueryables" -> COLLECTIONS.stream().map(name -> web.get("/ogc/collections/" + name + "/queryables")).toList();
            case "listFeatures" -> COLLECTIONS.stream().map(name -> web.get("/ogc/collections/" + name + "/items?limit=500")).toList();
            case "getFeature" -> List.of(web.item("stations", station), web.item("tracks", STRANGER), web.item("warnings", warning));
            case "getQuarantine" ->
                Stream.of("jt808", "mqtt", "cap", "gb28181").map(feed -> web.get("/api/v1/feeds/" + feed + "/quarantine")).toList();
            case "acknowledgeAlarm" -> {
                String alarm = web.alarmOf(station).orElseThrow().path("id").asText();
                yield List.of(web.acknowledge(alarm, key(), "{}"), web.acknowledge(alarm, key(), "{\"remark\":\"x\"}"));
            }
            case "undoAcknowledgement" -> List.of(undo());
            case "mergeJournal" -> List.of(web.post("/api/v1/journal/merge", "application/jsonl", new byte[0]));
            case "resolveConflict" -> List.of(); // there is one between two nodes only: a story of its own
            case "placeDevice" -> List.of(web.place(STRANGER, key(), "{\"lonDegrees\":121.5,\"latDegrees\":29.2,\"name\":\"皮卡\"}"));
            case "listRows" ->
                Stream.of("shelters", "teams", "cameras").map(name -> web.get("/api/v1/registers/" + name + "?limit=5")).toList();
            case "getRow" -> List.of(web.get("/api/v1/registers/shelters/shelter-001"));
            case "getRowHistory" -> List.of(web.get("/api/v1/registers/shelters/shelter-001/history"));
            case "importFile" -> List.of(web.importFile("shelters", "file=a.csv&crs=EPSG:4326&dryRun=true",
                    "编号,名称,经度,纬度\na-1,大会堂,121.5,29.2\n".getBytes(StandardCharsets.UTF_8), key()));
            case "putRow" -> {
                var row = web.get("/api/v1/registers/shelters/shelter-002").body();
                yield List.of(web.putRow("shelters", "shelter-002",
                        "{\"seen\":" + row.path("entry") + ",\"row\":" + row.path("row") + "}"));
            }
            case "removeRow" -> {
                var row = web.get("/api/v1/registers/shelters/shelter-003").body();
                yield List.of(web.delete("/api/v1/registers/shelters/shelter-003?seen=" + row.path("entry").asText(), key()));
            }
            case "writeLog" -> List.of(web.act("/api/v1/log", key(), "{\"text\":\"巡查正常\"}"));
            case "correctLog" -> {
                var note = web.act("/api/v1/log", key(), "{\"text\":\"巡查正常\"}").body();
                yield List.of(web.act("/api/v1/log/" + note.path("node").asText() + "/" + note.path("seq").asText() + "/correction", key(),
                        "{\"text\":\"巡查异常\",\"reason\":\"笔误\"}"));
            }
            case "postWarning" -> List.of(web.postCap(alert(InstantSource.system().instant())));
            case "postCameras" ->
                List.of(web.postCameras("[{\"code\":\"33099900001320000001\",\"position\":[121.5,29.2],\"online\":true}]"));
            case "writeNote" -> List.of(note());
            case "correctNote" -> {
                var note = note();
                yield List.of(web.act("/api/v1/log/" + note.at("/node") + "/" + note.at("/seq") + "/correction", key(),
                        "{\"text\":\"东门堤水位已落\",\"reason\":\"看错标尺\"}"));
            }
            case "addWebhook" -> List.of(addWebhook());
            case "testWebhook" -> List.of(web.act("/api/v1/webhooks/" + addWebhook().at("/id") + "/test", "", ""));
            case "removeWebhook" -> List.of(web.delete("/api/v1/webhooks/" + addWebhook().at("/id"), key()));
            case "getBaseLayer" -> List.of(web.get(web.get("/api/v1/county").at("/layers/0/url")));
            case "listContacts" -> List.of(web.get("/api/v1/objects/" + Web.coded(kept()) + "/contacts"));
            case "revealContacts" ->
                List.of(web.act("/api/v1/objects/" + Web.coded(kept()) + "/contacts/reveal", key(), "{\"reason\":\"台风避险\"}"));
            default -> OWN.contains(operation.id()) ? own(operation) : access(operation);
        };
    }

    /** The first of this walk to take the alarm was this token, or it is taken now. */
    private static Web.Answer undo() {
        String path = "/api/v1/alarms/" + Web.coded(server.web().alarmOf(station).orElseThrow().path("id").asText()) + "/acknowledge";
        server.web().act(path, key(), "{}");
        return server.web().act(path + "/undo", key(), "");
    }

    /** Who has a token says who else may. */
    private static List<Web.Answer> access(Operation operation) {
        var web = server.web();
        return switch (operation.id()) {
            case "addUser" -> List.of(addUser());
            case "changeUser" -> List.of(web.put("/api/v1/users/" + addUser().at("/id"), "{\"name\":\"李四\",\"enabled\":false}"));
            case "resetPassword" -> List.of(web.act("/api/v1/users/" + addUser().at("/id") + "/password", "", ""));
            case "resetSecondFactor" -> List.of(web.act("/api/v1/users/" + addUser().at("/id") + "/second-factor/reset", "", ""));
            case "issueToken" -> List.of(issueToken());
            case "revokeToken" -> List.of(web.delete("/api/v1/tokens/" + issueToken().at("/id"), key()));
            case "askPairing" -> List.of(web.act("/wall/pairing", "", ""));
            case "claimPairing" -> {
                var asked = web.act("/wall/pairing", "", "");
                String ticket = "{\"ticket\":\"" + asked.at("/ticket") + "\"}";
                var waiting = web.act("/wall/pairing/claim", "", ticket);
                pair(asked);
                yield List.of(waiting, web.act("/wall/pairing/claim", "", ticket));
            }
            case "pairWall" -> List.of(pair(web.act("/wall/pairing", "", "")));
            case "unpairWall" -> List.of(web.delete("/api/v1/walls/" + pair(web.act("/wall/pairing", "", "")).at("/id"), key()));
            case "endSession" -> {
                new Person(web.asNobody()).signIn("duty", server.demoPassword("duty"));
                yield List.of(web.delete("/api/v1/sessions/" + web.get("/api/v1/sessions").at("/0/id"), key()));
            }
            default -> plain(operation);
        };
    }

    /** About the own account only a person can, with a cookie. */
    private static List<Web.Answer> own(Operation operation) {
        var person = new Person(server.web().asNobody());
        var added = addUser();
        String password = added.at("/password");
        var in = person.signIn(added.at("/login"), password);
        if (operation.id().equals("signIn")) return List.of(in);
        String fresh = "correct horse battery 9";
        var changed = person.act("POST", "/api/v1/session/password", "{\"old\":\"%s\",\"new\":\"%s\"}".formatted(password, fresh));
        return switch (operation.id()) {
            case "changeOwnPassword" -> List.of(changed);
            case "beginSecondFactor", "confirmSecondFactor", "removeSecondFactor" -> secondFactor(operation, person, fresh);
            default -> List.of(person.act(operation.method(), operation.path(), ""));
        };
    }

    private static List<Web.Answer> secondFactor(Operation operation, Person person, String password) {
        var begun = person.act("POST", "/api/v1/session/second-factor", "");
        if (operation.id().equals("beginSecondFactor")) return List.of(begun);
        String path = "/api/v1/session/second-factor";
        var now = InstantSource.system().instant();
        var confirmed = person.act("POST", path + "/confirm", "{\"code\":\"%s\"}".formatted(Person.code(begun.at("/secret"), now)));
        if (operation.id().equals("confirmSecondFactor")) return List.of(confirmed);
        String next = Person.code(begun.at("/secret"), now.plusSeconds(30)); // a code opens once, and one step ahead is let pass
        return List.of(person.act("DELETE", path, "{\"password\":\"%s\",\"code\":\"%s\"}".formatted(password, next)));
    }

    private static Web.Answer addUser() {
        return server.web()
                .act("/api/v1/users", "",
                        "{\"login\":\"z%d\",\"name\":\"张三\",\"phone\":\"13812341234\",\"role\":\"duty-officer\"}".formatted(++users));
    }

    private static Web.Answer issueToken() {
        return server.web().act("/api/v1/tokens", "", "{\"name\":\"水利局\",\"role\":\"department-feed\",\"days\":30}");
    }

    private static Web.Answer pair(Web.Answer asked) {
        return server.web().act("/api/v1/walls", "", "{\"code\":\"%s\",\"name\":\"大厅\"}".formatted(asked.at("/code")));
    }

    /** A site somebody answers for. */
    private static String kept() {
        return server.web()
                .items("sites")
                .keySet()
                .stream()
                .filter(id -> server.web().get("/api/v1/objects/" + Web.coded(id) + "/contacts").text().length() > 2)
                .findFirst()
                .orElseThrow();
    }

    private static List<Web.Answer> plain(Operation operation) {
        assertThat(operation.method().equals("GET") && !operation.path().contains("{"))
                .as(operation.id() + " needs a sample in TokenWalkTest: how a machine with a token does it")
                .isTrue();
        return List.of(server.web().get(operation.path()));
    }

    private static Web.Answer note() {
        return server.web()
                .act("/api/v1/log", key(),
                        "{\"text\":\"东门堤水位上涨\",\"object\":\"%s\",\"happenedAt\":\"%s\"}"
                                .formatted(station, InstantSource.system().instant()));
    }

    private static Web.Answer addWebhook() {
        return server.web().act("/api/v1/webhooks", key(), "{\"url\":\"" + RECEIVER.url("/in") + "\",\"kinds\":[\"*\"],\"area\":\"\"}");
    }

    /** What is not open to everybody answers a problem, as described, to whoever shows nothing. */
    @TestFactory Stream<DynamicTest> everyOperationOfTheInterfaceIsClosedWithoutOne() {
        return described.operations()
                .entrySet()
                .stream()
                .filter(each -> each.getKey().contains(" /api/"))
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    var operation = each.getValue();
                    String path = operation.path().replaceAll("\\{\\w+}", "x");
                    var request = server.web()
                            .asNobody()
                            .request(path)
                            .method(operation.method(), java.net.http.HttpRequest.BodyPublishers.noBody());
                    var answer = server.web().asNobody().send(request);
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(described.contradictions(operation, answer)).as(answer.text()).isEmpty();
                }));
    }

    /** Refusals are described too. */
    @TestFactory Stream<DynamicTest> refusalsAreAsDescribed() {
        var web = server.web();
        Map<String, Supplier<Web.Answer>> refusals = Map.of(
                "POST /api/v1/alarms/{id}/acknowledge", () -> web.acknowledge("alarm:none", key(), "{}"),
                "POST /api/v1/devices/{id}/place", () -> web.place(station, key(), "{\"lonDegrees\":121.5,\"latDegrees\":29.2}"),
                "GET /ogc/collections/{collection}/items", () -> web.get("/ogc/collections/tracks/items?limit=x"),
                "GET /ogc/collections/{collection}/queryables", () -> web.get("/ogc/collections/none/queryables"),
                "GET /api/v1/stations/{id}/observations", () -> web.get("/api/v1/stations/none/observations"),
                "POST /feeds/cap", () -> web.post("/feeds/cap", "application/json", "{}".getBytes(StandardCharsets.UTF_8)),
                "POST /feeds/cameras", () -> web.postCameras("{"),
                "POST /api/v1/webhooks", () -> web.act("/api/v1/webhooks", key(), "{\"url\":\"https://127.0.0.1/\",\"kinds\":[\"*\"]}"),
                "DELETE /api/v1/webhooks/{id}", () -> web.delete("/api/v1/webhooks/h-none", key()));
        return refusals.entrySet().stream().map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
            var answer = each.getValue().get();
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(described.contradictions(described.operations().get(each.getKey()), answer)).as(answer.text()).isEmpty();
        }));
    }

    private static String key() { return UUID.randomUUID().toString(); }

    private static String alert(Instant at) {
        return CapText.alert("T" + UUID.randomUUID(), "qx@wanghai.example", at, CapText.polygon(121.4, 29.1, 121.6, 29.3)).xml();
    }
}
