package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import onemap.story.CapText;
import onemap.story.TestServer;
import onemap.story.Tracker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a screen shows when its server falls silent or dies, and how it heals; A10 and A11 of the ux rules.
 *
 * <p>The page itself measures, by its own clock. A loaded machine makes its timers late and nobody can help that, so the page also measures by how much:
 * each limit below is the rule's, plus the longest time in which the page could do nothing ({@code witness.stall}, some milliseconds when it is quiet).
 */
@Timeout(300)
class LinkTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int FRAME_RED = 0xE5383B;
    private static final String VEHICLE = "jt808:13900000041";
    /** Writes down when the link's state changes, when sockets open and end, and how late timers are. */
    private static final String WITNESS = """
            const EVERY = 50;
            const witness = {states: [], opened: [], closed: [], stall: 0};
            window.witness = witness;
            let due = performance.now() + EVERY;
            setInterval(() => {
              witness.stall = Math.max(witness.stall, performance.now() - due);
              due = performance.now() + EVERY;
            }, EVERY);
            window.WebSocket = class extends WebSocket {
              constructor(...address) {
                super(...address);
                witness.opened.push(performance.now());
                this.addEventListener('close', () => witness.closed.push(performance.now()));
              }
            };
            addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
              const state = document.body.dataset.link;
              const last = witness.states.at(-1);
              if (state && state !== last?.state) witness.states.push({state, silence: window.__ux?.lagMs ?? 0, at: performance.now()});
            }).observe(document.body, {attributes: true, attributeFilter: ['data-link']}));""";

    @TempDir Path temp;
    private DemoDesk demo;

    @BeforeEach void begin() { demo = new DemoDesk(temp.resolve("data")); }

    @AfterEach void end() { demo.close(); }

    private static Instant now() { return CLOCK.instant(); }

    /** A10. */
    @Test void aSilentServerIsLateThenBrokenAndHeals() {
        try (var desk = demo.open("/", WITNESS)) {
            assertThat(desk.find(".link-banner").isVisible()).isFalse();
            desk.ask("witness.stall = 0");

            demo.server().halt();
            try {
                desk.find("body[data-link=broken]").waitFor();
                assertThat(silenceAt(desk, "late")).isBetween(3000.0, 4000 + stall(desk));
                assertThat(silenceAt(desk, "broken")).isBetween(5000.0, 6000 + stall(desk));
                assertBrokenLooks(desk);
            } finally {
                demo.server().goOn();
            }

            desk.awaitLive();
            assertThat(desk.find(".link-banner").isVisible()).isFalse();
            assertThat(desk.find(".link-frame").isVisible()).isFalse();
            assertThat(mapFilter(desk)).isEqualTo("none");
        }
    }

    private static double stall(Screen desk) { return desk.number("witness.stall"); }

    /** How long nothing had come when the page went into that state last. */
    private static double silenceAt(Screen desk, String state) {
        return desk.number("witness.states.findLast(({state}) => state === '" + state + "').silence");
    }

    private static void assertBrokenLooks(Screen desk) {
        var picture = desk.picture();
        int right = picture.getWidth() - 3;
        int bottom = picture.getHeight() - 3;
        for (int[] corner : new int[][]{{2, 2}, {right, 2}, {2, bottom}, {right, bottom}})
            assertThat(picture.getRGB(corner[0], corner[1]) & 0xffffff).isEqualTo(FRAME_RED);
        assertThat(desk.find(".link-banner").isVisible()).isTrue();
        assertThat(desk.find(".link-banner").textContent()).containsPattern("连接中断 \\d\\d:\\d\\d · 显示 \\d\\d:\\d\\d:\\d\\d 的数据");
        assertThat(mapFilter(desk)).contains("saturate");
        assertThat(desk.find("#link .link-word").textContent()).isEqualTo("中断");
    }

    private static String mapFilter(Screen desk) {
        return (String) desk.ask("getComputedStyle(document.querySelector('.leaflet-map-pane')).filter");
    }

    /** A11. */
    @Test void aDeadServerShowsAtOnceIsSoughtAgainAndItsPictureHeals() {
        var address = new String[]{"--set", "web.port=" + demo.server().port("web.port")};
        try (var tracker = demo.server().tracker("13900000041")) {
            tracker.signIn();
            tracker.report(Tracker.at(121.52, 29.20, now().minusSeconds(30)));
        }
        try (var desk = demo.open("/", WITNESS)) {
            desk.until("__ux.entity('" + VEHICLE + "').lon > 121");
            desk.ask("witness.stall = 0");

            demo.server().kill9();
            desk.find("body[data-link=broken]").waitFor();
            assertThat(silenceAt(desk, "broken")).as("a closed socket breaks the link at once").isLessThan(3000 + stall(desk));
            assertBrokenLooks(desk);
            desk.until("witness.opened.length > 4");
            assertPauses(desk, 500, 1000, 2000, 4000);

            try (var again = TestServer.start(demo.server().data(), address);
                    var tracker = again.tracker("13900000041");
                    var stranger = again.tracker("13800004444")) {
                for (Tracker each : List.of(tracker, stranger)) {
                    each.signIn();
                    each.report(Tracker.at(121.55, 29.22, now()));
                }
                var area = CapText.polygon(121.5, 29.2, 121.6, 29.3);
                assertThat(again.web().postCap(CapText.alert("link-1", "qx@wanghai.example", now(), area).xml()).status()).isEqualTo(200);

                desk.awaitLive();
                assertThat(desk.find(".link-banner").isVisible()).isFalse();
                desk.eventually(() -> assertSamePicture(desk, again));
                desk.until("__ux.rows === " + placed(again));
            }
        }
    }

    /** Pauses between the end of one socket and the next attempt, each within a fifth of the rule's. */
    private static void assertPauses(Screen desk, double... millis) {
        for (int i = 0; i < millis.length; i++) {
            double pause = desk.number("witness.opened[" + (i + 1) + "] - witness.closed[" + i + "]");
            assertThat(pause).as("pause before attempt " + (i + 1)).isBetween(millis[i] * 0.8 - 10, millis[i] * 1.2 + 10 + stall(desk));
        }
    }

    /** Nothing lost, nothing twice, everything where the server says. */
    private static void assertSamePicture(Screen desk, TestServer server) {
        for (String kind : List.of("tracks", "stations", "sites", "cameras", "warnings")) {
            var ids = ((List<?>) desk.ask("__ux.ids('" + kind + "')")).stream().map(String::valueOf).toList();
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(ids)).as(kind).isEqualTo(features(server, kind).keySet());
        }
        features(server, "tracks").forEach((id, track) -> {
            if (track.path("geometry").isNull()) return;
            var here = (Map<?, ?>) desk.page().evaluate("id => ({lon: __ux.entity(id).lon})", id);
            assertThat(((Number) here.get("lon")).doubleValue()).as(id)
                    .isEqualTo(track.at("/geometry/coordinates/0").asDouble(), within(1e-6));
        });
    }

    /** Things of the picture that have a point. */
    private static long placed(TestServer server) {
        return List.of("tracks", "stations", "sites", "cameras")
                .stream()
                .flatMap(kind -> features(server, kind).values().stream())
                .filter((JsonNode feature) -> feature.at("/geometry/type").asText().equals("Point"))
                .count();
    }

    /** What machines are told of that kind, by id. */
    private static Map<String, JsonNode> features(TestServer server, String kind) {
        var features = new TreeMap<String, JsonNode>();
        var answer = server.web().get("/ogc/collections/" + kind + "/items?limit=10000").body();
        answer.path("features").forEach(feature -> features.put(feature.path("id").asText(), feature));
        return features;
    }
}
