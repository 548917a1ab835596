package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import onemap.access.secret.Base32;
import onemap.access.secret.Totp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The administrator's first day: first password, second factor, second user, a restart, a lost phone (reliability A2, A14). */
class FirstDayTest {
    private static final List<String> PORTS = List.of("--set", "web.port=0", "--set", "feeds.jt808.port=0", "--set", "feeds.mqtt.port=0");
    private static final String CHOSEN = "the dam holds at 4.8 m";
    private static final String OTHER = "a boat waits at the pier";

    @TempDir Path data;

    private TestServer start() { return TestServer.launch(data, PORTS.toArray(String[]::new)).awaitReady(); }

    @Test void theFirstDay() throws Exception {
        String helper;
        byte[] secret;
        try (var server = start(); var admin = new Browser(server.web().port()); var second = new Browser(server.web().port())) {
            String printed = Files.readAllLines(data.resolve("first-password.txt")).getLast();
            assertThat(server.said()).contains(printed);
            assertThat(admin.signIn("admin", "admin").status()).isEqualTo(401);

            assertThat(admin.signIn("admin", printed).at("/owed")).isEqualTo("change-password");
            assertThat(admin.get("/api/v1/users").status()).as("nothing before that").isEqualTo(403);
            assertThat(admin.post("/api/v1/session/password", Map.of("old", printed, "new", "1234567890")).status()).isEqualTo(400);
            assertThat(admin.post("/api/v1/session/password", Map.of("old", "not it", "new", CHOSEN)).status()).isEqualTo(403);
            var changed = admin.keep(admin.post("/api/v1/session/password", Map.of("old", printed, "new", CHOSEN)));
            assertThat(changed.at("/owed")).isEqualTo("enrol-second-factor");
            assertThat(data.resolve("first-password.txt")).doesNotExist();
            secret = enrol(admin);

            var added = admin.post("/api/v1/users",
                    Map.of("login", "zhou", "name", "周管理", "phone", "13800001234", "role", "administrator"));
            assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
            assertThat(admin.post("/api/v1/users", Map.of("login", "ZHOU", "name", "另一个", "role", "leader")).status()).isEqualTo(409);
            helper = added.at("/id");
            assertThat(second.signIn("zhou", added.at("/password")).status()).isEqualTo(200);
            second.keep(second.post("/api/v1/session/password", Map.of("old", added.at("/password"), "new", OTHER)));
            enrol(second);
            assertThat(admin.get("/api/v1/users").body().findValuesAsText("login")).containsExactly("admin", "zhou");
        }
        try (var server = start(); var admin = new Browser(server.web().port()); var second = new Browser(server.web().port())) {
            assertThat(admin.signIn("admin", CHOSEN).body().path("secondFactor").asBoolean()).isTrue();
            assertThat(admin.signIn("admin", CHOSEN, freshCode(secret)).status()).isEqualTo(200);
            assertThat(admin.post("/api/v1/users/" + helper + "/second-factor/reset", Map.of()).status()).isEqualTo(200);

            assertThat(second.signIn("zhou", OTHER).at("/owed")).as("the phone was lost, the password was not")
                    .isEqualTo("enrol-second-factor");
        }
    }

    private static byte[] enrol(Browser browser) {
        var begun = browser.post("/api/v1/session/second-factor", Map.of());
        assertThat(begun.at("/qr")).startsWith("data:image/png;base64,");
        byte[] secret = decoded(begun.at("/secret"));
        assertThat(browser.post("/api/v1/session/second-factor/confirm", Map.of("code", "000000")).status()).isEqualTo(403);
        var enrolled = browser.post("/api/v1/session/second-factor/confirm", Map.of("code", Totp.code(secret, Instant.now())));
        assertThat(enrolled.body().path("enrolled").asBoolean()).isTrue();
        return secret;
    }

    /** Of the next step: that of this one was used for enrolling. */
    private static String freshCode(byte[] secret) {
        return Totp.code(secret, Instant.now().plusSeconds(30));
    }

    private static byte[] decoded(String base32) {
        var bits = new StringBuilder();
        for (char letter : base32.toCharArray())
            bits.append(Integer.toBinaryString(32 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)).substring(1));
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        assertThat(Base32.encode(bytes)).isEqualTo(base32);
        return bytes;
    }

    @Test void aChosenPasswordCountsAsChosen() {
        try (var server = TestServer.launch(data, Map.of("ONEMAP_ADMIN_PASSWORD", CHOSEN), PORTS).awaitReady();
                var admin = new Browser(server.web().port())) {
            assertThat(admin.signIn("admin", CHOSEN).at("/owed")).isEqualTo("enrol-second-factor");
            assertThat(server.said()).doesNotContain(CHOSEN);
            assertThat(data.resolve("first-password.txt")).doesNotExist();
        }
    }

    @Test void aBadlyChosenPasswordIsRefusedByName() {
        try (var server = TestServer.launch(data, Map.of("ONEMAP_ADMIN_PASSWORD", "short"), PORTS)) {
            assertThat(server.awaitEnd()).isEqualTo(2);
            assertThat(server.complained()).contains("ONEMAP_ADMIN_PASSWORD").doesNotContain("short");
        }
    }

    @Test void theConsoleWorksBesideARunningServerAndWithoutOne() {
        var before = Command.run("token", "--role", "duty-officer", "--data", data.toString());
        assertThat(before.code()).as(before.stderr()).isZero();
        assertThat(before.stdout()).matches("onemap_[A-Za-z0-9_-]{32}\n");
        try (var server = start(); var admin = new Browser(server.web().port())) {
            assertThat(server.web().as(before.stdout().strip()).get("/api/v1/alarms").status()).isEqualTo(200);

            var beside = Command.run("token", "--role", "指挥长", "--name", "演练", "--days", "1", "--data", data.toString());
            assertThat(beside.code()).as(beside.stderr()).isZero();
            assertThat(server.web().as(beside.stdout().strip()).get("/api/v1/session").at("/role")).isEqualTo("commander");
            var foreign = Command.run("token", "--role", "leader", "--area", "110101001", "--data", data.toString());
            assertThat(foreign.code()).isNotZero();
            assertThat(foreign.stdout()).isEmpty();

            var reset = Command.run("user", "reset", "admin", "--data", data.toString());
            assertThat(reset.code()).as(reset.stderr()).isZero();
            assertThat(data.resolve("first-password.txt")).as("it opens nothing any more").doesNotExist();
            assertThat(admin.signIn("admin", reset.stdout().strip()).at("/owed")).isEqualTo("change-password");
            assertThat(Command.run("user", "list", "--data", data.toString()).stdout()).contains("admin  administrator  county  enabled");
            assertThat(Command.run("user", "reset", "nobody", "--data", data.toString()).code()).isEqualTo(1);
            server.kill9();
        }
        var after = Command.run("user", "list", "--data", data.toString());
        assertThat(after.stdout()).as("what a killed server left does not hinder").contains("must-change-password");
        var verified = Command.run("audit", "verify", "--data", data.toString());
        assertThat(verified.code()).as("what the console adds is sealed like all else: " + verified.stdout()).isZero();
        start().close();
    }

    @Test void aWrongCallSaysWhatIsRight() {
        var unknown = Command.run("token", "--role", "king", "--data", data.toString());

        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.stdout()).isEmpty();
        assertThat(unknown.stderr()).contains("duty-officer", "值班员", "administrator");
        assertThat(Command.run("token", "--data", data.toString()).code()).isEqualTo(2);
        assertThat(Command.run("token", "--role", "leader", "--days", "x", "--data", data.toString()).code()).isEqualTo(2);
        assertThat(Command.run("user", "frobnicate", "--data", data.toString()).code()).isEqualTo(2);
    }

    @Test void aFolderWithALongNameHasAConsoleToo() {
        var deep = data.resolve("应急指挥中心".repeat(6)).resolve("数据");
        var options = new ArrayList<>(PORTS);
        try (var server = TestServer.launch(deep, options.toArray(String[]::new)).awaitReady()) {
            var issued = Command.run("token", "--role", "leader", "--data", deep.toString());

            assertThat(issued.code()).as(issued.stderr()).isZero();
            assertThat(server.web().as(issued.stdout().strip()).get("/api/v1/session").at("/role")).isEqualTo("leader");
        }
    }
}
