package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onemap.browser.Screen.Spot;
import onemap.story.Tracker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Symbols on the canvas of the real page: where they stand, what a click finds, how old ones look. The checks named A… are those of the ux rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SymbolTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final int SYMBOLS = 20;
    /** Tokens {@code --bg} and {@code --sprite}. */
    private static final int BACKGROUND = 0x0B1016;
    private static final int FILL = 0x22303D;
    /** A7. */
    private static final String NO_WEBGL = """
            const real = HTMLCanvasElement.prototype.getContext;
            window.refused = 0;
            HTMLCanvasElement.prototype.getContext = function (type, ...rest) {
              if (!/webgl/.test(type)) return real.call(this, type, ...rest);
              window.refused++;
              return null;
            };""";
    private static final String PAINTED = "document.querySelector('.leaflet-sprites-pane canvas').toDataURL()";

    private DemoDesk demo;
    private List<Gauge> gauges;

    @BeforeAll void begin(@TempDir Path temp) throws IOException {
        demo = new DemoDesk(temp.resolve("data"));
        gauges = Gauge.all();
    }

    @AfterAll void end() { demo.close(); }

    private void measure(Gauge gauge, double metres, Instant at) {
        try (var station = demo.server().mqtt(gauge.name())) {
            station.publish("waterLevel", metres, at);
        }
    }

    /** A5: by the layer's own books for all symbols, by its pixels for those that stand alone. */
    @Test void afterAZoomEverySymbolStandsWithinAPixelOfItsPlace() {
        try (var desk = demo.open("/#c=29.20,121.50,11.25&l=shelter&lab=0")) {
            for (double zoom : new double[]{12.25, 11.25}) {
                String key = zoom > 12 ? "q" : "e";
                desk.page().keyboard().press(key);
                desk.until("__ux.zoom === " + zoom);
                desk.eventually(() -> assertThat(alone(desk)).hasSizeGreaterThan(5));
                desk.eventually(() -> {
                    var some = shuffled(symbols(desk), 5);
                    assertThat(some).hasSizeGreaterThanOrEqualTo(SYMBOLS);
                    assertThat(some.subList(0, SYMBOLS)).allSatisfy(
                            symbol -> assertThat(symbol.getValue().distance(place(desk, symbol.getKey()))).isLessThanOrEqualTo(1));
                });
                var picture = desk.picture();
                for (String id : alone(desk))
                    assertThat(centre(picture, desk.onPage(place(desk, id))).distance(desk.onPage(place(desk, id)))).as(id)
                            .isLessThanOrEqualTo(1.5);
            }
        }
    }

    private static Spot place(Screen desk, String id) {
        return desk.project(desk.number("__ux.entity('" + id + "').lon"), desk.number("__ux.entity('" + id + "').lat"));
    }

    /** Middle of a shelter's square, found by its edge, which is brighter than the map. */
    private static Spot centre(BufferedImage picture, Spot about) {
        Rectangle edge = null;
        for (int y = (int) about.y() - 14; y <= about.y() + 14; y++)
            for (int x = (int) about.x() - 14; x <= about.x() + 14; x++)
                if ((picture.getRGB(x, y) & 0xff) > 140) {
                    var pixel = new Rectangle(x, y, 1, 1);
                    edge = edge == null ? pixel : edge.union(pixel);
                }
        assertThat(edge).as("nothing bright about " + about).isNotNull();
        return new Spot(edge.getCenterX(), edge.getCenterY());
    }

    /** Symbols under no panel and no other symbol. */
    private static List<String> alone(Screen desk) {
        var symbols = symbols(desk);
        return symbols.keySet()
                .stream()
                .filter(id -> symbols.values().stream().filter(other -> other.distance(symbols.get(id)) < 32).count() == 1)
                .toList();
    }

    /** Drawn symbols that a pointer can reach, with where they were drawn. */
    private static Map<String, Spot> symbols(Screen desk) {
        var found = (List<?>) desk
                .ask("""
                        (() => {
                          const box = document.getElementById('map').getBoundingClientRect();
                          const free = ({x, y}) => [[0, 0], [-14, -14], [14, -14], [-14, 14], [14, 14]].every(([dx, dy]) =>
                            document.elementFromPoint(box.x + x + dx, box.y + y + dy)?.id === 'map');
                          return __ux.inView().map((id) => [id, __ux.spriteAt(id)]).filter(([, at]) => at.drawn && free(at)).map(([id, {x, y}]) => [id, x, y]);
                        })()""");
        var symbols = new LinkedHashMap<String, Spot>();
        for (Object each : found) {
            var row = (List<?>) each;
            symbols.put((String) row.get(0), new Spot(((Number) row.get(1)).doubleValue(), ((Number) row.get(2)).doubleValue()));
        }
        return symbols;
    }

    private static List<Map.Entry<String, Spot>> shuffled(Map<String, Spot> symbols, long seed) {
        var list = new ArrayList<>(symbols.entrySet());
        Collections.shuffle(list, new Random(seed));
        return list;
    }

    /** A6. */
    @Test void aClickOnASymbolSelectsIt() {
        try (var desk = demo.open("/#c=29.21,121.50,12.5&l=level,rain,shelter,risk")) {
            desk.eventually(() -> assertThat(symbols(desk)).hasSizeGreaterThan(SYMBOLS));
            int clicked = 0;
            for (var symbol : shuffled(symbols(desk), 6)) {
                if (neighbours(desk, symbol.getValue()) > 1) continue;
                desk.click(symbol.getValue());
                assertThat(desk.ask("__ux.selected")).isEqualTo(symbol.getKey());
                if (++clicked == SYMBOLS) break;
            }
            assertThat(clicked).isEqualTo(SYMBOLS);
        }
    }

    /** Symbols and dots that share its spot: a click on them asks which is meant. */
    private static int neighbours(Screen desk, Spot spot) {
        return ((Number) desk.page()
                .evaluate(
                        "([x, y]) => __ux.inView().filter((id) => Math.hypot(__ux.spriteAt(id).x - x, __ux.spriteAt(id).y - y) <= 7).length",
                        List.of(spot.x(), spot.y())))
                .intValue();
    }

    /** A6: the worst lies on top, though another is nearer. */
    @Test void aClickBetweenTwoFindsTheWorse() {
        var red = gauges.get(0);
        measure(red, red.redMetres() + 0.1, CLOCK.instant());
        var place = placeOf(red);
        try (var desk = demo.open(closeTo(place) + "&l=level,track"); var tracker = demo.server().tracker("13800002222")) {
            double pixelsPerDegree = desk.project(place[0] + 0.001, place[1]).distance(desk.project(place[0], place[1])) / 0.001;
            tracker.signIn();
            tracker.report(Tracker.at(place[0] + 17 / pixelsPerDegree, place[1], CLOCK.instant()));
            desk.eventually(() -> assertThat(desk.symbol("jt808:13800002222")).isPresent());
            desk.eventually(() -> assertThat(desk.ask("__ux.entity('" + red.id() + "').properties.severity")).isEqualTo("red"));
            var station = desk.symbol(red.id()).orElseThrow();

            desk.click(new Spot(station.x() + 10, station.y()));

            desk.eventually(() -> assertThat(desk.ask("__ux.selected")).isEqualTo(red.id()));
        }
    }

    @Test void aClickOnTwoThatStandOnOneSpotAsksWhichIsMeant() {
        try (var desk = demo.open("/#c=29.10,121.70,14&l=track");
                var one = demo.server().tracker("13800003331");
                var two = demo.server().tracker("13800003332")) {
            for (Tracker tracker : List.of(one, two)) {
                tracker.signIn();
                tracker.report(Tracker.at(121.70, 29.10, CLOCK.instant()));
            }
            desk.until("__ux.spriteAt('jt808:13800003331') && __ux.spriteAt('jt808:13800003332')");

            desk.click(desk.project(121.70, 29.10));

            desk.find("#spider").waitFor();
            assertThat(desk.find("#spider .row").count()).isEqualTo(2);
            desk.find("#spider .row").last().click();
            assertThat((String) desk.ask("__ux.selected")).startsWith("jt808:1380000333");
            assertThat(desk.find("#spider").isVisible()).isFalse();
        }
    }

    /** The address of a view where a pixel is some nine metres. */
    private static String closeTo(double[] place) {
        return "/#c=" + place[1] + "," + place[0] + ",14&lab=0";
    }

    private double[] placeOf(Gauge gauge) {
        var place = demo.server().web().item("stations", gauge.id()).body().at("/geometry/coordinates");
        return new double[]{place.get(0).asDouble(), place.get(1).asDouble()};
    }

    /** A7. */
    @Test void paintsTheSameWhereWebGlIsRefused() {
        String here = "/#c=29.21,121.50,12.5&l=shelter,risk,team&lab=0";
        try (var plain = demo.open(here); var refusing = demo.open(here, NO_WEBGL)) {
            plain.until("__ux.drawn > 20");

            assertThat(refusing.ask("document.createElement('canvas').getContext('webgl2')")).isNull();
            refusing.eventually(() -> assertThat(refusing.ask(PAINTED)).isEqualTo(plain.ask(PAINTED)));
        }
    }

    /** A12: limits of a level station are 10 and 60 minutes of age. */
    @Test void whatIsOldIsHollowCountedAndStillThere() {
        var now = CLOCK.instant();
        var ages = List.of(Duration.ofMinutes(1), Duration.ofMinutes(20), Duration.ofHours(25));
        try (var desk = demo.open("/")) {
            var before = counts(desk);
            for (int i = 0; i < ages.size(); i++)
                measure(gauges.get(4 + i), 0.5, now.minus(ages.get(i)));
            desk.eventually(() -> assertThat(counts(desk))
                    .containsExactly(before.get(0) + 1, before.get(1) + 1, before.get(2) - 2));
        }
        assertThat(fillOf(gauges.get(4))).as("fresh").isEqualTo(FILL);
        assertThat(fillOf(gauges.get(5))).as("20 minutes old").isEqualTo(BACKGROUND);
        assertThat(fillOf(gauges.get(6))).as("a day old").isEqualTo(BACKGROUND);
    }

    /** Level stations on line, late and lost 在线/迟/失联, as the bar says. */
    private static List<Integer> counts(Screen desk) {
        return desk.find("#ages [data-class=level] i").allTextContents().stream().map(Integer::valueOf).toList();
    }

    /** The colour inside a station's circle, beside its glyph. */
    private int fillOf(Gauge gauge) {
        try (var desk = demo.open(closeTo(placeOf(gauge)) + "&l=level")) {
            desk.eventually(() -> assertThat(desk.symbol(gauge.id())).isPresent());
            var picture = desk.picture(desk.symbol(gauge.id()).orElseThrow(), 12);
            return picture.getRGB(12 + 8, 12) & 0xffffff;
        }
    }
}
