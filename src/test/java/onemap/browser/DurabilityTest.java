package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.UUID;
import onemap.journal.archive.NeedsPostgres;
import onemap.journal.archive.PostgresCluster;
import onemap.story.Web;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Officers read where what they wrote is kept: on this machine 本地已记录, then in the shared archive 已入共享库, which may be away. */
@Timeout(120)
@ExtendWith(NeedsPostgres.class)
class DurabilityTest {
    private static String[] archive(PostgresCluster cluster) {
        return new String[]{"--set", "archive.url=" + cluster.url(cluster.database()), "--set", "archive.user=" + PostgresCluster.USER,
                "--set", "archive.passwordFile=" + cluster.passwordFile(), "--set", "archive.poll=PT0.05S", "--set",
                "archive.firstPause=PT0.1S",
                "--set", "archive.longestPause=PT0.5S", "--set", "archive.connect=PT1S"};
    }

    private static JsonNode note(Web web, String text) {
        var answer = web.act("/api/v1/log", UUID.randomUUID().toString(), "{\"text\":\"" + text + "\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.at("/durability")).isEqualTo("local");
        return answer.body();
    }

    private static boolean isArchived(JsonNode told, JsonNode entry) {
        return told.path("held").path(entry.path("node").asText()).asLong() >= entry.path("seq").asLong();
    }

    private static String line(Screen page, JsonNode entry) {
        return page.find("tr[data-key='" + entry.path("node").asText() + "/" + entry.path("seq").asText() + "'] .kept").textContent();
    }

    @Test void whatIsWrittenIsLocalUntilTheArchiveHasIt(@TempDir Path temp, PostgresCluster cluster) {
        try (var demo = new DemoDesk(temp.resolve("data"), archive(cluster)); var page = demo.openPlain("/log")) {
            var web = demo.server().web();
            var first = note(web, "共享库在");
            demo.server().eventually(() -> assertThat(isArchived(web.get("/api/v1/durability").body(), first)).isTrue());
            page.eventually(() -> assertThat(line(page, first)).isEqualTo("已入共享库"));

            cluster.kill();
            var second = note(web, "共享库不在");
            demo.server().eventually(() -> assertThat(web.get("/api/v1/durability").at("/archive")).isEqualTo("away"));
            assertThat(isArchived(web.get("/api/v1/durability").body(), second)).isFalse();
            assertThat(web.get("/healthz").at("/parts/archive")).contains("away since " + web.get("/api/v1/durability").at("/since"));
            page.eventually(() -> assertThat(line(page, second)).isEqualTo("本地已记录"));
            assertThat(line(page, first)).isEqualTo("已入共享库");
            page.eventually(() -> assertThat(page.find(".log-tools .status").textContent()).contains("共享库").contains("起中断"));

            cluster.startServer();
            page.eventually(() -> assertThat(line(page, second)).isEqualTo("已入共享库"));
            page.eventually(() -> assertThat(page.find(".log-tools .status").textContent()).doesNotContain("中断"));
        }
    }

    @Test void anAcknowledgementSaysItOnTheDutyPage(@TempDir Path temp, PostgresCluster cluster) throws Exception {
        try (var demo = new DemoDesk(temp.resolve("data"), archive(cluster)); var desk = demo.open("/")) {
            var gauge = Gauge.all().getFirst();
            try (var station = demo.server().mqtt(gauge.name())) {
                station.publish("waterLevel", gauge.redMetres() + 0.1, InstantSource.system().instant());
            }
            desk.find("#alarms button.ack").first().click();
            desk.eventually(() -> assertThat(desk.find("#undo li").first().textContent()).contains("已入共享库"));

            cluster.kill();
            desk.eventually(() -> assertThat(desk.find(".chip-archive").textContent()).contains("起中断"));
            cluster.startServer();
            desk.eventually(() -> assertThat(desk.find(".chip-archive").isVisible()).isFalse());
        }
    }

    @Test void withoutAnArchiveNothingOfItShows(@TempDir Path temp) {
        try (var demo = new DemoDesk(temp.resolve("data")); var page = demo.openPlain("/log")) {
            assertThat(demo.server().web().get("/api/v1/durability").text()).isEqualTo("{\"archive\":\"off\"}");
            page.eventually(() -> assertThat(page.find("tbody tr[data-key]").count()).isPositive());
            assertThat(String.join("", page.find(".kept").allTextContents())).isEmpty();
        }
    }
}
