package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import onemap.access.Role;
import onemap.domain.Area;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try at the web side's one door (W1, W3, A3, A7): each gets a problem, is counted, and is an entry where it is about access. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class GateTest {
    private static final String TOWN = "331099001";
    private TestServer server;
    private Web admin;
    private String townToken;
    private int port;

    @BeforeAll void open(@TempDir Path temp) {
        var data = temp.resolve("data");
        townToken = TestServer.issueToken(data, Role.DUTY_OFFICER, new Area(TOWN));
        server = TestServer.start(data, "--set", "access.secondFactorFor=[]", "--set", "web.names=[\"map.wanghai.example\"]");
        admin = server.web();
        port = admin.port();
    }

    @AfterAll void close() { server.close(); }

    @AfterEach void itStillServes() { assertThat(admin.get("/healthz").status()).isEqualTo(200); }

    private String head(String firstLine) { return firstLine + " HTTP/1.1\r\nHost: 127.0.0.1:" + port; }

    /** W1. {@code P} is the server's port. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1", "https://127.0.0.1:P",
            "http://localhost:P",
            "http://127.0.0.1:P.evil.example", "http://127.0.0.1.evil.example:P", "http://evil.example:P",
            "http://127.0.0.1:P@evil.example",
            "http://user@127.0.0.1:P", "http://127.0.0.1:P/", "http://127.0.0.1:PP", "file://", "ws://127.0.0.1:P", "http://[::1]:P", "*",
            "",
            "http://127.0.0.1:P, http://evil.example", "HTTP://127.0.0.1:P"}) void aForeignOriginGetsNothing(String template) {
        String origin = template.replace("P", Integer.toString(port)).replace("HTT" + port, "HTTP");
        assertThatThrownBy(() -> new LiveClient(admin.asNobody(), "", origin)).as(origin)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
        for (String line : List.of("GET /", "GET /ogc", "POST /signin")) {
            var answer = RawHttp.ask(port, head(line) + "\r\nOrigin: " + origin);
            assertThat(answer.status()).as(line + " from " + origin).isEqualTo(403);
            assertThat(answer.isProblem()).isTrue();
        }
    }

    /** DNS rebinding: the browser says the attacker's name. */
    @ParameterizedTest
    @CsvSource({"evil.example,403", "127.0.0.1.evil.example,403", "localhost.evil.example,403", "'',403", "10.255.255.254,403",
            "0.0.0.0,403",
            "map.wanghai.example.,403", "map.wanghai.example,200", "MAP.wanghai.example:80,200", "localhost,200", "127.0.0.1,200",
            "127.9.9.9:1,200", "[::1],200"}) void aHostNameIsOneTheServerGoesBy(String host, int status) {
        assertThat(RawHttp.ask(port, "GET /ogc HTTP/1.1\r\nHost: " + host).status()).isEqualTo(status);
    }

    @Test void withACookieASocketNeedsItsOrigin() throws Exception {
        try (var browser = signedIn("duty")) {
            String handshake = head("GET /live") + "\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: " + browser.cookie()
                    + "\r\nConnection: Upgrade, close\r\n\r\n";
            assertThat(RawHttp.head(port, handshake.getBytes(StandardCharsets.US_ASCII)).status()).isEqualTo(403);
            var closed = browser.live();
            browser.delete("/api/v1/session");
            assertThat(closed.get(5, TimeUnit.SECONDS)).as("signed out").isEqualTo(4401);
        }
    }

    @Test void aRevokedTokenEndsItsSocket() throws Exception {
        var issued = admin.act("/api/v1/tokens", "", "{\"name\":\"lost\",\"role\":\"wall\"}");
        assertThat(issued.status()).as(issued.text()).isEqualTo(200);
        try (var lost = admin.as(issued.at("/token")); var client = new LiveClient(lost)) {
            client.hello();
            assertThat(admin.send(admin.request("/api/v1/tokens/" + issued.at("/id")).DELETE()).status()).isEqualTo(200);

            assertThat(client.closeCode()).isEqualTo(4401);
            assertThat(lost.get("/ogc").status()).as("not silently a guest").isEqualTo(401);
        }
    }

    @Test void whatIsNoMessageOfTheSocketEndsIt() {
        for (String said : List.of("{\"type\":\"acknowledge\",\"alarm\":\"x\"}", "[]", "{\"since\":\"1\"}", "x".repeat(300)))
            try (var client = new LiveClient(admin.asNobody())) {
                client.hello();
                client.ask(said);
                assertThat(client.closeCode()).as(said).isEqualTo(1008);
            }
    }

    /** W3. */
    @Test void noChangeWithACookieIsTakenWithoutTheTokenAndTheOrigin() {
        try (var browser = signedIn("admin")) {
            var session = browser.get("/api/v1/session");
            String csrf = session.at("/csrf");
            var changing = new ArrayList<String>();
            admin.get("/api/v1/openapi.json")
                    .body()
                    .path("paths")
                    .properties()
                    .forEach(path -> path.getValue().properties().forEach(method -> {
                        boolean asks = !method.getValue().path("x-onemap-right").asText().equals("NONE");
                        if (!method.getKey().equals("get") && asks)
                            changing.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                    }));
            assertThat(changing).hasSizeGreaterThan(15);
            for (String route : changing) {
                String line = head(route.replaceAll("\\{\\w+}", "x")) + "\r\nCookie: " + browser.cookie() + "\r\nContent-Length: 0";
                String origin = "\r\nOrigin: http://127.0.0.1:" + port;
                for (String without : List.of(line + origin, line + origin + "\r\nX-CSRF-Token: wrong",
                        line + origin + "\r\nX-CSRF-Token: ",
                        line + "\r\nX-CSRF-Token: " + csrf, line + "\r\nReferer: http://evil.example/\r\nX-CSRF-Token: " + csrf,
                        line + origin + "\r\nX-CSRF-Token: " + csrf.substring(1)))
                    assertThat(RawHttp.ask(port, without)).as(without).satisfies(answer -> {
                        assertThat(answer.status()).isEqualTo(403);
                        assertThat(answer.text()).containsAnyOf("来源不符", "非本站页面发出");
                    });
            }
            String referer = head("DELETE /api/v1/session") + "\r\nCookie: " + browser.cookie() + "\r\nReferer: http://127.0.0.1:" + port
                    + "/duty\r\nX-CSRF-Token: " + csrf;
            assertThat(browser.get("/api/v1/session").status()).as("nothing of that did anything").isEqualTo(200);
            assertThat(RawHttp.ask(port, referer).status()).as("a Referer will do").isEqualTo(200);
        }
    }

    private Browser signedIn(String login) {
        var browser = new Browser(port);
        assertThat(browser.signIn(login, server.demoPassword(login)).status()).isEqualTo(200);
        return browser;
    }

    /** A3: a cookie somebody copied opens nothing after its owner signed out. */
    @Test void aStolenSessionEndsWithItsOwner() {
        try (var owner = signedIn("duty"); var thief = new Browser(port)) {
            thief.cookie(owner.cookie());
            thief.keep(thief.get("/api/v1/session"));
            assertThat(thief.get("/api/v1/alarms").status()).isEqualTo(200);

            assertThat(owner.delete("/api/v1/session").status()).isEqualTo(200);

            assertThat(thief.get("/api/v1/alarms").status()).isEqualTo(401);
            assertThat(thief.get("/ogc").status()).as("not silently a guest").isEqualTo(401);
            assertThat(thief.get("/").status()).as("a page is only a page").isEqualTo(200);
            server.eventually(() -> assertThat(entries("credentials")).isNotEmpty());
        }
    }

    @Test void anAlarmElsewhereIsNotTakenNorTellsThatItExists() throws IOException {
        var town = admin.as(townToken);
        for (JsonNode gauge : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations")) {
            if (!gauge.at("/levels/red").isNumber() || !gauge.path("property").asText().equals("waterLevel")) continue;
            String station = gauge.path("station").asText();
            if (admin.item("stations", station).at("/properties/townCode").startsWith(TOWN)) continue;
            var night = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
            try (var mqtt = server.mqtt(station.substring("mqtt:".length()))) {
                mqtt.publish("waterLevel", gauge.at("/levels/red").asDouble() + 1, night);
                server.eventually(() -> assertThat(admin.alarmOf(station)).isPresent());
                String alarm = admin.alarmOf(station).orElseThrow().path("id").asText();
                assertThat(town.acknowledge(alarm, "k1", "{}").status()).isEqualTo(403);
                assertThat(town.acknowledge(alarm + "0", "k2", "{}").status()).as("one that is none").isEqualTo(403);

                assertThat(admin.acknowledge(alarm, "k3", "{}").status()).isEqualTo(200);
                mqtt.publish("waterLevel", gauge.at("/levels/yellow").asDouble(0) - 2, night.plusSeconds(60));
                server.eventually(() -> assertThat(admin.alarmOf(station)).as("it ended").isEmpty());
                assertThat(town.acknowledge(alarm, "k4", "{}").status()).isEqualTo(403);
                assertThat(admin.acknowledge(alarm, "k5", "{}").at("/outcome")).isEqualTo("already");
            }
            server.eventually(() -> assertThat(entries("area")).isNotEmpty());
            return;
        }
    }

    /** A7. */
    @Test void noSpellingOfAPathLeavesTheTable() {
        var dots = List.of("..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%00", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "....", "..;",
                "..%20", "%uff0e%uff0e",
                "..%09", "%ff%fe..", "..%0d%0a");
        var slashes = List.of("/", "%2f", "%2F", "%5c", "\\", "%252f", "//", "%c0%af", "/./", "%u2215", ";/");
        var targets = List.of("pom.xml", "etc/passwd", "config/onemap.json", "src/main/java/onemap/Main.java");
        int spellings = 0;
        for (String dot : dots)
            for (String slash : slashes)
                for (String from : List.of("/", "/style/", "/vendor/leaflet/", "/tiles/base/")) {
                    String path = from + (dot + slash).repeat(4) + targets.get(spellings % targets.size());
                    var answer = RawHttp.ask(port, head("GET " + path));
                    assertThat(answer.status()).as(path).isIn(400, 404);
                    assertThat(answer.text()).as(path).doesNotContain("<artifactId>", "root:x:", "\"gisData\"", "package onemap");
                    spellings++;
                }
        assertThat(spellings).isGreaterThan(300);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/nothing,404", "PATCH,/api/v1/alarms,405", "POST,/api/v1/alarms,405", "DELETE,/ogc,405", "PUT,/healthz,405",
            "POST,/,405",
            "OPTIONS,/ogc,204", "OPTIONS,/api/v1/alarms,204", "OPTIONS,/nowhere,404", "HEAD,/ogc,200", "HEAD,/,200",
            "HEAD,/style/tokens.css,200",
            "HEAD,/api/v1/alarms,200", "TRACE,/ogc,405", "POST,/style/tokens.css,405", "QUERY,/ogc,405"}) void methodsAreToldApart(
                    String method, String path,
                    int status) {
        var answer = admin.send(admin.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 405) assertThat(answer.type()).isEqualTo("application/problem+json");
        if (status == 405 || status == 204)
            assertThat(answer.headers().firstValue("Allow")).hasValueSatisfying(allow -> assertThat(allow).contains("GET"));
        if (method.equals("HEAD")) assertThat(answer.text()).isEmpty();
    }

    @Test void strangersAreNotToldWhatIsThere() {
        var nobody = admin.asNobody();
        for (String path : List.of("/api/v1/nothing", "/api/", "/api/v1/alarms", "/api/v2", "/x/%2e%2e/api/v1/alarms"))
            for (String method : List.of("GET", "POST", "OPTIONS", "DELETE", "PATCH"))
                assertThat(nobody.send(nobody.request(path).method(method, BodyPublishers.noBody())).status()).as(method + " " + path)
                        .isEqualTo(401);
    }

    @Test void bodiesThatAreTooMuchOrNoneAreRefusedInWords() {
        String path = "/api/v1/devices/mqtt:x/place";
        var huge = "{\"name\":\"" + "x".repeat(1 << 20) + "\"}";
        assertThat(admin.act(path, "b1", huge).status()).isEqualTo(413);
        var bodies = List.of("", "[", "[]", "null", "{\"lonDegrees\":", "\u0000", "{\"lonDegrees\":1e999,\"latDegrees\":0}",
                "[".repeat(10_000),
                "{\"a\":".repeat(2_000), "{\"lonDegrees\":\"1\",\"latDegrees\":2}", "\"x\"", "{\"lonDegrees\":NaN,\"latDegrees\":1}",
                "\ufeff{}", "{}{}");
        for (String body : bodies) {
            var answer = admin.act(path, "b" + body.hashCode(), body);
            assertThat(answer.status()).as(body.substring(0, Math.min(40, body.length()))).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("application/problem+json");
        }
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                "application/jsonp", "text/json", ""))
            assertThat(RawHttp.say(port,
                    (head("POST " + path) + "\r\nAuthorization: Bearer " + townToken + "\r\nIdempotency-Key: k\r\nContent-Type: " + type
                            + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}").getBytes(StandardCharsets.US_ASCII))
                    .status()).as(type).isIn(403, 415);
        assertThat(admin.send(admin.request(path).header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))).status())
                .isEqualTo(415);
    }

    @Test void requestsThatAreTooLongOrNoneAreRefusedInWords() {
        var asked = Map.of(head("GET /" + "x".repeat(5_000)), 414, head("GET /" + "x".repeat(20_000)), 400,
                head("GET /ogc") + "\r\nX-Long: " + "x".repeat(9_000), 431, head("GET /ogc") + "\r\nX-Long: " + "x".repeat(40_000), 400,
                "GET /ogc HTTP/1.1", 400, "GET  HTTP/1.1\r\nHost: 127.0.0.1", 400, head("GET /ogc") + "\r\nContent-Length: -1", 400,
                head("POST /signin") + "\r\nContent-Length: 5\r\nContent-Length: 6", 400, head("GET /ogc") + "\r\nBad Header: 1", 400);
        asked.forEach((request, status) -> {
            var answer = RawHttp.ask(port, request);
            String shown = request.substring(0, Math.min(80, request.length()));
            assertThat(answer.status()).as(shown + answer).isEqualTo(status);
            assertThat(answer.isProblem()).as(shown).isTrue();
        });
        assertThat(RawHttp.say(port, new byte[]{0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0, '\r', '\n', '\r', '\n'}).status())
                .as("TLS at a plain port")
                .isIn(0, 400);
    }

    @Test void everyAnswerCarriesTheSecurityHeaders() {
        for (String path : List.of("/", "/api/v1/alarms", "/nothing", "/style/tokens.css", "/ogc/collections")) {
            var headers = admin.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy").orElse("")).as(path)
                    .contains("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'", "base-uri 'none'",
                            "form-action 'self'",
                            "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(headers.map()).as(path)
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("x-frame-options", List.of("DENY"))
                    .containsEntry("referrer-policy", List.of("no-referrer"))
                    .containsEntry("cross-origin-opener-policy", List.of("same-origin"))
                    .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
                    .containsKey("permissions-policy")
                    .doesNotContainKeys("server", "x-powered-by", "access-control-allow-origin", "strict-transport-security");
            if (path.startsWith("/api/")) assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        }
    }

    @Test void aPageMakesAGuestAndAGuestMayNotDoMore() {
        for (String page : List.of("/", "/wall", "/brief", "/feeds")) {
            var answer = admin.asNobody().get(page);
            String cookie = answer.headers().firstValue("Set-Cookie").orElse("");
            assertThat(cookie).as(page).startsWith("__Host-onemap=").contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Strict");
            try (var guest = new Browser(port)) {
                guest.cookie(cookie.substring(0, cookie.indexOf(';')));
                assertThat(guest.get("/api/v1/session").body().path("guest").asBoolean()).isTrue();
                assertThat(guest.get("/api/v1/alarms").status()).isEqualTo(200);
                assertThat(guest.post("/api/v1/alarms/x/acknowledge", Map.of()).status()).isEqualTo(403);
                assertThat(guest.get("/api/v1/users").status()).isEqualTo(403);
                assertThat(guest.get(page).header("Set-Cookie")).as("it has one").isEmpty();
            }
        }
    }

    @Test void refusalsAreCountedAndAFloodIsFewEntries() {
        long before = admin.metric("onemap_refused_total", "reason=\"role\"");
        var wall = admin.act("/api/v1/tokens", "", "{\"name\":\"w\",\"role\":\"wall\"}").at("/token");
        for (int i = 0; i < 500; i++)
            assertThat(admin.as(wall).get("/api/v1/users").status()).isEqualTo(403);

        assertThat(admin.metric("onemap_refused_total", "reason=\"role\"")).isEqualTo(before + 500);
        server.eventually(() -> assertThat(entries("role")).isNotEmpty());
        assertThat(entries("role")).hasSizeLessThan(10)
                .anySatisfy(entry -> assertThat(entry.path("route").asText()).isEqualTo("GET /api/v1/users"))
                .allSatisfy(entry -> assertThat(entry.path("count").asLong()).isPositive());
    }

    /** Payloads of the entries about refusals for that reason. */
    private List<JsonNode> entries(String reason) {
        var found = new ArrayList<JsonNode>();
        try (var journal = DriverManager.getConnection("jdbc:sqlite:" + server.data().resolve("journal.db"));
                var statement = journal.createStatement();
                var rows = statement.executeQuery("SELECT payload FROM entry WHERE kind = 'access.refused'")) {
            while (rows.next()) {
                var payload = Web.JSON.readTree(rows.getString(1));
                if (payload.path("reason").asText().equals(reason)) found.add(payload);
            }
            return found;
        } catch (SQLException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
