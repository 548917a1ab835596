package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code /live} of a real server, read by what {@code docs/live.md} says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class LiveStoryTest {
    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private TestServer server;

    @BeforeAll void start(@TempDir Path temp) { server = TestServer.start(temp.resolve("data")); }

    @AfterAll void stop() { server.close(); }

    @Test void aScreenIsGreetedGetsTheWholePictureAndHearsAHeartbeat() {
        try (var screen = new LiveClient(server.web())) {
            var hello = screen.hello();
            assertThat(hello.path("type").asText()).isEqualTo("hello");
            assertThat(hello.path("protocol").asInt()).isEqualTo(1);
            assertThat(hello.path("version").asText()).isNotBlank();
            assertThat(hello.path("epoch").asText()).matches("[0-9a-f]{16}");
            assertThat(hello.path("serverTime").asLong()).isGreaterThanOrEqualTo(now.toEpochMilli());

            server.eventually(() -> assertThat(screen.isComplete()).isTrue());
            assertThat(screen.epoch()).isEqualTo(hello.path("epoch").asText());
            for (String kind : List.of("stations", "sites", "cameras"))
                assertThat(screen.ids(kind)).as(kind).containsExactlyElementsOf(server.web().items(kind).keySet()).isNotEmpty();
            server.eventually(() -> assertThat(screen.heartbeats()).isGreaterThanOrEqualTo(2));
            assertThat(screen.isComplete()).isTrue();
        }
    }

    @Test void aScreenSeesATrackerComeAndMoveAndAWarningComeAndEnd() {
        try (var screen = new LiveClient(server.web()); var tracker = server.tracker("13800003333")) {
            server.eventually(() -> assertThat(screen.isComplete()).isTrue());
            String id = "jt808:13800003333";

            tracker.report(Tracker.at(121.6, 29.2, now.minusSeconds(60)));
            server.eventually(() -> assertThat(lon(screen, id)).isEqualTo(121.6));
            int moves = screen.moves();
            tracker.report(Tracker.at(121.61, 29.2, now.minusSeconds(50)));
            server.eventually(() -> assertThat(lon(screen, id)).isEqualTo(121.61));
            assertThat(screen.moves()).as("in a few bytes").isGreaterThan(moves);

            var alert = CapText.alert("L1", "qx@wanghai.example", now.minusSeconds(60), CapText.polygon(121.5, 29.1, 121.7, 29.3));
            server.web().postCap(alert.xml());
            server.eventually(() -> assertThat(state(screen, "cap:L1")).isEqualTo("active"));
            server.web().postCap(alert.followedBy("Cancel", "L2", now.minusSeconds(5)).xml());
            server.eventually(() -> assertThat(state(screen, "cap:L1")).isEqualTo("cancelled"));
            assertThat(screen.isComplete()).isTrue();
        }
    }

    @Test void aScreenThatComesBackIsToldWhatItMissedOnly() {
        String resume = leaveAfterSeeing("jt808:13800004444");
        String camera = "33109999991320000444";
        server.web().postCameras("[{\"code\":\"" + camera + "\",\"name\":\"n\",\"online\":true}]");

        try (var screen = new LiveClient(server.web(), resume, "http://127.0.0.1:" + server.web().port())) {
            server.eventually(() -> assertThat(screen.find("cameras", "gb28181:" + camera)).isPresent());
            assertThat(screen.ids("sites")).as("no snapshot").isEmpty();

            screen.ask("{\"since\":-1}");
            server.eventually(() -> assertThat(screen.ids("sites")).isNotEmpty());
        }
    }

    /** How to resume, for a screen that saw the track come and went away. */
    private String leaveAfterSeeing(String track) {
        try (var screen = new LiveClient(server.web()); var tracker = server.tracker("13800004444")) {
            server.eventually(() -> assertThat(screen.isComplete()).isTrue());
            tracker.report(Tracker.at(121.6, 29.2, now.minusSeconds(60)));
            server.eventually(() -> assertThat(screen.find("tracks", track)).isPresent());
            return "?epoch=" + screen.epoch() + "&since=" + screen.to();
        }
    }

    @Test void aPageOfAnotherOriginIsRefused() {
        assertThatThrownBy(() -> new LiveClient(server.web(), "", "http://evil.example")).cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
        assertThat(server.web().send(server.web().request("/api/v1/county").header("Origin", "http://evil.example").GET()).status())
                .isEqualTo(403);
    }

    private static double lon(LiveClient screen, String track) {
        return screen.find("tracks", track).map(feature -> feature.at("/geometry/coordinates/0").asDouble()).orElse(Double.NaN);
    }

    private static String state(LiveClient screen, String warning) {
        return screen.find("warnings", warning).map((JsonNode feature) -> feature.at("/properties/state").asText()).orElse("");
    }
}
