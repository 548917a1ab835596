package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A typhoon night, told chapter by chapter through the real ports of one server: what devices tell and what the officer does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class StoryTest {
    private static final String STRANGER = "jt808:13800001111";
    private static final String RAFT = "mqtt:RAFT-7";
    /** In the harbour of 望海县. */
    private static final double LON = 121.62;
    private static final double LAT = 29.20;

    private final Instant night = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofMinutes(30));
    private TestServer server;
    private Tracker tracker;
    private Gauge first;
    private Gauge second;

    /** A water level station with a yellow and a red limit. */
    private record Gauge(String id, double yellow, double red, double hysteresis) {
        String name() { return id.substring("mqtt:".length()); }
    }

    @BeforeAll void duskFalls(@TempDir Path temp) throws IOException {
        server = TestServer.start(temp.resolve("data"));
        tracker = server.tracker("13800001111");
        var gauges = new ArrayList<Gauge>();
        for (JsonNode station : Web.JSON.readTree(Path.of("config", "thresholds.json").toFile()).path("stations"))
            if (station.at("/levels/yellow").isNumber() && station.at("/levels/red").isNumber()
                    && station.path("property").asText().equals("waterLevel"))
                gauges.add(new Gauge(station.path("station").asText(), station.at("/levels/yellow").asDouble(),
                        station.at("/levels/red").asDouble(), station.path("hysteresis").asDouble()));
        first = gauges.get(0);
        second = gauges.get(1);
    }

    @AfterAll void dayBreaks() {
        tracker.close();
        server.close();
    }

    @Test
    @Order(1) void aTrackerInNoRegisterSignsInReportsAndAppears() {
        assertThat(server.web().item("tracks", STRANGER).status()).isEqualTo(404);

        assertThat(tracker.signIn()).isEqualTo(Tracker.OK);
        assertThat(tracker.report(Tracker.at(LON, LAT, night))).isEqualTo(Tracker.OK);

        server.eventually(() -> assertThat(server.web().item("tracks", STRANGER).status()).isEqualTo(200));
        var track = server.web().item("tracks", STRANGER);
        assertThat(track.type()).startsWith("application/geo+json");
        assertThat(track.at("/id")).isEqualTo(STRANGER);
        assertThat(track.body().at("/properties/registered").asBoolean(true)).isFalse();
        assertThat(track.at("/properties/source")).isEqualTo(STRANGER);
        assertThat(track.at("/properties/observedAt")).isEqualTo(night.toString());
        assertThat(Instant.parse(track.at("/properties/receivedAt"))).isAfter(night);
        assertTrackerStandsAt(LON, LAT);
    }

    @Test
    @Order(2) void aLatePositionIsKeptButDoesNotMoveIt() {
        long stored = stored("jt808");

        assertThat(tracker.report(Tracker.at(LON - 0.1, LAT, night.minusSeconds(60)))).isEqualTo(Tracker.OK);

        server.eventually(() -> assertThat(stored("jt808")).isEqualTo(stored + 1));
        assertTrackerStandsAt(LON, LAT);
    }

    @Test
    @Order(3) void aBatchIsAnsweredWhenItIsStored() {
        long stored = stored("jt808");
        var fixes = IntStream.rangeClosed(1, 10).mapToObj(i -> Tracker.at(LON + i * 0.001, LAT, night.plusSeconds(i))).toList();

        assertThat(tracker.batch(fixes)).isEqualTo(Tracker.OK);

        assertThat(stored("jt808")).as("without waiting: the answer came after").isEqualTo(stored + 10);
        assertTrackerStandsAt(LON + 0.01, LAT);
    }

    @Test
    @Order(4) void aStationPassesItsYellowThenItsRedLimitAndRaisesOneAlarm() {
        measure(first, first.yellow - 0.5, 0);
        measure(first, first.yellow + 0.1, 1);
        server.eventually(() -> assertThat(severity(first)).isEqualTo("yellow"));
        measure(second, second.yellow + 0.1, 2);
        server.eventually(() -> assertThat(severity(second)).isEqualTo("yellow"));
        measure(first, first.red + 0.1, 3);
        server.eventually(() -> assertThat(severity(first)).isEqualTo("red"));

        var alarms = server.web().alarms();
        assertThat(alarms).extracting(alarm -> alarm.at("/properties/objectId").asText())
                .as("one for each station, red first")
                .containsExactly(first.id, second.id);
        var red = alarms.getFirst().path("properties");
        assertThat(red.path("value").asDouble()).isEqualTo(first.red + 0.1);
        assertThat(red.path("limit").asDouble()).isEqualTo(first.red);
        assertThat(red.path("unit").asText()).isEqualTo("m");
        assertThat(red.path("adviceKey").asText()).isNotBlank();
        assertThat(red.path("acknowledged").asBoolean(true)).isFalse();
        assertThat(alarms.getFirst().at("/geometry/type").asText()).isEqualTo("Point");
        assertThat(server.web().item("stations", first.id).at("/properties/severity")).isEqualTo("red");
    }

    @Test
    @Order(5) void theOfficerTakesTheRedAlarmAndIsToldSo() {
        String alarm = alarmOf(first);
        assertThat(server.web().acknowledge(alarm, "", "{}").status()).as("without a key").isEqualTo(400);
        assertThat(server.web().acknowledge("threshold.nobody.1", "k0", "{}").status()).isEqualTo(404);

        var taken = server.web().acknowledge(alarm, "night-1", "{}");

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.at("/outcome")).isEqualTo("acknowledged");
        assertThat(taken.at("/by")).startsWith("t-");
        assertThat(taken.at("/byName")).isEqualTo("test");
        assertThat(taken.at("/durability")).isEqualTo("local");
        assertThat(taken.body().path("seq").asLong()).isPositive();
        assertThat(server.web().alarmOf(first.id).orElseThrow().at("/properties/acknowledged").asBoolean()).isTrue();
        assertThat(server.web().acknowledge(alarm, "night-1", "{}").body()).as("the first answer again").isEqualTo(taken.body());
        var other = server.web().acknowledge(alarm, "night-1", "{\"remark\":\"x\"}");
        assertThat(other.status()).as("same key, other body").isEqualTo(422);
        assertThat(other.type()).startsWith("application/problem+json");
        assertThat(server.web().acknowledge(alarmOf(second), "night-1", "{}").status()).as("same key, other alarm").isEqualTo(422);
        var again = server.web().acknowledge(alarm, "night-2", "{}");
        assertThat(again.at("/outcome")).isEqualTo("already");
        assertThat(again.at("/at")).as("of the first").isEqualTo(taken.at("/at"));
        assertThat(again.at("/byName")).isEqualTo("test");
        assertThat(logKinds()).contains("alarm.raised", "alarm.acknowledged", "alarm.acknowledged-again");
    }

    @Test
    @Order(6) void theWaterFallsAndTheAlarmsReturnAndEnd() {
        measure(first, first.red - first.hysteresis / 2, 4);
        measure(first, first.yellow - first.hysteresis / 2, 5);
        server.eventually(() -> assertThat(severity(first)).as("within the hysteresis of yellow").isEqualTo("yellow"));
        assertThat(server.web().alarmOf(first.id).orElseThrow().at("/properties/acknowledged").asBoolean()).as("a fall keeps it").isTrue();

        measure(first, first.yellow - 1, 6);
        measure(second, second.yellow - 1, 7);

        server.eventually(() -> assertThat(server.web().alarmOf(first.id)).as("taken and over: ended").isEmpty());
        server.eventually(
                () -> assertThat(server.web().alarmOf(second.id).orElseThrow().at("/properties/state").asText()).isEqualTo("returned"));
        assertThat(server.web().acknowledge(alarmOf(second), "night-3", "{}").at("/outcome")).isEqualTo("acknowledged");
        assertThat(server.web().alarms()).isEmpty();
        assertThat(logKinds()).contains("alarm.returned", "alarm.ended");
    }

    @Test
    @Order(7) void camerasSayWhetherTheyAreOnline() {
        String known = server.web().items("cameras").keySet().iterator().next();
        assertThat(server.web().item("cameras", known).body().at("/properties/online").isNull()).as("not heard yet").isTrue();

        var answer = server.web().postCameras("""
                [{"code": "%s", "name": "x", "online": true},
                 {"code": "33109999991320000999", "name": "码头", "position": [%s, %s], "streamUrl": "rtsp://10.1.2.3/live", "online": false}]
                """.formatted(known.substring(known.indexOf(':') + 1), LON, LAT));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/stored")).isEqualTo("2");
        assertThat(answer.at("/durability")).isEqualTo("local");
        server.eventually(() -> assertThat(server.web().item("cameras", known).body().at("/properties/online").asBoolean()).isTrue());
        var stranger = server.web().item("cameras", "gb28181:33109999991320000999").body();
        assertThat(stranger.at("/properties/online").asBoolean(true)).isFalse();
        assertThat(stranger.at("/properties/registered").asBoolean(true)).isFalse();
        assertThat(stranger.at("/geometry/coordinates/0").asDouble()).isEqualTo(LON);
    }

    @Test
    @Order(8) void aDeviceInNoRegisterIsOffTheMapUntilSomebodyPlacesIt() {
        try (var raft = server.mqtt("RAFT-7")) {
            raft.publish("windSpeed", 12.5, night);
        }
        server.eventually(() -> assertThat(server.web().item("stations", RAFT).status()).isEqualTo(200));
        assertThat(server.web().item("stations", RAFT).body().path("geometry").isNull()).isTrue();
        String place = "{\"lonDegrees\":121.7,\"latDegrees\":29.1,\"name\":\"七号浮标\"}";
        assertThat(server.web().place(RAFT, "", place).status()).isEqualTo(400);
        assertThat(server.web().place(RAFT, "p0", "{\"lonDegrees\":121.7,\"latDegrees\":91}").status()).isEqualTo(400);
        assertThat(server.web().place("mqtt:NOBODY", "p1", place).status()).isEqualTo(404);
        assertThat(server.web().place(first.id, "p2", place).status()).as("stands in a register").isEqualTo(409);

        var placed = server.web().place(RAFT, "p3", place);

        assertThat(placed.status()).isEqualTo(200);
        assertThat(placed.at("/outcome")).isEqualTo("placed");
        assertThat(server.web().place(RAFT, "p3", place).body()).isEqualTo(placed.body());
        assertThat(server.web().place(RAFT, "p3", place.replace("121.7", "121.8")).status()).isEqualTo(422);
        server.eventually(() -> assertThat(server.web().item("stations", RAFT).at("/properties/name")).isEqualTo("七号浮标"));
        assertRaftIsPlaced();
        assertThat(server.web().item("stations", RAFT).body().at("/properties/readings/windSpeed/value").asDouble()).isEqualTo(12.5);
    }

    @Test
    @Order(9) void everySourceIdOfARegisteredThingLeadsToTheOneFeature() throws IOException {
        for (var register : Map.of("stations", "stations", "vehicles", "tracks").entrySet()) {
            var rows = Web.JSON.readTree(Path.of("gis-data", register.getKey() + ".geojson").toFile()).path("features");
            for (JsonNode row : rows) {
                var aliases = new ArrayList<String>(List.of("site:" + row.at("/properties/id").asText()));
                row.at("/properties/sources").forEach(source -> aliases.add(source.asText()));
                assertThat(aliases).extracting(alias -> server.web().item(register.getValue(), alias).at("/id"))
                        .as(row.at("/properties/name").asText())
                        .containsOnly(aliases.get(1));
            }
        }
    }

    @Test
    @Order(10) void whenTheServerIsStoppedItSaysGoodbyeAndComesBackTheSame() {
        var screen = new LiveClient(server.web());
        server.eventually(() -> assertThat(screen.isComplete()).isTrue());
        measure(second, second.red + 0.2, 8);
        server.eventually(() -> assertThat(severity(second)).isEqualTo("red"));
        var before = picture();

        var exit = server.sigterm();

        assertThat(exit.code()).isZero();
        assertThat(exit.after()).isLessThan(Duration.ofSeconds(10));
        assertThat(screen.closeCode()).as("going away, RFC 6455, 7.4.1").isEqualTo(1001);
        tracker.awaitHangUp();

        server = server.restart();

        assertThat(picture()).isEqualTo(before);
        assertRaftIsPlaced();
        assertTrackerStandsAt(LON + 0.01, LAT);
    }

    private void measure(Gauge gauge, double metres, int minute) {
        try (var station = server.mqtt(gauge.name())) {
            station.publish("waterLevel", metres, night.plus(Duration.ofMinutes(minute)));
        }
    }

    private String severity(Gauge gauge) {
        return server.web().alarmOf(gauge.id).map(alarm -> alarm.at("/properties/severity").asText()).orElse("none");
    }

    private String alarmOf(Gauge gauge) { return server.web().alarmOf(gauge.id).orElseThrow().path("id").asText(); }

    private List<String> logKinds() {
        var kinds = new ArrayList<String>();
        server.web().get("/api/v1/log?limit=100").body().forEach(line -> kinds.add(line.path("kind").asText()));
        return kinds;
    }

    private long stored(String feed) { return server.web().books(feed).at("/reports/stored").asLong(); }

    private void assertTrackerStandsAt(double lonDegrees, double latDegrees) {
        var at = server.web().item("tracks", STRANGER).body().at("/geometry/coordinates");
        assertThat(at.get(0).asDouble()).isEqualTo(lonDegrees, within(1e-6));
        assertThat(at.get(1).asDouble()).isEqualTo(latDegrees, within(1e-6));
    }

    private void assertRaftIsPlaced() {
        var at = server.web().item("stations", RAFT).body().at("/geometry/coordinates");
        assertThat(at.get(0).asDouble()).isEqualTo(121.7);
        assertThat(at.get(1).asDouble()).isEqualTo(29.1);
    }

    /** Everything there is to see, but for the versions, which count a process' changes. */
    private Map<String, Object> picture() {
        var picture = new TreeMap<String, Object>();
        for (String kind : List.of("tracks", "stations", "sites", "cameras", "warnings"))
            server.web().items(kind).forEach((id, feature) -> picture.put(id, withoutVersion(feature)));
        server.web().alarms().forEach(alarm -> picture.put(alarm.path("id").asText(), withoutVersion(alarm)));
        return picture;
    }

    private static JsonNode withoutVersion(JsonNode feature) {
        ((ObjectNode) feature.path("properties")).remove("version");
        return feature;
    }
}
