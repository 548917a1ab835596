package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import onemap.story.CapText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wall in a bad hour: it must stand whole and be read from where people sit; A29 of the ux rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class WallTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int ALARMS = 7;
    private static final int MOST_FIGURES = 12;
    /** 2·tan(16′/2): height of a secondary character over the distance it is read from (NUREG-0700, 16 arcmin). */
    private static final double SECONDARY = 2 * Math.tan(Math.toRadians(16 / 60.0) / 2);
    /** What holds text of its own and is seen; symbols inside pictures are exempt, so is the map's own drawing. */
    private static final String TEXTS = """
            [...document.querySelectorAll('body *')].filter((each) => !each.closest('svg') && each.checkVisibility({visibilityProperty: true})
              && [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== ''))""";
    /** Boxes that are too narrow for what they hold, or hide some of it below; the map's canvas reaches beyond its box by design. */
    private static final String CLIPPED = """
            [...document.querySelectorAll('body *')].filter((each) => !each.closest('.leaflet-container, svg, .only-read') && each.clientWidth > 0
              && (each.scrollWidth > each.clientWidth
                || (getComputedStyle(each).overflowY !== 'visible' && each.scrollHeight > each.clientHeight + 1)))""";
    private static final String OUTSIDE = TEXTS + """
            .filter((each) => {
              const {left, right, top, bottom} = each.getBoundingClientRect();
              return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
            })""";
    private static final String SCROLLING = """
            [document.documentElement, document.body].filter((each) => each.scrollWidth > innerWidth || each.scrollHeight > innerHeight)""";
    private static final String NAME = "(each) => `${each.tagName}.${each.className}#${each.id} ${each.textContent.slice(0, 40)}`";

    private DemoDesk demo;

    @BeforeAll void badHour(@TempDir Path temp) throws IOException {
        demo = new DemoDesk(temp.resolve("data"));
        var now = CLOCK.instant();
        var gauges = Gauge.all();
        for (int i = 0; i < ALARMS; i++)
            measure(gauges.get(i), i < 3 ? gauges.get(i).redMetres() + 0.41 : gauges.get(i).yellowMetres() + 0.2, now.minusSeconds(90));
        measure(gauges.get(ALARMS), 0.4, now.minus(Duration.ofMinutes(20)));
        try (var rain = demo.server().mqtt("WH-R-01")) {
            rain.publish("rain1h", 62.5, now);
        }
        try (var tracker = demo.server().tracker("13900000041")) {
            tracker.signIn();
        }
        for (int i = 0; i < 4; i++)
            warn("wall-" + i, now, 121.4 + i * 0.05);
        var alarm = demo.server().web().alarms().getFirst().path("id").asText();
        assertThat(demo.server().web().acknowledge(alarm, "wall", "{}").status()).isEqualTo(200);
    }

    @AfterAll void end() { demo.close(); }

    private void measure(Gauge gauge, double metres, Instant at) {
        try (var station = demo.server().mqtt(gauge.name())) {
            station.publish("waterLevel", metres, at);
        }
    }

    private void warn(String identifier, Instant now, double west) {
        var alert = CapText.alert(identifier, "qx@wanghai.example", now, CapText.polygon(west, 29.1, west + 0.1, 29.3));
        assertThat(demo.server().web().postCap(alert.xml()).status()).isEqualTo(200);
    }

    /** Two walls of ux rules §5.3, told by distance and width, and what is assumed without them. */
    @ParameterizedTest
    @CsvSource({"3840, 2160, 5, 2170, zh", "7680, 4320, 6, 6912, zh", "3840, 2160, 8, 5760, en",
            "3840, 2160, , , zh"}) void standsWholeAndIsReadFromItsDistance(int width, int height, Integer metres, Integer millimetres,
                    String language) {
        String told = metres == null ? "" : "&d=" + metres + "&w=" + millimetres;
        try (var wall = demo.openAsGuest("/wall?lang=" + language + told, width, height)) {
            wall.find("#pairing-code").waitFor();
            wall.until(
                    "__ux.drawn > 20 && document.querySelectorAll('#worst li').length > 1 && document.querySelectorAll('#log li').length > 0");

            wall.eventually(() -> {
                assertThat(names(wall, SCROLLING)).as("scrolling").isEmpty();
                assertThat(names(wall, CLIPPED)).as("clipped").isEmpty();
                assertThat(names(wall, OUTSIDE)).as("out of the wall").isEmpty();
            });
            double least = metres == null ? 0.74 * Math.min(width / 80.0, height / 45.0) : SECONDARY * metres * 1000 * width / millimetres;
            assertThat(names(wall, TEXTS + ".filter((each) => parseFloat(getComputedStyle(each).fontSize) < " + (least - 0.25) + ")"))
                    .as("smaller than " + least + " px")
                    .isEmpty();
            assertThat(wall.find(".number:visible").count()).isBetween(5, MOST_FIGURES);
            assertThat((List<?>) wall.ask("__ux.missingKeys")).isEmpty();
        }
    }

    private static List<?> names(Screen wall, String elements) { return (List<?>) wall.ask("(" + elements + ").map(" + NAME + ")"); }
}
