package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that admits registered devices only: strangers are told so and listed, and never stand on the map. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class AdmissionTest {
    private static final String OFFICE = "qx@wanghai.example";
    private static final int NO_SUCH_TERMINAL = 4;

    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    private TestServer server;

    @BeforeAll void start(@TempDir Path temp) {
        server = TestServer.start(temp.resolve("data"), "--set", "feeds.jt808.admission=registered", "--set",
                "feeds.mqtt.admission=registered",
                "--set", "feeds.cameras.admission=registered", "--set", "feeds.cap.admission=registered", "--set",
                "feeds.cap.senders=[\"" + OFFICE + "\"]");
    }

    @AfterAll void stop() { server.close(); }

    @Test void anUnknownTrackerIsRefusedListedAndNotShown() {
        try (var stranger = server.tracker("13800007777")) {
            assertThat(stranger.register().result()).isEqualTo(NO_SUCH_TERMINAL);
            assertThat(stranger.report(Tracker.at(121.6, 29.2, now))).isEqualTo(Tracker.FAILED);
        }

        var device = listed("jt808", "jt808:13800007777");
        assertThat(device.path("attempts").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(server.web().refusedReports("jt808", "unknown_device")).isEqualTo(1);
        assertThat(server.web().item("tracks", "jt808:13800007777").status()).isEqualTo(404);
    }

    @Test void aRegisteredTrackerMustAuthenticateFirst() {
        String known = server.web().items("tracks").keySet().iterator().next();
        try (var tracker = server.tracker(known.substring("jt808:".length()))) {
            assertThat(tracker.report(Tracker.at(121.6, 29.2, now))).isEqualTo(Tracker.FAILED);
            assertThat(server.web().refusedReports("jt808", "not_authenticated")).isEqualTo(1);
            assertThat(tracker.say(tracker.device().authenticate("0123456789abcdef"))).isEqualTo(Tracker.FAILED);
            assertThat(server.web().note("jt808", "auth_failed")).isEqualTo(1);

            assertThat(tracker.signIn()).isEqualTo(Tracker.OK);

            assertThat(tracker.report(Tracker.at(121.6, 29.2, now))).isEqualTo(Tracker.OK);
            server.eventually(() -> assertThat(server.web().item("tracks", known).at("/properties/observedAt")).isEqualTo(now.toString()));
        }
    }

    @Test void anUnknownStationIsRefusedListedAndNotShown() {
        try (var stranger = server.mqtt("NOBODY-1")) {
            stranger.publish("windSpeed", 3, now);
        }

        assertThat(listed("mqtt", "mqtt:NOBODY-1").path("attempts").asLong()).isEqualTo(1);
        assertThat(server.web().refusedFrames("mqtt", "unknown_device")).isEqualTo(1);
        assertThat(server.web().item("stations", "mqtt:NOBODY-1").status()).isEqualTo(404);
    }

    @Test void anUnknownCameraIsRefusedListedAndNotShown() {
        var answer = server.web().postCameras("[{\"code\":\"33109999991320000777\",\"online\":true}]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.at("/title")).isEqualTo("unknown_device");
        assertThat(listed("gb28181", "gb28181:33109999991320000777").isMissingNode()).isFalse();
        assertThat(server.web().item("cameras", "gb28181:33109999991320000777").status()).isEqualTo(404);
    }

    @Test void anUnknownOfficeIsRefusedListedAndNotShown() {
        var own = CapText.alert("G1", OFFICE, now, "");
        var stranger = CapText.alert("G2", "x@evil.example", now, "");

        assertThat(server.web().postCap(own.xml()).status()).isEqualTo(200);
        assertThat(server.web().postCap(stranger.xml()).at("/title")).isEqualTo("unknown_sender");

        assertThat(listed("cap", "cap:x@evil.example").isMissingNode()).isFalse();
        assertThat(server.web().items("warnings")).containsOnlyKeys("cap:G1");
    }

    private JsonNode listed(String feed, String id) {
        for (JsonNode device : server.web().quarantine(feed).path("devices"))
            if (device.path("id").asText().equals(id)) return device;
        throw new AssertionError(id + " is not listed");
    }
}
