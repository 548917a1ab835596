package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import onemap.access.Role;
import onemap.domain.Area;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another department's system hears by webhook what is recorded: signed, in order, until it takes it. */
@Timeout(300)
class WebhookStoryTest {
    @TempDir static Path temp;
    private static final Receiver RECEIVER = new Receiver();
    private static String officer;
    private static TestServer server;
    private static int alerts;
    private final List<String> hooks = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    @BeforeAll static void start() {
        officer = TestServer.issueToken(temp.resolve("data"), Role.COMMANDER, Area.COUNTY);
        server = TestServer.start(temp.resolve("data"), "--set", "webhooks.allow=[\"127.0.0.1:" + RECEIVER.port() + "\"]", "--set",
                "webhooks.firstPause=PT0.05S", "--set", "webhooks.longestPause=PT0.2S");
    }

    @AfterAll static void stop() {
        server.close();
        RECEIVER.close();
    }

    @AfterEach void unsubscribe() {
        for (String hook : hooks)
            server.web().delete("/api/v1/webhooks/" + hook, "remove-" + hook);
    }

    @Test void whatIsRecordedArrivesSignedInOrderAndWithoutNames() {
        var hook = subscribe("/in", "\"warning.*\",\"webhook.*\"");
        alert(3);
        subscribe("/other", "\"warning.*\"");

        server.eventually(() -> assertThat(RECEIVER.calls("/in")).hasSize(4));
        var calls = RECEIVER.calls("/in");
        assertThat(calls).allMatch(call -> call.isSignedWith(hook.at("/secret").asText()));
        assertThat(calls).noneMatch(call -> call.isSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(calls).extracting(Receiver.Call::seq).isSorted().doesNotHaveDuplicates();
        assertThat(calls).extracting(call -> call.body().path("type").asText())
                .containsExactly("warning.received", "warning.received", "warning.received", "webhook.added");
        assertThat(calls).allMatch(
                call -> Duration.between(Instant.ofEpochSecond(Long.parseLong(call.timestamp())), InstantSource.system().instant())
                        .toSeconds() < 120);
        for (var call : calls)
            assertThat(call.id()).isEqualTo(call.body().at("/data/node").asText() + "/" + call.body().at("/data/seq").asText());
        assertThat(calls.getFirst().body().at("/data/name").asText()).isEqualTo("望海县气象台发布台风红色预警信号");
        var added = calls.getLast();
        assertThat(added.body().at("/data/actor").asText()).startsWith("t-");
        assertThat(added.body().at("/data/actorName").asText()).as("the token's name is test").isEqualTo("t*");
        assertThat(added.text()).doesNotContain("whsec_", "\"test\"");
        var stands = standing(hook);
        assertThat(stands.path("state").asText()).isEqualTo("active");
        assertThat(stands.path("waiting").asInt()).isZero();
        assertThat(stands.has("lastDelivery")).isTrue();
        assertThat(stands.has("secret")).as("told once").isFalse();
    }

    @Test void aFailureIsTriedAgainAndTheOthersWaitBehindItInOrder() {
        var failures = new AtomicInteger(2);
        var open = new CountDownLatch(1);
        RECEIVER.at("/failing", call -> {
            if (open.getCount() > 0) return 500;
            return failures.getAndDecrement() > 0 ? 503 : 204;
        });
        var hook = subscribe("/failing", "\"warning.*\"");
        alert(3);

        server.eventually(() -> {
            assertThat(standing(hook).path("state").asText()).isEqualTo("failing");
            assertThat(standing(hook).at("/failing/problem").asText()).isEqualTo("it answered 500");
            assertThat(standing(hook).path("waiting").asInt()).isEqualTo(3);
            assertThat(RECEIVER.calls("/failing")).hasSizeGreaterThan(2);
        });
        assertThat(RECEIVER.calls("/failing")).as("none goes before the first")
                .extracting(Receiver.Call::id)
                .containsOnly(
                        RECEIVER.calls("/failing").getFirst().id());
        open.countDown();

        server.eventually(() -> assertThat(standing(hook).path("waiting").asInt()).isZero());
        var calls = RECEIVER.calls("/failing");
        assertThat(calls).allMatch(call -> call.isSignedWith(hook.at("/secret").asText()));
        assertThat(calls).extracting(Receiver.Call::seq).isSorted();
        assertThat(calls.stream().map(Receiver.Call::id).distinct()).hasSize(3);
        assertThat(standing(hook).path("state").asText()).isEqualTo("active");
        assertThat(standing(hook).has("failing")).isFalse();
        assertThat(server.web().get("/metrics").text()).containsPattern("onemap_webhooks_failed_total [1-9]")
                .containsPattern("onemap_webhooks_taken_total [1-9]");
    }

    @Test void aSlowReceiverHoldsNeitherAnotherNorTheJournal() {
        var release = new CountDownLatch(1);
        RECEIVER.at("/slow", call -> {
            release.await();
            return 200;
        });
        subscribe("/slow", "\"warning.*\"");
        subscribe("/quick", "\"warning.*\"");
        try {
            alert(20);

            server.eventually(() -> assertThat(RECEIVER.calls("/quick")).hasSize(20));
            assertThat(RECEIVER.calls("/slow")).as("one call under way").hasSize(1);
        } finally {
            release.countDown();
        }
        server.eventually(() -> assertThat(RECEIVER.calls("/slow")).hasSizeGreaterThanOrEqualTo(20));
    }

    @Test void aReceiverThatIsGoneIsSwitchedOff() {
        RECEIVER.at("/gone", call -> 410);
        var hook = subscribe("/gone", "\"warning.*\"");
        alert(2);

        server.eventually(() -> assertThat(standing(hook).path("state").asText()).isEqualTo("disabled"));
        alert(1);
        assertThat(logKinds()).contains("webhook.disabled");
        assertThat(RECEIVER.calls("/gone")).hasSize(1);
    }

    @Test void aRedirectIsNotFollowed() {
        RECEIVER.at("/moved", call -> 307);
        var hook = subscribe("/moved", "\"warning.*\"");
        alert(1);

        server.eventually(
                () -> assertThat(standing(hook).at("/failing/problem").asText()).contains("307").contains("redirects are not followed"));
        assertThat(RECEIVER.calls("/elsewhere")).isEmpty();
    }

    @Test void aTestMessageIsSentAtOnceAndToldOf() {
        RECEIVER.at("/tested", call -> call.body().path("type").asText().equals("webhook.test") ? 200 : 500);
        var hook = subscribe("/tested", "\"warning.received\"");
        String path = "/api/v1/webhooks/" + hook.path("id").asText() + "/test";

        var taken = server.web().act(path, "", "");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.body().path("taken").asBoolean()).isTrue();
        var call = RECEIVER.calls("/tested").getFirst();
        assertThat(call.isSignedWith(hook.path("secret").asText())).isTrue();
        assertThat(call.id()).isEqualTo(taken.at("/messageId"));

        RECEIVER.at("/tested", any -> 404);
        var refused = server.web().act(path, "", "");
        assertThat(refused.body().path("taken").asBoolean()).isFalse();
        assertThat(refused.at("/problem")).isEqualTo("it answered 404");
    }

    @Test void theSameKeyAddsOnceAndAnotherRequestUnderItIsRefused() {
        var first = subscribe("/once", "\"alarm.*\"");
        String body = body(RECEIVER.url("/once"), "\"alarm.*\"");
        String key = keys.getLast();

        assertThat(server.web().act("/api/v1/webhooks", key, body).body()).isEqualTo(first);
        assertThat(server.web().act("/api/v1/webhooks", key, body(RECEIVER.url("/twice"), "\"alarm.*\"")).status()).isEqualTo(422);
        assertThat(server.web().act("/api/v1/webhooks", "", body).status()).as("without a key").isEqualTo(400);
    }

    @Test void whatMayNotBeCalledOrReadIsRefusedInTheSendersTerms() {
        for (String url : List.of("http://127.0.0.1:" + server.web().port() + "/feeds/cap", "https://169.254.169.254/latest",
                "https://[::1]/",
                "https://localhost/", "http://10.0.0.1/", "https://127.1/", "https://2130706433/", "file:///etc/passwd", "x")) {
            var answer = server.web().act("/api/v1/webhooks", "refused-" + url.hashCode(), body(url, "\"*\""));
            assertThat(answer.status()).as(url).isEqualTo(422);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.at("/title")).contains("不允许");
        }
        for (var wrong : Map.of("kinds", "{\"url\":\"https://a.example/\"}", "kind", body("https://a.example/", "\"Alarm\""), "url",
                "{\"kinds\":[\"*\"]}", "area", "{\"url\":\"https://a.example/\",\"kinds\":[\"*\"],\"area\":\"x\"}", "JSON", "[")
                .entrySet()) {
            var answer = server.web().act("/api/v1/webhooks", "wrong-" + wrong.getKey(), wrong.getValue());
            assertThat(answer.status()).as(wrong.getValue()).isEqualTo(400);
            assertThat(answer.at("/detail")).contains(wrong.getKey());
        }
        assertThat(server.web().act("/api/v1/webhooks/h-none/test", "", "").status()).isEqualTo(404);
        assertThat(server.web().delete("/api/v1/webhooks/h-none", "none").status()).isEqualTo(404);
        assertThat(server.web().as(officer).get("/api/v1/webhooks").status()).as("a commander manages none").isEqualTo(403);
        assertThat(server.web().asNobody().get("/api/v1/webhooks").status()).isEqualTo(401);
        assertThat(server.web().get("/metrics").text()).containsPattern("onemap_webhooks_refused_address_total [1-9]");
    }

    private JsonNode subscribe(String path, String kinds) {
        keys.add(UUID.randomUUID().toString());
        var added = server.web().act("/api/v1/webhooks", keys.getLast(), body(RECEIVER.url(path), kinds));
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        hooks.add(added.at("/id"));
        return added.body();
    }

    private static String body(String url, String kinds) { return "{\"url\":\"" + url + "\",\"kinds\":[" + kinds + "]}"; }

    private static void alert(int count) {
        for (int i = 0; i < count; i++) {
            var alert = CapText.alert("W" + ++alerts, "qx@wanghai.example", InstantSource.system().instant(),
                    CapText.polygon(121.5, 29.2, 121.6, 29.3));
            assertThat(server.web().postCap(alert.xml()).status()).isEqualTo(200);
        }
    }

    private static JsonNode standing(JsonNode hook) {
        for (JsonNode each : server.web().get("/api/v1/webhooks").body())
            if (each.path("id").equals(hook.path("id"))) return each;
        throw new AssertionError("no webhook " + hook);
    }

    private static List<String> logKinds() {
        var kinds = new ArrayList<String>();
        server.web().get("/api/v1/log?limit=200").body().forEach(line -> kinds.add(line.path("kind").asText()));
        return kinds;
    }
}
