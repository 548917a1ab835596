package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import onemap.domain.LonLat;
import onemap.gis.ground.Ground;
import onemap.story.Web;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer draws an area with the mouse and the keyboard and reads what is inside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AreaPanelTest {
    private static final double[][] CORNERS = {{121.45, 29.15}, {121.55, 29.15}, {121.56, 29.25}, {121.44, 29.25}};

    private DemoDesk demo;

    @BeforeAll void begin(@TempDir Path temp) { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll void end() { demo.close(); }

    private static void draw(Screen desk) {
        for (double[] corner : CORNERS)
            desk.click(desk.project(corner[0], corner[1]));
    }

    /** By the county's own file and a ground of the same corners, as far as a pixel is good. */
    private static long placesInside(double larger) throws IOException {
        long places = 0;
        var ground = Ground.polygon(java.util.Arrays.stream(CORNERS)
                .map(at -> new LonLat(121.5 + (at[0] - 121.5) * larger, 29.2 + (at[1] - 29.2) * larger))
                .toList());
        for (JsonNode row : Web.JSON.readTree(Path.of("gis-data", "shelters.geojson").toFile()).path("features"))
            if (ground.holds(new LonLat(row.at("/geometry/coordinates/0").asDouble(), row.at("/geometry/coordinates/1").asDouble())))
                places += row.at("/properties/capacityPersons").asLong();
        return places;
    }

    private static long number(Screen desk, String sum) {
        return Long.parseLong(desk.find("[data-sum=" + sum + "] b").textContent().replaceAll("\\D", ""));
    }

    @Test void aPolygonDrawnByHandIsCountedListedAndTakenAlong() throws IOException {
        try (var desk = demo.open("/#c=29.20,121.50,12")) {
            desk.page().keyboard().press("g");
            draw(desk);
            assertThat(desk.find("#area .hint").textContent()).contains("4 点");
            desk.page().keyboard().press("Enter");

            desk.find("#area .sums b").first().waitFor();
            assertThat(number(desk, "free")).isBetween(placesInside(0.99), placesInside(1.01)).isPositive();
            assertThat(number(desk, "move")).isPositive();
            assertThat(desk.find("path.area-face").count()).as("what was asked about stays on the map").isEqualTo(1);
            assertThat(desk.find("#area .asked + .quiet").textContent()).contains("km²").contains("刚刚");

            desk.find("#area [data-category=shelters] summary").click();
            var first = desk.find("#area [data-category=shelters] ol button").first();
            String name = first.locator(".what span").first().textContent();
            first.click();
            desk.eventually(() -> assertThat(desk.find("#card .name strong").textContent()).isEqualTo(name));

            var file = desk.page().waitForDownload(() -> desk.find("#area [data-format=xlsx]").click());
            assertThat(file.suggestedFilename()).startsWith("多边形圈选-").endsWith(".xlsx");
            try (var book = new ReadableWorkbook(file.path().toFile())) {
                assertThat(book.getFirstSheet().getName()).isEqualTo("汇总");
            }

            desk.page().keyboard().press("g");
            draw(desk);
            desk.page().keyboard().press("Escape");
            assertThat(desk.find("path.area-face").count()).as("Escape takes the drawing away").isZero();
            assertThat(desk.find("#area .result").isVisible()).isFalse();
            assertThat(desk.find("#area").isVisible()).isTrue();
        }
    }

    @Test void whoIsOnNoEvacuationListIsToldInColourOnlyThen() {
        demo.server().web().putRow("enterprises", "quiet", firm("quiet", "一号名单"));
        try (var desk = demo.open("/#sel=site:quiet")) {
            desk.find("#card button:has-text('周边')").click();
            desk.find("#area .sums b").first().waitFor();
            assertThat(number(desk, "onNoList")).isZero();
            assertThat(desk.find("[data-sum=onNoList] .short").count()).isZero();
            assertThat(number(desk, "majorHazards")).isEqualTo(1);

            demo.server().web().putRow("enterprises", "forgotten", firm("forgotten", ""));
            desk.eventually(
                    () -> assertThat(demo.server().web().get("/ogc/collections/sites/items/site:forgotten").status()).isEqualTo(200));
            desk.find("#area .asked button").click();

            desk.eventually(() -> assertThat(desk.find("[data-sum=onNoList] .short").textContent()).startsWith("35 人"));
            desk.find("#area [data-category=onNoList] summary").click();
            assertThat(desk.find("#area [data-category=onNoList] ol").textContent()).contains("forgotten", "一厂多租", "重大危险源");
            assertThat(desk.find(".layer[data-layer=enterprise]").getAttribute("aria-pressed")).as("the selected one's layer is shown")
                    .isEqualTo("true");
            assertThat(desk.find(".layer[data-layer=screen]").getAttribute("aria-pressed")).isEqualTo("false");
        }
    }

    /** Far from everything else of the demo. */
    private static String firm(String id, String list) {
        return """
                {"row":{"type":"Feature","geometry":{"type":"Point","coordinates":[121.9,29.02]},"properties":{"register":"enterprises","id":"%s",
                "name":"%s","townCode":"331099001","branch":"sharedFactory","majorHazard":3,"dayPersons":35,"evacuationList":"%s"}}}"""
                .formatted(id, id, list);
    }

    @Test void theCardOfAThingAsksWhatIsNear() {
        try (var desk = demo.open("/#sel=site:shelter-001")) {
            desk.find("#card button:has-text('周边')").click();

            desk.find("#area .sums b").first().waitFor();
            assertThat(desk.find("#area .asked h3").textContent()).contains("周边 1.00 km");
            desk.find("#area .metres input").fill("5000");
            desk.page().keyboard().press("Tab");
            desk.eventually(() -> assertThat(desk.find("#area .asked h3").textContent()).contains("周边 5.00 km"));
            assertThat(number(desk, "free")).isPositive();
        }
    }
}
