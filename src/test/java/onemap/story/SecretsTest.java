package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import onemap.journal.audit.AuditExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only its owner may know stands nowhere in clear: not in what the server prints, counts, exports or keeps on disk (reliability A11). */
class SecretsTest {
    private static final String LOGIN = "secret-keeper";
    private static final String PHONE = "13987654321";
    private static final String NAME = "欧阳守密";
    private static final String PASSWORD = "correct horse 电池 staple";
    private static final String TYPED_WRONG = "a password mistyped by one letter";

    @TempDir Path temp;
    private final Map<String, String> secrets = new LinkedHashMap<>();

    @Test void noSecretIsFoundInWhatARunLeavesBehind() throws Exception {
        var data = temp.resolve("data");
        try (var receiver = new Receiver();
                var server = TestServer.start(data, "--set", "webhooks.allow=[\"127.0.0.1:" + receiver.port() + "\"]", "--set",
                        "checkpointSeconds=1")) {
            live(server, receiver);
            secrets.put("phone", PHONE);
            secrets.put("name of a person", NAME);
            secrets.put("password", PASSWORD);
            secrets.put("wrong password", TYPED_WRONG);
            assertThat(secrets).hasSizeGreaterThanOrEqualTo(11)
                    .allSatisfy((what, secret) -> assertThat(secret).as(what).hasSizeGreaterThan(3));

            nowhere("metrics", server.web().get("/metrics").text());
            assertThat(receiver.calls("/in")).isNotEmpty();
            for (var call : receiver.calls("/in"))
                nowhere("webhook", call.text());
            assertThat(server.sigterm().code()).isZero();
            nowhere("standard output", server.said());
            nowhere("program log", server.complained());
        }
        var export = new ByteArrayOutputStream();
        try (var audit = new AuditExport(data)) {
            audit.export(export, 1, Long.MAX_VALUE);
        }
        assertThat(export.toString(StandardCharsets.UTF_8)).contains("user.added", "token.issued", "signin.refused");
        nowhere("audit export", export.toString(StandardCharsets.UTF_8));
        nowhereOnDisk(data);
    }

    /** An account's whole life, with slips. */
    private void live(TestServer server, Receiver receiver) {
        try (var admin = new Browser(server.web().port()); var keeper = new Browser(server.web().port())) {
            secrets.put("key of a webhook", hook(server, receiver));
            admin.signIn("admin", server.demoPassword("admin"));
            secrets.put("administrator's session", value(admin));
            var added = admin.post("/api/v1/users", Map.of("login", LOGIN, "name", NAME, "phone", PHONE, "role", "commander", "area", ""));
            assertThat(added.status()).as(added.body().toString()).isEqualTo(200);
            secrets.put("first password", added.at("/password"));
            keeper.signIn(LOGIN, TYPED_WRONG);
            keeper.signIn(PASSWORD, TYPED_WRONG); // the password typed into the wrong field
            assertThat(keeper.signIn(LOGIN, added.at("/password")).status()).isEqualTo(200);
            secrets.put("session", value(keeper));
            var changed = keeper.keep(keeper.post("/api/v1/session/password", Map.of("old", added.at("/password"), "new", PASSWORD)));
            assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
            secrets.put("session after", value(keeper));
            secrets.put("second factor", keeper.post("/api/v1/session/second-factor", Map.of()).at("/secret"));
            String code = Person.code(secrets.get("second factor"), InstantSource.system().instant());
            assertThat(keeper.post("/api/v1/session/second-factor/confirm", Map.of("code", code)).status()).isEqualTo(200);
            var token = admin.post("/api/v1/tokens", Map.of("name", "gauge", "role", "department-feed", "area", ""));
            secrets.put("token", token.at("/token"));
            secrets.put("its secret part", token.at("/token").substring("onemap_".length()));
            slips(server, keeper);
            server.eventually(() -> assertThat(receiver.calls("/in")).hasSizeGreaterThan(5));
        }
    }

    private static String hook(TestServer server, Receiver receiver) {
        String body = "{\"url\":\"%s\",\"kinds\":[\"user.*\",\"token.*\",\"signin.*\",\"webhook.*\"]}".formatted(receiver.url("/in"));
        var hook = server.web().act("/api/v1/webhooks", "hook", body);
        assertThat(hook.status()).as(hook.text()).isEqualTo(200);
        return hook.at("/secret");
    }

    /** Secrets where they do not belong: in an address, in a body that is none, in a header. */
    private void slips(TestServer server, Browser keeper) {
        String token = secrets.get("token");
        server.web().get("/api/v1/alarms?token=" + token);
        server.web().get("/api/v1/nothing/" + token);
        keeper.send("POST", "/signin", "{\"login\":\"%s\",\"password\":\"%s\"".formatted(LOGIN, TYPED_WRONG));
        keeper.send("POST", "/signin", "{\"login\":[\"%s\"],\"password\":{\"is\":\"%s\"}}".formatted(LOGIN, TYPED_WRONG));
        keeper.cookie("__Host-onemap=" + token);
        keeper.get("/api/v1/session");
        server.web().as(token + "x").get("/api/v1/session");
    }

    private static String value(Browser browser) { return browser.cookie().substring(browser.cookie().indexOf('=') + 1); }

    private void nowhere(String where, String text) {
        secrets.forEach((what, secret) -> assertThat(text.contains(secret)).as(what + " in " + where).isFalse());
    }

    private void nowhereOnDisk(Path data) throws IOException {
        try (var files = Files.walk(data)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                secrets.forEach((what, secret) -> assertThat(
                        bytes.contains(new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                        .as(what + " in " + data.relativize(file))
                        .isFalse());
            }
        }
    }
}
