package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import onemap.access.Role;
import onemap.domain.Area;

/**
 * Officers who take alarms and take that back, write into the duty log 值班日志 and correct it, and place devices, as fast as they are answered, until the
 * server is gone. The first two have an alarm each, the others contend for one.
 */
final class OfficersLoad {
    private static final List<Role> ROLES = List.of(Role.DUTY_OFFICER, Role.LEADER, Role.DUTY_OFFICER, Role.COMMANDER);
    private static final double LAT = 29.25;
    /** GB/T 28181 codes that stand in no register, without their last six digits. */
    private static final String CODE = "33109999991329";

    private final Acknowledged acknowledged;
    private final Deeds deeds;
    private final Instant start;
    private final List<Gauge> gauges;
    private final List<String> tokens;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger levels = new AtomicInteger();
    private final AtomicInteger cameras = new AtomicInteger();
    private List<Thread> officers = List.of();

    /** A station and a limit of its water level. */
    record Gauge(String station, double limit) {}

    /** @param cameras a client that may tell of cameras */
    private record Officer(String id, String token, Web web, Web cameras) {}

    /**
     * @param data   of a server that has not been started yet
     * @param start  of all observations
     * @param gauges three whose alarms are taken
     */
    OfficersLoad(Path data, Acknowledged acknowledged, Deeds deeds, Instant start, List<Gauge> gauges) {
        this.acknowledged = acknowledged;
        this.deeds = deeds;
        this.start = start;
        this.gauges = List.copyOf(gauges);
        tokens = ROLES.stream().map(role -> TestServer.issueToken(data, role, Area.COUNTY)).toList();
    }

    void begin(TestServer server) {
        var alarms = gauges.stream().map(gauge -> openAlarm(server, gauge)).toList();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            int at = Math.min(i, gauges.size() - 1);
            threads.add(Thread.ofVirtual().start(() -> work(server, token, gauges.get(at).station(), alarms.get(at))));
        }
        officers = threads;
    }

    /** After the server is gone. */
    void awaitEnd() throws InterruptedException {
        for (Thread officer : officers)
            if (!officer.join(Duration.ofSeconds(60))) throw new AssertionError("an officer still waits for a server that is gone");
    }

    /** One that nobody has taken; an alarm that was taken ends when the water falls, and a new one is raised when it rises. */
    private String openAlarm(TestServer server, Gauge gauge) {
        var standing = untaken(server, gauge);
        if (standing.isPresent()) return standing.get();
        try (var station = server.mqtt(gauge.station().substring("mqtt:".length()))) {
            for (double metres : new double[]{gauge.limit() - 1, gauge.limit() + 0.1})
                station.publish("waterLevel", metres, start.plusSeconds(levels.getAndIncrement()));
        }
        server.eventually(() -> assertThat(untaken(server, gauge)).as("alarm of %s", gauge).isPresent());
        return untaken(server, gauge).orElseThrow();
    }

    private static Optional<String> untaken(TestServer server, Gauge gauge) {
        return server.web()
                .alarmOf(gauge.station())
                .filter(alarm -> !alarm.at("/properties/acknowledged").asBoolean()
                        && alarm.at("/properties/state").asText().equals("active"))
                .map(alarm -> alarm.path("id").asText());
    }

    private void work(TestServer server, String token, String station, String alarm) {
        try (var web = server.web().as(token)) {
            var officer = new Officer(web.get("/api/v1/session").at("/user"), token, web, server.web());
            while (true) {
                var taken = take(officer, station, alarm);
                var note = note(officer);
                if (taken.path("outcome").asText().equals("acknowledged")) undo(officer, station, alarm);
                correct(officer, note);
                place(officer);
            }
        } catch (UncheckedIOException gone) {
            // the server was killed
        } catch (RuntimeException | AssertionError wrong) {
            acknowledged.fault(wrong);
        }
    }

    private JsonNode take(Officer officer, String station, String alarm) {
        return act(officer, Deed.Kind.TAKE, station, "/api/v1/alarms/" + Web.coded(alarm) + "/acknowledge", "{}");
    }

    private JsonNode undo(Officer officer, String station, String alarm) {
        return act(officer, Deed.Kind.UNDO, station, "/api/v1/alarms/" + Web.coded(alarm) + "/acknowledge/undo", "{}");
    }

    private JsonNode note(Officer officer) {
        return act(officer, Deed.Kind.NOTE, "", "/api/v1/log", Deed.json(Map.of("text", "第 " + numbers.get() + " 次巡查,堤坝完好")));
    }

    private JsonNode correct(Officer officer, JsonNode note) {
        String path = "/api/v1/log/" + note.path("node").asText() + "/" + note.path("seq").asLong() + "/correction";
        return act(officer, Deed.Kind.CORRECT, "", path, Deed.json(Map.of("text", "更正 " + numbers.get(), "reason", "现场复核")));
    }

    private JsonNode place(Officer officer) {
        int n = cameras.getAndIncrement();
        String code = CODE + String.format("%06d", n);
        var told = officer.cameras()
                .postCameras("[{\"code\":\"" + code + "\",\"online\":true,\"observedAt\":\"" + start.plusSeconds(n) + "\"}]");
        if (told.status() != 200) throw new AssertionError("owed 200, answered " + told);
        String device = "gb28181:" + code;
        var body = Map.of("lonDegrees", 121.4 + n % 1_000 * 1e-4, "latDegrees", LAT, "name", "临时 " + n);
        return act(officer, Deed.Kind.PLACE, device, "/api/v1/devices/" + Web.coded(device) + "/place", Deed.json(body));
    }

    private JsonNode act(Officer officer, Deed.Kind kind, String object, String path, String body) {
        var deed = new Deed(kind, officer.id(), officer.token(), object, path, "officer-" + numbers.incrementAndGet(), body);
        deeds.asked(deed);
        var answer = officer.web().act(path, deed.key(), body);
        if (answer.status() != 200) throw new AssertionError("owed 200 for " + deed + ", answered " + answer);
        deeds.answered(deed, answer.body());
        acknowledged.answered();
        return answer.body();
    }
}
