package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import onemap.access.Permission;
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

/**
 * A5, R14: every route the running server declares × every role × county, own town, own village, foreign area × token, session, nothing, rubbish × demo and
 * not: the answer is the one that follows from right and scope.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(900)
class MatrixTest {
    private static final String OPEN_PAGES = "/wall|/signin";
    /** Its handler asks where the one thing is, since it may also be public. */
    private static final String ITEM = "/ogc/collections/{collection}/items/{id}";
    private static final Map<String, String> SAMPLES = Map.of("collection", "stations", "feed", "cap", "z", "10", "x", "857", "y", "425",
            "layer",
            "towns.geojson", "user", "u-00000000", "token", "t-00000000", "session", "s-00000000", "node", "0".repeat(32));

    private final List<Route> routes = new ArrayList<>();
    private final List<Caller> callers = new ArrayList<>();
    private TestServer server;
    private Gauge own;
    private Gauge foreign;
    private int checked;

    private record Gauge(String id, String town, String village, double yellowMetres) {}

    /** As told by the server itself. */
    private record Route(String method, String path, Optional<Permission> right, boolean openInDemo, String scope) {
        boolean changes() { return !method.equals("GET"); }

        boolean isSignOut() { return method.equals("DELETE") && path.equals("/api/v1/session"); }

        boolean isPage() { return right.isEmpty() && !changes() && !path.equals("/healthz"); }
    }

    /** Somebody, and what it shows. */
    private record Caller(String name, Optional<Role> role, Area area, Map<String, String> shows, boolean wrong) {}

    /** What becomes of a request. */
    private enum Outcome {
        PASSED, SIGN_IN, STRANGER, CREDENTIALS, ROLE, AREA, OTHER
    }

    @BeforeAll void open(@TempDir Path temp) throws IOException {
        var data = temp.resolve("data");
        own = gauge(station -> true);
        foreign = gauge(station -> !station.town().equals(own.town()));
        for (Role role : Role.values())
            for (var area : areas(role))
                callers.add(new Caller("token " + role + " " + area.code(), Optional.of(role), area,
                        Map.of("Authorization", "Bearer " + TestServer.issueToken(data, role, area)), false));
        callers.add(new Caller("nobody", Optional.empty(), Area.COUNTY, Map.of(), false));
        callers.add(new Caller("a made-up token", Optional.empty(), Area.COUNTY, Map.of("Authorization", "Bearer onemap_" + "A".repeat(32)),
                true));
        callers.add(new Caller("another scheme", Optional.empty(), Area.COUNTY, Map.of("Authorization", "Basic YWRtaW46YWRtaW4="), true));
        callers.add(
                new Caller("a made-up cookie", Optional.empty(), Area.COUNTY, Map.of("Cookie", "__Host-onemap=" + "A".repeat(32)), true));
        server = TestServer.start(data, "--set", "access.secondFactorFor=[]");
        var now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
        for (Gauge gauge : List.of(own, foreign))
            raise(gauge, now);
        signIn();
        server.web()
                .get("/api/v1/openapi.json")
                .body()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> routes
                                .add(route(method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), method.getValue()))));
        routes.sort(java.util.Comparator.comparing(Route::isSignOut)); // last: it ends the session it is asked with
        assertThat(routes).hasSizeGreaterThan(40);
    }

    @AfterAll void close() { server.close(); }

    private List<Area> areas(Role role) {
        var county = new ArrayList<>(List.of(Area.COUNTY, new Area(own.town())));
        if (role == Role.DUTY_OFFICER) county.addAll(List.of(new Area(own.village()), new Area(foreign.town())));
        return county;
    }

    private static Route route(String method, String path, JsonNode told) {
        String right = told.path("x-onemap-right").asText();
        boolean open = false;
        for (JsonNode way : told.path("security"))
            open |= way.isEmpty();
        return new Route(method, path, right.equals("NONE") ? Optional.empty() : Optional.of(Permission.valueOf(right)), open,
                told.path("x-onemap-scope").asText());
    }

    /** A water level station with limits, and where it belongs by the county's own files. */
    private static Gauge gauge(Predicate<Gauge> which) throws IOException {
        var rows = Web.JSON.readTree(Path.of("gis-data", "stations.geojson").toFile()).path("features");
        for (JsonNode limit : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations"))
            for (JsonNode row : rows) {
                var properties = row.path("properties");
                if (!properties.at("/sources/0").asText().equals(limit.path("station").asText())) continue;
                if (!limit.path("property").asText().equals("waterLevel") || !limit.at("/levels/yellow").isNumber()) continue;
                var gauge = new Gauge(limit.path("station").asText(), properties.path("townCode").asText(),
                        properties.path("villageCode").asText(),
                        limit.at("/levels/yellow").asDouble());
                if (which.test(gauge)) return gauge;
            }
        throw new AssertionError("no such gauge");
    }

    private void raise(Gauge gauge, Instant at) {
        try (var station = server.mqtt(gauge.id().substring("mqtt:".length()))) {
            station.publish("waterLevel", gauge.yellowMetres() + 0.1, at);
        }
        server.eventually(() -> assertThat(server.web().alarmOf(gauge.id())).isPresent());
    }

    /** Sessions of people and of wall screens, made as an administrator makes them. */
    private void signIn() {
        int port = server.web().port();
        try (var admin = new Browser(port)) {
            assertThat(admin.signIn("admin", server.demoPassword("admin")).status()).isEqualTo(200);
            for (Role role : List.of(Role.FIELD_MEMBER, Role.DUTY_OFFICER, Role.LEADER, Role.COMMANDER, Role.ADMINISTRATOR))
                for (Area area : areas(role))
                    callers.add(session(admin, role, area));
            callers.add(wall(admin, Area.COUNTY));
            callers.add(wall(admin, new Area(own.town())));
        }
    }

    private Caller session(Browser admin, Role role, Area area) {
        String login = "m" + callers.size();
        var added = admin.post("/api/v1/users", Map.of("login", login, "name", "测试", "role", role.word(), "area", area.code()));
        assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
        try (var browser = new Browser(admin.port())) {
            assertThat(browser.signIn(login, added.at("/password")).at("/owed")).isEqualTo("change-password");
            var changed = browser
                    .keep(browser.post("/api/v1/session/password", Map.of("old", added.at("/password"), "new", "a long walk " + login)));
            assertThat(changed.body().path("owed").isNull()).as(changed.body().toString()).isTrue();
            return new Caller("session " + role + " " + area.code(), Optional.of(role), area,
                    Map.of("Cookie", browser.cookie(), "X-CSRF-Token", changed.at("/csrf")), false);
        }
    }

    private static Caller wall(Browser admin, Area area) {
        try (var screen = new Browser(admin.port())) {
            var asked = screen.post("/wall/pairing", Map.of());
            var paired = admin.post("/api/v1/walls", Map.of("code", asked.at("/code"), "name", "大屏" + area.code(), "area", area.code()));
            assertThat(paired.status()).as(paired.body().toString()).isEqualTo(200);
            var in = screen.keep(screen.post("/wall/pairing/claim", Map.of("ticket", asked.at("/ticket"))));
            assertThat(in.status()).isEqualTo(200);
            return new Caller("wall " + area.code(), Optional.of(Role.WALL), area,
                    Map.of("Cookie", screen.cookie(), "X-CSRF-Token", in.at("/csrf")),
                    false);
        }
    }

    @Test
    @Order(1) void inTheDemo() { everyRouteForEverybody(true); }

    @Test
    @Order(2) void notInTheDemo() {
        server = server.restartForReal();

        everyRouteForEverybody(false);
    }

    private void everyRouteForEverybody(boolean demo) {
        String alarm = server.web().as(bearer(Role.ADMINISTRATOR)).alarmOf(own.id()).orElseThrow().path("id").asText();
        String foreignAlarm = server.web().as(bearer(Role.ADMINISTRATOR)).alarmOf(foreign.id()).orElseThrow().path("id").asText();
        for (Caller caller : callers)
            for (Route route : routes) {
                if (route.isSignOut() && demo) continue; // the sessions are still wanted
                boolean aboutAlarm = route.path().contains("/alarms/");
                check(route, caller, aboutAlarm ? alarm : own.id(), own, demo);
                if (route.path().contains("{id}")) check(route, caller, aboutAlarm ? foreignAlarm : foreign.id(), foreign, demo);
            }
        assertThat(checked).isGreaterThan(demo ? 2_000 : 4_000);
    }

    private String bearer(Role role) {
        return callers.stream()
                .filter(caller -> caller.role().equals(Optional.of(role)) && caller.shows().containsKey("Authorization"))
                .findFirst()
                .orElseThrow()
                .shows()
                .get("Authorization")
                .substring("Bearer ".length());
    }

    private void check(Route route, Caller caller, String id, Gauge about, boolean demo) {
        assertThat(outcome(route, caller, id)).as("%s %s of %s by %s, demo %s", route.method(), route.path(), id, caller.name(), demo)
                .isEqualTo(expected(route, caller, about, demo));
        checked++;
    }

    /** What follows from right and scope. */
    private static Outcome expected(Route route, Caller caller, Gauge about, boolean demo) {
        if (route.isPage()) return demo || caller.role().isPresent() || route.path().matches(OPEN_PAGES) ? Outcome.PASSED : Outcome.SIGN_IN;
        if (route.right().isEmpty()) return Outcome.PASSED;
        if (caller.wrong()) return Outcome.CREDENTIALS;
        if (caller.role().isEmpty()) return demo && route.openInDemo() ? Outcome.PASSED : Outcome.STRANGER;
        if (!caller.role().get().may(route.right().get())) return Outcome.ROLE;
        boolean inside = caller.area().code().isEmpty() || about.village().startsWith(caller.area().code());
        return switch (route.scope()) {
            case "COUNTY" -> caller.area().code().isEmpty() ? Outcome.PASSED : Outcome.AREA;
            case "OBJECT" -> inside ? Outcome.PASSED : Outcome.AREA;
            default -> inside || !route.path().equals(ITEM) ? Outcome.PASSED : Outcome.AREA;
        };
    }

    private Outcome outcome(Route route, Caller caller, String id) {
        var web = server.web().asNobody();
        var request = web.request(path(route, id))
                .method(route.method(), route.changes() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        caller.shows().forEach(request::header);
        if (route.changes())
            request.header("Content-Type", "application/json")
                    .header("Origin", "http://127.0.0.1:" + web.port())
                    .header("Idempotency-Key", UUID.randomUUID().toString());
        return outcome(web.send(request));
    }

    private static String path(Route route, String id) {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(route.path())
                .replaceAll(name -> name.group(1).equals("id") ? Web.coded(id) : SAMPLES.getOrDefault(name.group(1), "1"));
    }

    private static Outcome outcome(Web.Answer answer) {
        String title = answer.at("/title");
        return switch (answer.status()) {
            case 303 -> Outcome.SIGN_IN;
            case 401 -> title.startsWith("Sign in first")
                    ? Outcome.STRANGER
                    : title.startsWith("Sign in again") ? Outcome.CREDENTIALS : Outcome.OTHER;
            case 403 -> title.startsWith("Not your role") ? Outcome.ROLE : title.contains("辖区") ? Outcome.AREA : Outcome.OTHER;
            case 405, 431, 500, 503 -> Outcome.OTHER;
            default -> Outcome.PASSED;
        };
    }
}
