package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import onemap.story.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes, one alarm: while they are cut off from each other officers on both sides decide about the same alarm and the same boat. When one hears of the
 * other, nothing is overwritten: the duty page shows both sides' facts until an officer chooses, and the log 值班日志 keeps them all.
 */
@Timeout(300)
class TwoNodesTest {
    private static final String BOAT = "mqtt:BOAT-8";
    private static final String HERE = "{\"lonDegrees\":121.52,\"latDegrees\":29.2,\"name\":\"巡逻艇八号\"}";
    private static final String THERE = "{\"lonDegrees\":121.61,\"latDegrees\":29.26,\"name\":\"海巡八号\"}";
    private static final String DUTY = "王值班";
    private static final String LEADER = "林带班";
    @TempDir Path temp;
    private TestServer here;
    private TestServer there;
    private Chromium chromium;
    private String station;
    private String alarm;

    @BeforeEach void start() throws IOException {
        var first = CompletableFuture.supplyAsync(() -> TestServer.start(temp.resolve("here")));
        var second = CompletableFuture.supplyAsync(() -> TestServer.start(temp.resolve("there")));
        chromium = new Chromium();
        here = first.join();
        there = second.join();
        raiseAlarm();
    }

    @AfterEach void end() {
        chromium.close();
        here.close();
        there.close();
    }

    /** Both know of the alarm; then they are cut off. */
    private void raiseAlarm() throws IOException {
        var gauge = Gauge.all().getFirst();
        station = gauge.id();
        report(here, gauge.name(), gauge.redMetres() + 0.1);
        here.eventually(() -> assertThat(here.web().alarms()).hasSize(1));
        alarm = here.web().alarms().getFirst().path("id").asText();
        hears(there, here);
        assertThat(there.web().alarms()).singleElement().satisfies(known -> assertThat(known.path("id").asText()).isEqualTo(alarm));
    }

    private static void report(TestServer server, String name, double metres) {
        try (var device = server.mqtt(name)) {
            device.publish("waterLevel", metres, InstantSource.system().instant());
        }
    }

    private void hears(TestServer to, TestServer from) {
        var answer = to.web().merge(from.export(temp.resolve(UUID.randomUUID() + ".jsonl")));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private Visit visit(String login, String path) {
        var visit = new Visit(chromium.browser(), DemoDesk.origin(here), "/signin");
        visit.signIn(login, here.demoPassword(login));
        visit.go(path);
        return visit;
    }

    @Test void bothSidesFactsAreShownUntilAnOfficerChooses() {
        decideOnBothSides();
        try (var officer = visit("duty", "/")) {
            officer.see("#alarms tr");
            assertThat(officer.page().locator("#conflicts").isVisible()).as("nothing contradicts itself").isFalse();

            hears(here, there);
            assertThat(conflicts()).hasSize(2).allSatisfy(card -> assertThat(nodes(card)).hasSize(2).doesNotHaveDuplicates());

            officer.eventually(() -> assertThat(officer.text("#conflicts .fold")).contains("冲突 2 项待带班领导裁定", "八号", "水位站"));
            officer.press("c");
            assertThat(officer.page().locator("#conflicts .fact").count()).isEqualTo(4);
            assertThat(officer.page().locator("#conflicts .choose").count()).as("an officer reads and does not decide").isZero();
        }
        try (var leader = visit("leader", "/"); var other = visit("admin", "/?lang=en")) {
            choosesByKeyboard(leader);
            whoIsSecondIsToldWhoWasFirst(leader, other);
            for (var visit : List.of(leader, other))
                assertThat(visit.missingTexts()).isEqualTo(List.of());
        }
        allOfItIsInTheLog();
        hears(there, here);
        assertThat(there.web().get("/api/v1/conflicts").body()).as("the other side learns of the choice").isEmpty();
        assertThat(there.web().alarms()).singleElement()
                .satisfies(known -> assertThat(known.at("/properties/acknowledgedAt")).isEqualTo(
                        here.web().alarms().getFirst().at("/properties/acknowledgedAt")));
    }

    private void decideOnBothSides() {
        for (var server : List.of(here, there))
            report(server, BOAT.substring("mqtt:".length()), 1);
        for (var server : List.of(here, there)) {
            server.eventually(() -> assertThat(server.web().item("stations", BOAT).status()).isEqualTo(200));
            assertThat(server.web().place(BOAT, "place", server == here ? HERE : THERE).status()).isEqualTo(200);
        }
        try (var officer = visit("duty", "/#sel=" + station)) {
            officer.see("#alarms button.ack").click();
            officer.eventually(() -> assertThat(officer.text("#alarms .taken")).contains(DUTY));
        }
        assertThat(there.web().acknowledge(alarm, "there", "{}").at("/outcome")).isEqualTo("acknowledged");
    }

    private List<JsonNode> conflicts() { return list(here.web().get("/api/v1/conflicts").body()); }

    private static List<JsonNode> list(JsonNode array) { return StreamSupport.stream(array.spliterator(), false).toList(); }

    private static List<String> nodes(JsonNode card) {
        return list(card.path("facts")).stream().map(fact -> fact.path("node").asText()).toList();
    }

    private static Locator card(Visit visit, String id) { return visit.page().locator("#conflicts [data-id='" + id + "']"); }

    private JsonNode cardAbout(String topic) {
        return conflicts().stream().filter(card -> card.path("topic").asText().equals(topic)).findFirst().orElseThrow();
    }

    /** The boat's place, by keyboard alone; not without a reason. */
    private void choosesByKeyboard(Visit leader) {
        var boat = cardAbout("register");
        var card = card(leader, boat.path("id").asText());
        card.waitFor();
        assertThat(card.innerText()).contains("巡逻艇八号", "海巡八号", "121.5200°E 29.2000°N", "121.6100°E 29.2600°N", "裁定前暂以此为准")
                .contains(nodes(boat).stream().map(node -> node.substring(0, 8)).toList());
        assertThat(leader.text("#conflicts")).contains("确认告警,由其负责", DUTY);

        leader.press("c");
        while (!leader.page().evaluate("document.activeElement.closest('.conflict')?.dataset.id").equals(boat.path("id").asText()))
            leader.press("Tab");
        while (!Boolean.TRUE.equals(leader.page().evaluate("document.activeElement.matches('.choose')")))
            leader.press("Tab");
        leader.press("Enter");
        leader.press("Enter");
        card.locator("input[aria-invalid=true]").waitFor();
        assertThat(conflicts()).as("nothing is decided without a reason").hasSize(2);
        leader.press("Escape");
        assertThat(leader.focused()).isEqualTo("以此为准");
        leader.press("Enter");
        leader.type("boat seen here");
        leader.press("Enter");

        leader.eventually(() -> assertThat(leader.text("#conflicts .endings")).contains("已裁定 · 本地已记录"));
        assertThat(card.count()).isZero();
        assertThat(conflicts()).hasSize(1);
    }

    private void whoIsSecondIsToldWhoWasFirst(Visit leader, Visit other) {
        var taken = cardAbout("alarm");
        String id = taken.path("id").asText();
        card(other, id).locator(".choose").nth(1).click();
        card(leader, id).locator(".choose").first().click();
        leader.type("first on the spot");
        leader.press("Enter");
        leader.eventually(() -> assertThat(card(leader, id).count()).isZero());

        other.type("called them");
        other.press("Enter");
        other.eventually(() -> assertThat(other.text("#conflicts .endings")).contains(LEADER + " was first and decided at "));
        assertThat(card(other, id).count()).isZero();
        var again = here.web()
                .act("/api/v1/conflicts/" + id + "/resolve", "again",
                        "{\"choose\":\"" + taken.at("/facts/0/ref").asText() + "\",\"reason\":\"late\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.at("/first/byName")).isEqualTo(LEADER);
    }

    private void allOfItIsInTheLog() {
        var lines = list(here.web().get("/api/v1/log?limit=500&kind=alarm.acknowledged,register.put,conflict.resolved").body());
        var told = new ArrayList<String>();
        for (var line : lines)
            if (List.of(BOAT, station).contains(line.path("object").asText()) && !line.path("actor").asText().equals("loader"))
                told.add(line.path("kind").asText());
        assertThat(told).containsExactlyInAnyOrder("alarm.acknowledged", "alarm.acknowledged", "register.put", "register.put",
                "conflict.resolved", "conflict.resolved");
        assertThat(lines.stream()
                .filter(line -> line.path("kind").asText().equals("alarm.acknowledged"))
                .map(line -> line.path("node").asText()))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(lines).filteredOn(line -> line.path("kind").asText().equals("conflict.resolved"))
                .allSatisfy(line -> assertThat(line.path("actorName").asText()).isEqualTo(LEADER))
                .extracting(line -> line.path("reason").asText())
                .containsExactlyInAnyOrder("boat seen here", "first on the spot");
    }
}
