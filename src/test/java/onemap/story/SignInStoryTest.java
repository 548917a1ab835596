package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in as people and as attackers do it, over the real port (reliability A1, A3). */
class SignInStoryTest {
    private static final int TRIES = 10_000;
    private static final int TRIERS = 8;

    @TempDir static Path data;
    private static TestServer server;

    @BeforeAll static void start() { server = TestServer.start(data, "--set", "access.attemptsPerMinutePerAddress=600"); }

    @AfterAll static void stop() { server.close(); }

    private static Browser browser() { return new Browser(server.web().port()); }

    private static Browser signedIn(String login) {
        var browser = browser();
        var answer = browser.signIn(login, server.demoPassword(login));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return browser;
    }

    @Test void aSessionIsACookieThatNoScriptAndNoOtherSiteGets() {
        try (var browser = browser()) {
            var answer = browser.signIn("duty", server.demoPassword("duty"));

            assertThat(answer.header("set-cookie").orElseThrow()).matches(
                    "__Host-onemap=[A-Za-z0-9_-]{32}; Path=/; Secure; (?i:HttpOnly); SameSite=Strict");
            assertThat(answer.at("/role")).isEqualTo("duty-officer");
            assertThat(browser.get("/api/v1/session").at("/login")).isEqualTo("duty");
            assertThat(browser.get("/api/v1/session").body().path("demoUsers")).hasSize(6);
        }
    }

    @Test void tenThousandWrongTriesLockTheAccountThereAndNothingElse() throws Exception {
        var verified = new AtomicInteger();
        var held = new AtomicInteger();
        var triers = new ArrayList<Thread>();
        for (int i = 0; i < TRIERS; i++)
            triers.add(Thread.ofPlatform().start(() -> tryAgainAndAgain(verified, held)));
        for (Thread trier : triers)
            trier.join(TimeUnit.MINUTES.toMillis(5));

        assertThat(verified.get()).isEqualTo(5);
        assertThat(held.get()).isEqualTo(TRIES - 5);
        try (var owner = browser(); var other = signedIn("leader")) {
            var answer = owner.signIn("commander", server.demoPassword("commander"));
            assertThat(answer.status()).isEqualTo(429);
            assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow())).isBetween(1, 900);
            assertThat(other.get("/api/v1/session").status()).as("others come in from there").isEqualTo(200);
        }
        server.eventually(() -> assertThat(refusals()).as("the first, and one that counts the rest").hasSizeBetween(1, 4));
        assertThat(server.web().metric("onemap_signin_refused_total", "reason=\"locked\"")).isPositive();
    }

    private static void tryAgainAndAgain(AtomicInteger verified, AtomicInteger held) {
        try (var browser = browser()) {
            for (int i = 0; i < TRIES / TRIERS; i++) {
                int status = browser.signIn("commander", "wrong number " + i).status();
                if (status == 401) verified.incrementAndGet();
                else if (status == 429) held.incrementAndGet();
            }
        }
    }

    private static List<String> refusals() {
        var found = new ArrayList<String>();
        for (var line : server.web().get("/api/v1/log?limit=500").body())
            if (line.path("kind").asText().equals("signin.refused")) found.add(line.toString());
        return found;
    }

    @Test void theAnswerDoesNotTellWhatWasWrong() {
        try (var browser = browser()) {
            var login = browser.signIn("nobody-here", "not the password");
            var password = browser.signIn("field", "not the password");

            assertThat(login.status()).isEqualTo(401);
            assertThat(login.body()).isEqualTo(password.body());
            assertThat(login.response().headers().map().keySet()).isEqualTo(password.response().headers().map().keySet());
            assertThat(login.header("content-type")).contains("application/problem+json");
        }
    }

    @Test void aPlantedSessionIdIsNotTaken() {
        try (var browser = browser()) {
            browser.cookie("__Host-onemap=planted-by-somebody-who-waits-now");

            browser.signIn("duty", server.demoPassword("duty"));
            String first = browser.cookie();
            browser.signIn("duty", server.demoPassword("duty"));

            assertThat(first).doesNotContain("planted");
            assertThat(browser.cookie()).isNotEqualTo(first);
            browser.cookie(first);
            assertThat(browser.get("/api/v1/session").status()).as("the one before has ended").isEqualTo(401);
        }
    }

    @Test void aRevokedSessionEndsAtOnceAndSoDoesItsSocket() throws Exception {
        try (var duty = signedIn("duty"); var admin = signedIn("admin")) {
            var socket = duty.live();
            String id = "";
            for (var session : admin.get("/api/v1/sessions").body())
                if (session.path("name").asText().equals("王值班")) id = session.path("id").asText();

            assertThat(admin.delete("/api/v1/sessions/" + id).status()).isEqualTo(200);

            assertThat(duty.get("/api/v1/session").status()).isEqualTo(401);
            assertThat(socket.get(30, TimeUnit.SECONDS)).isBetween(1000, 4999);
        }
    }

    @Test void theSixthSessionEndsTheFirst() {
        var browsers = new ArrayList<Browser>();
        for (int i = 0; i < 6; i++)
            browsers.add(signedIn("town"));

        assertThat(browsers.stream().map(browser -> browser.get("/api/v1/session").status()).toList()).containsExactly(401, 200, 200, 200,
                200, 200);
        browsers.forEach(Browser::close);
    }

    @Test void aChangeWithoutTheTokenOfThePageIsRefused() {
        try (var browser = signedIn("leader")) {
            browser.forgetCsrf();

            assertThat(browser.delete("/api/v1/session").status()).isEqualTo(403);
            browser.keep(browser.get("/api/v1/session"));
            assertThat(browser.delete("/api/v1/session").status()).isEqualTo(200);
            assertThat(browser.get("/api/v1/session").status()).isEqualTo(401);
        }
    }

    @Test void refusesOddBodies() {
        try (var browser = browser()) {
            assertThat(browser.send("POST", "/signin", "login=duty").status()).isEqualTo(400);
            assertThat(browser.send("POST", "/signin", "[]").status()).isEqualTo(400);
            assertThat(browser.send("POST", "/signin", "{\"login\":7,\"password\":null}").status()).isEqualTo(400);
            assertThat(browser.send("POST", "/signin", "{\"login\":\"" + "x".repeat(2_000) + "\",\"password\":\"x\"}").status())
                    .isEqualTo(400);
            assertThat(browser.send("POST", "/signin", "{\"login\":\"" + "x".repeat(100_000) + "\"}").status()).isEqualTo(413);
            assertThat(browser.signIn("\u0000'; DROP TABLE entry; --", "💥").status()).isEqualTo(401);
        }
    }

    @Test void aWallIsPairedByItsDigitsAndMayOnlyLook() {
        try (var wall = browser(); var admin = signedIn("admin")) {
            var asked = wall.post("/wall/pairing", Map.of());
            var ticket = Map.of("ticket", asked.at("/ticket"));
            assertThat(wall.post("/wall/pairing/claim", ticket).status()).isEqualTo(202);

            var paired = admin.post("/api/v1/walls", Map.of("code", asked.at("/code"), "name", "一楼大厅", "area", ""));
            var claimed = wall.keep(wall.post("/wall/pairing/claim", ticket));

            assertThat(claimed.header("set-cookie").orElseThrow()).contains("Max-Age=7776000");
            assertThat(wall.get("/api/v1/session").at("/name")).isEqualTo("一楼大厅");
            assertThat(wall.get("/api/v1/alarms").status()).isEqualTo(200);
            assertThat(wall.get("/api/v1/users").status()).isEqualTo(403);
            assertThat(wall.post("/wall/pairing/claim", ticket).status()).isEqualTo(410);
            assertThat(admin.get("/api/v1/walls").body().findValuesAsText("id")).contains(paired.at("/id"));
            assertThat(admin.delete("/api/v1/walls/" + paired.at("/id")).status()).isEqualTo(200);
            assertThat(wall.get("/api/v1/session").status()).isEqualTo(401);
        }
    }

    @Test void tokensAreToldOnceAndEndWhenRevoked() {
        try (var admin = signedIn("admin")) {
            var issued = admin.post("/api/v1/tokens", Map.of("name", "短信平台", "role", "leader", "area", "331099001", "days", 30));
            var machine = server.web().as(issued.at("/token"));
            assertThat(machine.get("/api/v1/session").at("/area")).isEqualTo("331099001");
            assertThat(admin.get("/api/v1/tokens").body().toString()).contains("短信平台").doesNotContain(issued.at("/token"));

            assertThat(admin.delete("/api/v1/tokens/" + issued.at("/id")).status()).isEqualTo(200);

            assertThat(machine.get("/api/v1/session").status()).isEqualTo(401);
            assertThat(admin.post("/api/v1/tokens", Map.of("name", "x", "role", "king")).status()).isEqualTo(400);
            assertThat(admin.post("/api/v1/tokens", Map.of("name", "x", "role", "leader", "area", "110101001")).status()).isEqualTo(400);
        }
    }
}
