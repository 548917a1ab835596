package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.options.FilePayload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import onemap.domain.LonLat;
import onemap.gis.CoordinateSystems;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer brings the bureau's own list: looks at it, corrects what was misread, enters it, and finds it on the duty map. */
@Timeout(120)
class ImportPageTest {
    private static final int EPSG = 4549;
    private static final List<LonLat> PLACES = List.of(new LonLat(121.45, 29.22), new LonLat(121.49, 29.18), new LonLat(121.53, 29.22));
    private static final Path LAYERS = Path.of("..", "shared", "corpus", "layers");
    @TempDir static Path temp;
    private static DemoDesk demo;

    @BeforeAll static void begin() { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll static void end() { demo.close(); }

    private static Visit open(String query) {
        var visit = new Visit(demo.browser(), demo.origin(), "/signin");
        visit.signIn("duty", demo.server().demoPassword("duty"));
        visit.go("/import" + query);
        visit.see("#import-register");
        return visit;
    }

    private static void choose(Visit visit, String name, byte[] bytes) {
        visit.page().locator("#import-picker").setInputFiles(new FilePayload(name, "application/octet-stream", bytes));
    }

    private static void drop(Visit visit, List<Path> files) {
        var parts = files.stream().map(file -> List.of(file.getFileName().toString(), base64(file))).toList();
        var carried = visit.page()
                .evaluateHandle(
                        """
                                (parts) => {
                                  const carried = new DataTransfer();
                                  for (const [name, text] of parts) carried.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name));
                                  return carried;
                                }""",
                        parts);
        for (String event : List.of("dragover", "drop"))
            visit.page().locator("main").dispatchEvent(event, Map.of("dataTransfer", carried));
    }

    private static String base64(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Three shelters whose names stand under a header nobody knows, and one row without coordinates. */
    private static byte[] shelters() throws IOException {
        var systems = new CoordinateSystems();
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "test", "1.0")) {
            var sheet = book.newWorksheet("避灾");
            String[] header = {"编号", "叫什么", "东坐标", "北坐标", "容纳人数"};
            for (int column = 0; column < header.length; column++)
                sheet.value(0, column, header[column]);
            for (int i = 0; i < PLACES.size(); i++) {
                var metres = systems.fromWgs84(PLACES.get(i), EPSG);
                sheet.value(i + 1, 0, "IMP-" + (i + 1));
                sheet.value(i + 1, 1, "导入礼堂" + (i + 1));
                sheet.value(i + 1, 2, metres.x);
                sheet.value(i + 1, 3, metres.y);
                sheet.value(i + 1, 4, 100 + i);
            }
            sheet.value(PLACES.size() + 1, 0, "IMP-9");
            sheet.value(PLACES.size() + 1, 1, "没有坐标的礼堂");
        }
        return bytes.toByteArray();
    }

    @Test void aListIsLookedAtCorrectedEnteredAndSeenOnTheMap() throws IOException {
        try (var visit = open("")) {
            visit.see("#import-register").selectOption("shelters");
            choose(visit, "避灾.xlsx", shelters());
            assertThat(visit.page().locator("#import-outcome").isVisible()).as("nothing is read before a system is chosen").isFalse();
            visit.see("#import-system").selectOption("EPSG:" + EPSG);

            assertThat(visit.text("#import-unknown")).contains("哪一列是名称");
            assertThat(visit.see("#enter").isDisabled()).isTrue();
            assertThat(visit.text("tr:has(#column-1) .samples")).contains("导入礼堂1");
            visit.see("#column-1").focus();
            visit.see("#column-1").selectOption("name");

            visit.eventually(() -> assertThat(visit.text("#enter")).isEqualTo("导入 3 行"));
            assertThat(visit.page().evaluate("document.activeElement.id")).as("the keyboard stays where it was").isEqualTo("column-1");
            assertThat(visit.text(".figures")).contains("新增\n3", "不能导入\n1");
            assertThat(visit.text(".refusals tbody tr")).contains("第 5 行", "没有坐标");
            assertThat(visit.text(".preview .hint")).startsWith("预览 3 个点");
            assertThat(visit.see("#enter").isDisabled()).as("a row is refused").isTrue();
            visit.see("#leave-out").check();
            visit.see("#enter").dblclick();

            visit.see("#to-map");
            assertThat(visit.text("#import-outcome")).contains("已导入", "新增 3,更新 0,不变 0", "没有导入的 1 行");
            assertThat(visit.asked().stream().filter(each -> each.startsWith("POST") && each.contains("leaveOut=true"))).as("one import")
                    .hasSize(1);
            visit.eventually(() -> assertThat(visit.page().locator("#import-register option:checked").textContent()).contains("176"));
            assertThat(visit.missingTexts()).isEmpty();
            visit.see("#to-map").click();
            visit.see("body[data-link=live]");
            for (int i = 1; i <= PLACES.size(); i++) {
                String symbol = "__ux.spriteAt('site:IMP-" + i + "')";
                visit.eventually(() -> assertThat(visit.page().evaluate(symbol)).as(symbol).isNotNull());
            }
            visit.eventually(() -> assertThat(visit.text(".log")).contains("导入 避灾.xlsx 到台账:新增 3,更新 0"));
        }
    }

    /** So many of the register's shelters as they stand, in WGS-84. */
    private static String standing(int most) {
        var list = new StringBuilder("编号,名称,经度,纬度\n");
        for (var each : demo.server().web().get("/api/v1/registers/shelters?q=shelter&limit=" + most).body().path("rows")) {
            var row = each.path("row");
            list.append(row.at("/properties/id").asText()).append(',').append(row.at("/properties/name").asText());
            row.at("/geometry/coordinates").forEach(degrees -> list.append(',').append(degrees.asText()));
            list.append('\n');
        }
        return list.toString();
    }

    @Test void theSystemThatFitsIsOneClickAwayByTheFilesOwnWordOrByItsShift() {
        assumeTrue(Files.isDirectory(LAYERS));
        try (var visit = open("?lang=en")) {
            visit.see("#import-register").selectOption("shelters");
            visit.see("#import-system").selectOption("EPSG:4490");
            drop(visit, Stream.of("shp", "shx", "dbf", "prj").map(ending -> LAYERS.resolve("points-4549-gbk-nocpg." + ending)).toList());

            assertThat(visit.text("#import-declared")).contains("EPSG:4549", "not what you chose");
            visit.see("#import-declared button").click();

            visit.eventually(() -> assertThat(visit.text("#enter")).isEqualTo("Import 4 rows"));
            assertThat(visit.see("#import-system").inputValue()).isEqualTo("EPSG:4549");
            assertThat(visit.text("#import-outside")).contains("Of 4 points, 4 lie outside the county");
            assertThat(visit.text("tr:has(#column-0) .samples")).as("GBK without a .cpg").contains("避灾");

            visit.see("#import-system").selectOption("GCJ-02");
            choose(visit, "shelters.csv", standing(20).getBytes(StandardCharsets.UTF_8));
            visit.eventually(
                    () -> assertThat(visit.text("#import-shift")).contains("corrected as GCJ-02 once more", "20 things of the same name"));
            visit.see("#import-shift button").click();

            visit.eventually(() -> assertThat(visit.page().locator("#import-shift").count()).isZero());
            assertThat(visit.see("#import-system").inputValue()).isEqualTo("EPSG:4326");
            assertThat(visit.text("#enter")).isEqualTo("Import 20 rows");
            assertThat(visit.missingTexts()).isEmpty();
        }
    }

    @Test void whatCannotBeReadIsToldInPlaceAndEntersNothing() {
        try (var visit = open("?lang=en")) {
            choose(visit, "points.shp", new byte[]{0, 0, 0x27, 0x0a});
            assertThat(visit.text("#import-file-error")).isEqualTo("points.dbf is missing. Choose it together with the other parts.");
            visit.see("#import-register").selectOption("teams");
            visit.see("#import-system").selectOption("GCJ-02");
            choose(visit, "list.xlsx", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));

            visit.eventually(() -> assertThat(visit.text("#import-failure")).contains("this is a PDF").doesNotContain("这是"));
            assertThat(visit.page().locator("#import-file-error").isVisible()).isFalse();
            choose(visit, "broken.zip", new byte[]{0x50, 0x4b, 3, 4, 9, 9, 9});
            visit.eventually(() -> assertThat(visit.text("#import-failure")).contains("damaged"));
            visit.page().route("**/import?**", route -> route.abort());
            choose(visit, "a.csv", "编号,名称,经度,纬度\nT-1,队,121.5,29.2\n".getBytes(StandardCharsets.UTF_8));
            visit.eventually(() -> assertThat(visit.text("#import-failure")).contains("connection was lost", "as it was"));
            visit.page().unroute("**/import?**");
            visit.see("#import-failure button").click();
            visit.eventually(() -> assertThat(visit.text("#enter")).isEqualTo("Import 1 row"));
            assertThat(visit.missingTexts()).isEmpty();
        }
    }

    @Test void whoMayNotEditIsToldSo() {
        try (var visit = new Visit(demo.browser(), demo.origin(), "/signin")) {
            visit.signIn("field", demo.server().demoPassword("field"));
            visit.go("/import");

            assertThat(visit.text("main [role=alert]")).contains("无权");
            assertThat(visit.page().locator("#import-register").count()).isZero();
        }
    }
}
