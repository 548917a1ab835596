package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import onemap.story.CapText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The leaders' briefing 会商: one moment that stands, and says that there is something newer. */
@Timeout(120)
class BriefTest {
    @TempDir static Path temp;
    private static DemoDesk demo;

    @BeforeAll static void start() { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll static void stop() { demo.close(); }

    @Test void standsWhilePeopleTalkAndIsRenewedWhenAsked() throws Exception {
        var clock = InstantSource.system();
        try (var visit = new Visit(demo.browser(), demo.origin(), "/brief")) {
            visit.eventually(() -> assertThat(visit.text("#as-of")).matches("截至 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d"));
            assertThat(visit.text("#brief-alarms")).contains("没有告警");
            assertThat(visit.text("#brief-warnings")).contains("没有生效的预警");
            assertThat(visit.page().locator("#renew").isVisible()).as("nothing is newer").isFalse();
            assertThat(visit.text("[data-figure=shelters]")).contains("173 处", "台账");
            assertThat(visit.text("[data-figure=alarms]")).contains("未确认 0");
            String asOf = visit.text("#as-of");

            var gauge = Gauge.all().getFirst();
            try (var station = demo.server().mqtt(gauge.name())) {
                station.publish("waterLevel", gauge.redMetres() + 0.3, clock.instant());
            }
            var warning = CapText.alert("brief", "qx@wanghai.example", clock.instant(), CapText.polygon(121.5, 29.2, 121.6, 29.3));
            assertThat(demo.server().web().postCap(warning.xml()).status()).isEqualTo(200);

            visit.eventually(() -> assertThat(visit.text("#renew")).matches("有新数据 \\d\\d:\\d\\d · 更新"));
            assertThat(visit.text("#brief-alarms")).as("it stands").contains("没有告警");
            assertThat(visit.text("[data-figure=alarms]")).contains("未确认 0");
            assertThat(visit.text("#as-of")).isEqualTo(asOf);
            visit.see("#renew").click();

            visit.eventually(() -> assertThat(visit.text("#brief-alarms")).contains("未确认").doesNotContain("没有告警"));
            assertThat(visit.text("#brief-warnings")).contains("台风红色预警");
            assertThat(visit.text("[data-figure=alarms]")).contains("未确认 1");
            assertThat(visit.page().locator("#renew").isVisible()).isFalse();
        }
    }

    @Test void speaksEnglishWhenAsked() {
        try (var visit = new Visit(demo.browser(), demo.origin(), "/brief?lang=en")) {
            visit.eventually(() -> assertThat(visit.text("#as-of")).matches("As of 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d"));
            assertThat(visit.text("#figures")).contains("Shelter places", "people");
        }
    }
}
