package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.KeyboardModifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer reads a register on its page, mends a cell, meets somebody else's edit, takes a row out, and finds rows by the map. */
@Timeout(120)
class RegisterPageTest {
    @TempDir static Path temp;
    private static DemoDesk demo;

    @BeforeAll static void begin() { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll static void end() { demo.close(); }

    private static Visit open(String query) {
        var visit = new Visit(demo.browser(), demo.origin(), "/signin");
        visit.signIn("duty", demo.server().demoPassword("duty"));
        visit.go("/registers" + query);
        visit.see(".table .row");
        return visit;
    }

    private static Locator cell(Visit visit, String row, int column) {
        return visit.page().locator(".table .row[data-id='" + row + "'] [data-column='" + column + "']");
    }

    private static void write(Visit visit, String row, int column, String text) {
        cell(visit, row, column).dblclick();
        visit.see(".table .editor");
        visit.page().locator(".table .editor").fill(text);
        visit.press("Enter");
    }

    @Test void aLongRegisterIsSearchedSortedAndScrolledWithFewRowsInTheDocument() {
        try (var visit = open("?register=enterprises")) {
            visit.eventually(() -> assertThat(visit.text(".count")).contains("1\u2009349"));
            var rows = visit.page().locator(".table .row");
            assertThat(rows.count()).isLessThan(80);
            visit.page().locator(".table").evaluate("box => box.scrollTop = 30000");
            visit.eventually(() -> assertThat(Integer.parseInt(rows.first().getAttribute("aria-rowindex"))).isGreaterThan(800));
            assertThat(rows.count()).isLessThan(80);

            visit.page().locator(".tools input").fill("生物 液氨");
            visit.eventually(() -> assertThat(rows.count()).isBetween(1, 19));
            visit.page().locator(".head [data-key=majorHazard]").click();
            var grades = visit.page().locator(".table .row [data-column='4']").allInnerTexts().stream().map(Integer::valueOf).toList();
            assertThat(grades).isSorted().isNotEmpty();
            visit.page().locator(".tools input").fill("没有这样的企业");
            visit.eventually(() -> assertThat(visit.text(".table .rows")).contains("没有符合条件的行"));
            assertThat(visit.missingTexts()).isEqualTo(List.of());
        }
    }

    @Test void aCellIsWrittenWhereItStandsAndSomebodyElsesEditIsNotOverwritten() {
        try (var visit = open("?register=shelters")) {
            write(visit, "shelter-012", 4, "很多");
            visit.eventually(() -> assertThat(visit.text(".table .said")).isEqualTo("须为数字"));
            visit.press("Escape");
            write(visit, "shelter-012", 4, "８８８"); // full-width, as an input method leaves it
            visit.eventually(() -> assertThat(cell(visit, "shelter-012", 4).innerText()).isEqualTo("888"));
            visit.eventually(() -> assertThat(visit.text(".steps")).contains("容纳人数", "→ 888", "王值班 修改"));

            var web = demo.server().web();
            var other = web.get("/api/v1/registers/shelters/shelter-012").body();
            var row = (ObjectNode) other.path("row").deepCopy();
            ((ObjectNode) row.path("properties")).put("capacityPersons", 700);
            assertThat(web.putRow("shelters", "shelter-012", "{\"seen\":" + other.path("entry") + ",\"row\":" + row + "}").status())
                    .isEqualTo(200);
            write(visit, "shelter-012", 5, "77");
            visit.eventually(() -> assertThat(visit.text(".table .said")).contains("修改此行", "仍用我的"));
            visit.page().getByText("仍用我的").click();
            visit.eventually(() -> assertThat(cell(visit, "shelter-012", 5).innerText()).isEqualTo("77"));
            var now = web.get("/api/v1/registers/shelters/shelter-012").body();
            assertThat(now.at("/row/properties/capacityPersons").asInt()).as("the other one's").isEqualTo(700);
            assertThat(now.at("/row/properties/beds").asInt()).isEqualTo(77);
            assertThat(visit.missingTexts()).isEqualTo(List.of());
        }
    }

    @Test void aRowIsTakenOutByTheSecondPressAndRowsAreChosenOnTheMap() {
        try (var visit = open("?register=shelters")) {
            cell(visit, "shelter-014", 0).click();
            visit.see("#remove-row").click();
            assertThat(visit.text("#remove-row")).contains("再按一次");
            visit.page().locator("#remove-row").click();
            visit.eventually(() -> assertThat(visit.text(".count")).isEqualTo("172 行"));
            assertThat(demo.server().web().get("/api/v1/registers/shelters/shelter-014").status()).isEqualTo(404);

            var map = visit.page().locator(".map-box").boundingBox();
            visit.page().keyboard().down("Shift");
            visit.page().mouse().move(map.x + map.width * 0.3, map.y + map.height * 0.3);
            visit.page().mouse().down();
            visit.page().mouse().move(map.x + map.width * 0.7, map.y + map.height * 0.7);
            visit.page().mouse().up();
            visit.page().keyboard().up("Shift");
            visit.eventually(() -> assertThat(visit.page().locator(".table .row.chosen").count()).isPositive());
            cell(visit, "shelter-001", 0).click();
            cell(visit, "shelter-003", 0).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
            visit.eventually(() -> assertThat(visit.text(".row-map .hint")).isEqualTo("已选 3 行"));
        }
    }
}
