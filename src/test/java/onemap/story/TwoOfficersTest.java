package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two officers, one alarm: who is first has it, everybody else is told who and when, and the log 值班日志 has both. */
@Timeout(300)
class TwoOfficersTest {
    private static final int TIMES = 200;
    private static final String DUTY = "王值班";
    private static final String LEADER = "林带班";
    @TempDir static Path temp;
    private static TestServer server;
    private static Person duty;
    private static Person leader;
    private static List<JsonNode> gauges;

    @BeforeAll static void start() throws Exception {
        server = TestServer.start(temp.resolve("data"));
        duty = signedIn("duty");
        leader = signedIn("leader");
        gauges = StreamSupport
                .stream(Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations").spliterator(), false)
                .filter(station -> station.path("property").asText().equals("waterLevel") && station.at("/levels/red").isNumber())
                .toList();
    }

    @AfterAll static void stop() { server.close(); }

    private static Person signedIn(String login) {
        var person = new Person(server.web());
        assertThat(person.signIn(login, server.demoPassword(login)).status()).isEqualTo(200);
        return person;
    }

    /** The alarm after that station has measured too much. */
    private static JsonNode alarm(int gauge) {
        var station = gauges.get(gauge);
        String id = station.path("station").asText();
        try (var mqtt = server.mqtt(id.substring("mqtt:".length()))) {
            mqtt.publish("waterLevel", station.at("/levels/red").asDouble() + 0.1, InstantSource.system().instant());
        }
        server.eventually(() -> assertThat(server.web().alarmOf(id)).isPresent());
        return server.web().alarmOf(id).orElseThrow();
    }

    private static String acknowledge(JsonNode alarm) { return "/api/v1/alarms/" + Web.coded(alarm.path("id").asText()) + "/acknowledge"; }

    private static List<JsonNode> log(JsonNode alarm) {
        var lines = server.web().get("/api/v1/log?limit=500&kind=alarm.*&object=" + Web.coded(alarm.at("/properties/objectId").asText()));
        var about = new ArrayList<JsonNode>();
        lines.body().forEach(line -> { if (line.path("kind").asText().contains("acknowledg")) about.add(line); });
        return about;
    }

    /** Goes up by one with each change of what the screens show. */
    private static long version(LiveClient screen, JsonNode alarm) {
        return screen.find("alarms", alarm.path("id").asText()).orElseThrow().at("/properties/version").asLong();
    }

    private static List<Web.Answer> atOnce(int times, Press press) throws Exception {
        var ready = new CountDownLatch(times);
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<Web.Answer>>();
            for (int i = 0; i < times; i++) {
                int hand = i;
                answers.add(hands.submit((Callable<Web.Answer>) () -> {
                    ready.countDown();
                    ready.await();
                    return press.press(hand);
                }));
            }
            var all = new ArrayList<Web.Answer>();
            for (var answer : answers)
                all.add(answer.get());
            return all;
        }
    }

    private interface Press {
        Web.Answer press(int hand);
    }

    @Test void twoHundredAtOnceAreOneTransitionAndTwoHundredEntries() throws Exception {
        var alarm = alarm(0);
        try (var screen = new LiveClient(server.web())) {
            server.eventually(() -> assertThat(screen.find("alarms", alarm.path("id").asText())).isPresent());
            long version = version(screen, alarm);

            var answers = atOnce(TIMES, hand -> (hand % 2 == 0 ? duty : leader).decide(acknowledge(alarm), "hand-" + hand));

            var first = whoWasFirst(answers);
            assertAllAreInTheLog(alarm, first);
            var shown = server.web().alarmOf(alarm.at("/properties/objectId").asText()).orElseThrow();
            assertThat(shown.at("/properties/acknowledgedBy").asText()).isEqualTo(first.at("/by"));
            server.eventually(() -> assertThat(version(screen, alarm)).as("one transition").isEqualTo(version + 1));
        }
    }

    /** One has it; each of the others is told who that is, and since when. */
    private static Web.Answer whoWasFirst(List<Web.Answer> answers) {
        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isEqualTo(200));
        var first = answers.stream().filter(answer -> answer.at("/outcome").equals("acknowledged")).toList();
        assertThat(first).hasSize(1);
        assertThat(first.getFirst().at("/byName")).isIn(DUTY, LEADER);
        var others = answers.stream().filter(answer -> answer.at("/outcome").equals("already")).toList();
        assertThat(others).hasSize(TIMES - 1);
        for (String what : List.of("/by", "/byName", "/at", "/node", "/seq"))
            assertThat(others).as(what).allSatisfy(answer -> assertThat(answer.at(what)).isEqualTo(first.getFirst().at(what)));
        return first.getFirst();
    }

    private static void assertAllAreInTheLog(JsonNode alarm, Web.Answer first) {
        var lines = log(alarm);
        assertThat(lines).hasSize(TIMES);
        assertThat(lines).filteredOn(line -> line.path("kind").asText().equals("alarm.acknowledged"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("seq").asText()).isEqualTo(first.at("/seq")));
        assertThat(lines.stream().collect(Collectors.groupingBy(line -> line.path("actorName").asText(), Collectors.counting())))
                .isEqualTo(Map.of(DUTY, TIMES / 2L, LEADER, TIMES / 2L));
    }

    @Test void theSameKeyAtOnceIsOneEntry() throws Exception {
        var alarm = alarm(1);

        var answers = atOnce(20, hand -> duty.decide(acknowledge(alarm), "one-press"));

        assertThat(answers.stream().map(Web.Answer::text).collect(Collectors.toSet())).as("all are told the same").hasSize(1);
        assertThat(answers.getFirst().at("/outcome")).isEqualTo("acknowledged");
        assertThat(log(alarm)).hasSize(1);
    }

    @Test void whoWasFirstMayTakeItBackAndNobodyElse() {
        var alarm = alarm(2);
        assertThat(duty.decide(acknowledge(alarm), "first").at("/outcome")).isEqualTo("acknowledged");
        assertThat(leader.decide(acknowledge(alarm), "second").at("/byName")).isEqualTo(DUTY);

        var others = leader.decide(acknowledge(alarm) + "/undo", "foreign-undo");
        assertThat(others.status()).isEqualTo(409);
        assertThat(others.at("/detail")).contains(DUTY);
        assertThat(duty.decide(acknowledge(alarm) + "/undo", "undo").at("/outcome")).isEqualTo("undone");
        assertThat(leader.decide(acknowledge(alarm), "third").at("/outcome")).as("it asks everybody again").isEqualTo("acknowledged");

        assertThat(log(alarm).reversed().stream().map(line -> line.path("actorName").asText() + " " + line.path("kind").asText()))
                .containsExactly(DUTY + " alarm.acknowledged", LEADER + " alarm.acknowledged-again", DUTY + " alarm.acknowledgement-undone",
                        LEADER + " alarm.acknowledged");
        var shown = server.web().alarmOf(alarm.at("/properties/objectId").asText()).orElseThrow();
        assertThat(shown.at("/properties/acknowledgedByName").asText()).isEqualTo(LEADER);
    }
}
