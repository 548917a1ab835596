package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import onemap.story.CapText;
import onemap.story.Tracker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a duty officer sees on the map while devices and offices speak through the real ports; the checks named A… are those of the ux rules. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class DutyMapTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    /** The command vehicle of the register and its terminal. */
    private static final String TERMINAL = "13900000041";
    private static final String VEHICLE = "jt808:" + TERMINAL;
    private static final double LON = 121.52;
    private static final double LAT = 29.20;
    private static final String NEAR = "#c=29.20,121.52,13";
    private static final Duration HOUR = Duration.ofHours(1);
    /** A13: a computer whose clock somebody set an hour ahead. */
    private static final String HOUR_AHEAD = """
            const Real = Date;
            window.Date = class extends Real {
              constructor(...parts) { if (parts.length === 0) super(Real.now() + 3600000); else super(...parts); }
              static now() { return Real.now() + 3600000; }
            };""";
    /** A23: a browser that waits for a gesture before it sounds. Playwright's questions count as gestures, so it is told outright. */
    private static final String NO_GESTURE_YET = """
            window.AudioContext = class extends AudioContext {
              get state() { return 'suspended'; }
              async resume() {}
            };""";

    private DemoDesk demo;
    private List<Gauge> gauges;

    @BeforeAll void begin(@TempDir Path temp) throws IOException {
        demo = new DemoDesk(temp.resolve("data"));
        gauges = Gauge.all();
    }

    @AfterAll void end() { demo.close(); }

    private static Instant now() { return CLOCK.instant(); }

    @Test void showsAVehicleMoving() {
        try (var desk = demo.open("/" + NEAR + "&l=track"); var tracker = demo.server().tracker(TERMINAL)) {
            assertThat(tracker.signIn()).isZero();
            assertThat(tracker.report(Tracker.at(LON, LAT, now().minusSeconds(5)))).isZero();
            var before = standsAt(desk, LON, LAT); // it stood at its base before
            assertThat(glyphPixels(desk, before)).as("the symbol's strokes").isGreaterThan(20);

            assertThat(tracker.report(Tracker.at(LON + 0.02, LAT + 0.01, now()))).isZero();

            var after = standsAt(desk, LON + 0.02, LAT + 0.01);
            assertThat(after.distance(before)).isGreaterThan(100);
            assertThat(glyphPixels(desk, after)).isGreaterThan(20);
            assertThat(glyphPixels(desk, before)).as("where it was").isZero();
            assertThat(desk.number("__ux.entity('" + VEHICLE + "').properties.speedMetresPerSecond")).isEqualTo(10, within(0.1));
        }
    }

    /** Where the vehicle's symbol is once it is, within a pixel, where that place is on the map. */
    private static Screen.Spot standsAt(Screen desk, double lonDegrees, double latDegrees) {
        desk.eventually(() -> assertThat(desk.symbol(VEHICLE))
                .hasValueSatisfying(at -> assertThat(at.distance(desk.project(lonDegrees, latDegrees))).isLessThanOrEqualTo(1)));
        return desk.symbol(VEHICLE).orElseThrow();
    }

    /** Pixels as bright as the token {@code --glyph} about a place. */
    private static long glyphPixels(Screen desk, Screen.Spot at) {
        return Screen.count(desk.picture(at, 12), rgb -> (rgb & 0xff) > 150);
    }

    @Test void drawsAWarningsAreaUntilItIsCancelled() {
        var office = "qx@wanghai.example";
        var alert = CapText.alert("browser-1", office, now(), CapText.polygon(LON - 0.02, LAT - 0.01, LON + 0.02, LAT + 0.01));
        try (var desk = demo.open("/" + NEAR + "&l=warning")) {
            assertThat(redPixels(desk)).isZero();

            assertThat(demo.server().web().postCap(alert.xml()).status()).isEqualTo(200);

            var chip = desk.find("#warning-chips .chip-red");
            chip.waitFor();
            assertThat(chip.textContent()).contains("台风");
            desk.eventually(() -> assertThat(redPixels(desk)).as("its outline").isGreaterThan(300));
            assertThat(desk.find("#warnings li").count()).isEqualTo(1);

            assertThat(demo.server().web().postCap(alert.followedBy("Cancel", "browser-2", now().plusSeconds(1)).xml()).status())
                    .isEqualTo(200);

            desk.eventually(() -> assertThat(redPixels(desk)).isZero());
            assertThat(desk.find("#warning-chips .chip-red").count()).isZero();
            assertThat(desk.ask("__ux.entity('cap:browser-1').properties.state")).isEqualTo("cancelled");
        }
    }

    /** Pixels about the map's middle as red as the token {@code --red-line}. */
    private static long redPixels(Screen desk) {
        return Screen.count(desk.picture(desk.project(LON, LAT), 140), rgb -> (rgb >> 16) > 170 && (rgb >> 8 & 0xff) < 100);
    }

    @Test void anAlarmComesRedFirstSoundsAndIsTakenWithOneClick() {
        var red = gauges.get(0);
        var yellow = gauges.get(1);
        try (var desk = demo.open("/", NO_GESTURE_YET); var other = demo.open("/")) {
            assertThat(desk.find("#sound").textContent()).as("A23").contains("声音未启用");
            assertThat(desk.find("#sound").isVisible()).isTrue();
            measure(red, red.redMetres() + 0.1, now());
            row(desk, red).waitFor();
            measure(yellow, yellow.yellowMetres() + 0.1, now());
            row(desk, yellow).waitFor();

            assertThat(desk.find("#alarms tbody tr").first().getAttribute("data-level")).isEqualTo("red");
            assertThat(row(desk, yellow).getAttribute("data-level")).isEqualTo("yellow");
            assertThat(row(desk, red).textContent()).contains(String.format("%.2f / %s", red.redMetres() + 0.1, trimmed(red.redMetres())));
            desk.until("__ux.sounds.some(({name}) => name === 'red')");
            desk.eventually(() -> assertThat(desk.find(".ring-red").count()).isPositive());
            var from = now();
            row(desk, red).locator("button.ack").click();

            for (Screen screen : List.of(desk, other)) {
                row(screen, red).locator(".taken").waitFor();
                assertThat(row(screen, red).locator(".taken").textContent()).contains("✓ 王值班")
                        .containsAnyOf(MINUTE.format(from), MINUTE.format(now()));
                assertThat(row(screen, yellow).locator("button.ack").isVisible()).as("the other one is still open").isTrue();
            }
            desk.eventually(() -> assertThat(desk.find(".ring-red").count()).isZero());
        }
    }

    @Test void anAcknowledgementIsSaidToBeRecordedAndIsTakenBackByKey() {
        var gauge = gauges.get(5);
        measure(gauge, gauge.yellowMetres() + 0.1, now());
        try (var desk = demo.open("/#sel=" + gauge.id())) {
            row(desk, gauge).locator("button.ack").waitFor();
            desk.page().keyboard().press("a");

            desk.find("#undo li").waitFor();
            assertThat(desk.find("#undo li").innerText()).contains("已确认 · 本地已记录", "撤销").containsPattern("([1-9]|10) s");
            desk.page().keyboard().press("z");

            desk.eventually(() -> assertThat(desk.asked()).extracting(URI::getPath)
                    .anySatisfy(path -> assertThat(path).contains(gauge.name()).endsWith("/acknowledge/undo")));
        }
    }

    @Test void aGuestIsNotOfferedWhatTheyMayNotButTheWayToIt() {
        var gauge = gauges.get(6);
        measure(gauge, gauge.yellowMetres() + 0.1, now());
        try (var guest = demo.openAsGuest("/?lang=en#sel=" + gauge.id(), 1280, 720)) {
            row(guest, gauge).locator("a.ack").waitFor();
            assertThat(row(guest, gauge).locator("a.ack").innerText()).isEqualTo("Sign in to act");
            assertThat(guest.find("#card .primary").innerText()).isEqualTo("Sign in to act");
            assertThat(guest.find("button.ack").count()).isZero();
            guest.page().keyboard().press("a");

            row(guest, gauge).locator("a.ack").click();

            guest.page()
                    .waitForURL(
                            address -> address.contains("/signin") && address.contains("lang%3Den%23") && address.contains("sel%3Dmqtt"));
            assertThat(guest.asked()).extracting(URI::getPath).noneMatch(path -> path.endsWith("/acknowledge"));
        }
    }

    private static String trimmed(double metres) {
        return metres == Math.rint(metres) ? String.valueOf((long) metres) : String.valueOf(metres);
    }

    private static Locator row(Screen screen, Gauge gauge) { return screen.find("#alarms tr[data-id*='" + gauge.name() + "']"); }

    private void measure(Gauge gauge, double metres, Instant at) {
        try (var station = demo.server().mqtt(gauge.name())) {
            station.publish("waterLevel", metres, at);
        }
    }

    @Test void aDeviceInNoRegisterIsListedAndGetsItsPlaceByTheButton() {
        String raft = "mqtt:RAFT-8";
        try (var desk = demo.open("/"); var station = demo.server().mqtt("RAFT-8")) {
            station.publish("waterLevel", 1.2, now());
            var line = desk.find("#unplaced li[data-id='" + raft + "']");
            line.waitFor();
            assertThat(desk.find(".unplaced-panel h2").textContent()).isEqualTo("未上图");
            assertThat(desk.symbol(raft)).isEmpty();

            line.locator("button").last().click();
            var spot = new Screen.Spot(700, 420);
            desk.click(spot);

            desk.until("Number.isFinite(__ux.entity('" + raft + "').lon)");
            desk.eventually(() -> assertThat(line.count()).isZero());
            desk.eventually(
                    () -> assertThat(desk.symbol(raft)).hasValueSatisfying(at -> assertThat(at.distance(spot)).isLessThanOrEqualTo(1.5)));
            var place = demo.server().web().item("stations", raft).body().at("/geometry/coordinates");
            assertThat(place.get(0).asDouble()).isEqualTo(desk.number("__ux.entity('" + raft + "').lon"), within(1e-6));
        }
    }

    /** A9. */
    @Test void noRequestLeavesTheOrigin() {
        var own = URI.create(demo.origin()).getAuthority();
        var known = Pattern.compile(
                "/(wall|feeds|signin|account|access|openapi)?|/(core|layers|map|pages|panels|style|vendor|tiles|api|ogc)/.+|/live");
        for (String path : List.of("/", "/wall", "/feeds?feed=jt808")) {
            var screen = path.startsWith("/feeds") ? demo.openPlain(path) : demo.open(path);
            try (screen) {
                if (path.equals("/")) visitEverything(screen);
                assertThat(screen.asked()).isNotEmpty().allSatisfy(uri -> assertThat(uri.getAuthority()).isEqualTo(own));
                assertThat(screen.asked()).extracting(URI::getPath).allSatisfy(asked -> assertThat(asked).matches(known));
            }
        }
    }

    private static void visitEverything(Screen desk) {
        for (String key : List.of("q", "q", "o", "b", "F1", "Escape", "h", "j", "Enter", "m", "1", "0"))
            desk.page().keyboard().press(key);
        desk.until("__ux.drawn > 0");
    }

    /** A13. */
    @Test void aComputerWithAWrongClockShowsTheSameAgesAndIsTold() {
        var gauge = gauges.get(2);
        measure(gauge, 0.5, now().minus(Duration.ofMinutes(30)));
        String here = "/#sel=" + gauge.id();
        try (var right = demo.open(here); var wrong = demo.open(here, HOUR_AHEAD)) {
            assertThat(wrong.number("Date.now()") - CLOCK.millis()).as("the clock is skewed").isGreaterThan(HOUR.toMillis() - 60_000);
            for (Screen screen : List.of(right, wrong)) {
                screen.eventually(() -> assertThat(screen.number("__ux.serverNow")).isEqualTo(CLOCK.millis(), within(1000.0)));
                screen.eventually(() -> assertThat(screen.find(".card .source").textContent()).contains("(30 分钟前)"));
            }
            assertThat(right.find(".chip-skew").isVisible()).isFalse();
            wrong.eventually(() -> assertThat(wrong.find(".chip-skew").isVisible()).isTrue());
            assertThat(wrong.find(".chip-skew").textContent()).containsPattern("(3599|3600|3601)");
        }
    }

    /** A14. */
    @Test void agesGrowWhileNothingComesButHeartbeats() {
        var gauge = gauges.get(3);
        measure(gauge, 0.5, now().minusSeconds(50));
        try (var desk = demo.open("/#sel=" + gauge.id())) {
            desk.eventually(() -> assertThat(desk.find(".card .source").textContent()).contains("(刚刚)"));
            Object version = desk.ask("__ux.entity('" + gauge.id() + "').version");

            desk.eventually(() -> assertThat(desk.find(".card .source").textContent()).contains("(1 分钟前)"));

            assertThat(desk.ask("__ux.entity('" + gauge.id() + "').version")).isEqualTo(version);
            assertThat(desk.ask("__ux.link")).isEqualTo("live");
            assertThat(desk.find("#link .link-word").textContent()).isEqualTo("实时");
        }
    }

    @Test void everyTextHasItsWordsInBothLanguages() {
        var station = demo.server().mqtt(gauges.get(4).name());
        try (station) {
            station.publish("waterLevel", gauges.get(4).redMetres() + 1, now());
        }
        for (String language : List.of("zh", "en")) {
            try (var desk = demo.open("/?lang=" + language + "#sel=" + gauges.get(4).id());
                    var wall = demo.open("/wall?lang=" + language)) {
                visitEverything(desk);
                for (Screen screen : List.of(desk, wall))
                    assertThat((List<?>) screen.ask("__ux.missingKeys")).isEmpty();
                var words = Map.of("zh", "告警", "en", "Alarms");
                assertThat(desk.find(".alarms h2").textContent()).isEqualTo(words.get(language));
                assertThat(desk.find("html").getAttribute("lang")).startsWith(language);
            }
        }
    }
}
