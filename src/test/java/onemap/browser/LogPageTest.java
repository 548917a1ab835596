package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import onemap.story.Web;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The duty log's page 值班日志 as an officer uses it: read, filtered, searched, written, corrected by keyboard, on paper and as a table. */
@Timeout(300)
class LogPageTest {
    private static final int NOTES = 420;
    private static final String STATION = "mqtt:WH-R-01";
    @TempDir static Path temp;
    private static DemoDesk demo;

    @BeforeAll static void begin() {
        demo = new DemoDesk(temp.resolve("data"));
        for (int i = 1; i <= NOTES; i++)
            write("第" + i + "条 巡查 Round" + i, i % 10 == 0 ? ",\"object\":\"" + STATION + "\"" : "");
        write("=HYPERLINK(\\\"x\\\") 鼋头渚", "");
    }

    private static void write(String text, String more) {
        Web.Answer answer = demo.server().web().act("/api/v1/log", UUID.randomUUID().toString(), "{\"text\":\"" + text + "\"" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    @AfterAll static void end() { demo.close(); }

    private static Screen open(String query) { return demo.openPlain("/log" + query); }

    private static List<String> texts(Screen log) { return log.find("tr[data-key] td.what").allTextContents(); }

    private static void press(Screen log, String... keys) {
        for (String key : keys)
            log.page().keyboard().press(key);
    }

    private static void type(Screen log, String text) { log.page().keyboard().insertText(text); }

    @Test void searchesFromOneCharacterAndTheAddressHoldsIt() {
        try (var log = open("")) {
            press(log, "/");
            type(log, "鼋");

            log.eventually(() -> assertThat(texts(log)).hasSize(1).first().asString().contains("鼋头渚"));
            assertThat(log.page().url()).contains("q=%E9%BC%8B");
            press(log, "Escape");
            log.find(".clear").click();
            log.eventually(() -> assertThat(texts(log)).hasSizeGreaterThan(50));
            assertThat(log.page().url()).doesNotContain("q=");
        }
        try (var log = open("?lang=en&q=round42&hours=1")) {
            assertThat(texts(log)).hasSize(2).allMatch(text -> text.contains("Round42"));
            assertThat(log.find(".chips [aria-pressed=true]").textContent()).isEqualTo("1 h");
            assertThat(log.ask("__page.missingKeys")).isEqualTo(List.of());
        }
    }

    @Test void filtersByObjectKindAndTime() {
        try (var log = open("?object=" + STATION)) {
            assertThat(texts(log)).hasSize(NOTES / 10);
            assertThat(log.find("tr[data-key] td.object a").first().getAttribute("href")).isEqualTo("/#sel=mqtt%3AWH-R-01");

            log.find(".filters select").selectOption("alarm");
            log.eventually(() -> assertThat(log.find(".log-scroll > .said").textContent()).isEqualTo("没有符合条件的记录。"));

            log.find(".filters select").selectOption("");
            log.find(".filters input").nth(1).fill("01-01 00:00");
            press(log, "Enter");
            log.eventually(() -> assertThat(log.page().url()).contains("to="));
            log.find(".filters input").nth(1).fill("nonsense");
            press(log, "Enter");
            assertThat(log.find(".filters input").nth(1).getAttribute("aria-invalid")).isNotNull();
        }
    }

    @Test void loadsThousandsByPagesAndDrawsFew() {
        try (var log = open("?group=note")) {
            assertThat(log.find("tr.date").first().textContent()).matches("\\d{4}-\\d\\d-\\d\\d 周.");
            for (int i = 0; i < 200 && !log.find(".status").textContent().contains("共 "); i++) {
                log.ask("document.querySelector('.log-scroll').scrollTop = 1e9");
                log.page().waitForTimeout(60);
            }
            assertThat(log.find(".status").textContent()).startsWith("共 ");
            log.eventually(() -> assertThat(texts(log)).anyMatch(text -> text.startsWith("第1条")));
            log.eventually(() -> assertThat(texts(log).size()).isLessThan(300));
            log.eventually(() -> assertThat(log.find("thead th").first().textContent()).as("of which day the lines in view are")
                    .matches("\\d\\d-\\d\\d"));

            log.ask("document.querySelector('.log-scroll').scrollTop = 0");
            log.eventually(() -> assertThat(texts(log)).anyMatch(text -> text.startsWith("第" + (NOTES - 10) + "条")));
        }
    }

    @Test void writesByKeyboardAndTheNextPageSeesItWithinSeconds() {
        try (var log = open(""); var other = open("?lang=en")) {
            press(log, "n");
            type(log, "键盘记入的一条");
            press(log, "Control+Enter");

            log.eventually(() -> assertThat(texts(log)).first().asString().contains("键盘记入的一条"));
            other.eventually(() -> assertThat(texts(other)).first().asString().contains("键盘记入的一条"));
            assertThat(log.find("#note").count()).isZero();
        }
    }

    @Test void aNoteFromTheMapIsAboutItsObject() {
        try (var log = open("?note=1&object=" + STATION)) {
            log.find("#note-text").waitFor();
            assertThat(log.find("#note-object").inputValue()).isEqualTo(STATION);
            press(log, "Control+Enter");
            assertThat(log.find("#note-text-error").textContent()).isEqualTo("请填写内容。");
            log.find("#note-object").fill("没有这个对象");
            log.find("#note-text").fill("雨量筒堵塞");
            press(log, "Control+Enter");
            log.eventually(() -> assertThat(log.find("#note-error").textContent()).contains("图上没有唯一的此对象"));
            log.find("#note-object").fill("城关雨量站");
            log.find("#note-text").focus();
            press(log, "Control+Enter");
            log.eventually(() -> assertThat(texts(log)).first().asString().contains("雨量筒堵塞"));
        }
    }

    @Test void correctsInPlaceAndTheOldWordsStayStruckThrough() {
        write("转移群众 32 人", "");
        try (var log = open("?q=" + "转移群众")) {
            press(log, "j", "c");
            log.find("#correction-text").fill("转移群众 35 人");
            press(log, "Tab");
            type(log, "现场复核");
            press(log, "Enter");

            log.eventually(() -> assertThat(log.find("tr[data-key] ins").first().textContent()).isEqualTo("转移群众 35 人"));
            assertThat(log.find("tr[data-key] del").first().textContent()).isEqualTo("转移群众 32 人");
            assertThat(log.find("tr[data-key] .by").allTextContents()).anyMatch(by -> by.contains("王值班") && by.contains("现场复核"));
            assertThat(texts(log)).as("the correction is a line of its own").hasSize(2);
        }
    }

    @Test void enterOpensTheEntryWithWhatProvesIt() {
        try (var log = open("")) {
            press(log, "j", "j", "k", "Enter");

            assertThat(log.find("dialog.detail").innerText()).containsPattern("[0-9a-f]{64}").containsPattern("序号\\s+\\d+");
            press(log, "Escape");
            assertThat(log.find("dialog.detail").isVisible()).isFalse();
            assertThat(log.find("tr[aria-selected=true]").count()).isEqualTo(1);
            press(log, "F1");
            assertThat(log.find("dialog.help").isVisible()).isTrue();
        }
    }

    @Test void paperHasEveryLineToTheMinuteAndTheChainsHead() {
        try (var log = open("?q=round1")) {
            log.ask("window.print = () => { window.printed = true; }");
            press(log, "Control+p");
            log.until("window.printed");
            log.ask("dispatchEvent(new Event('beforeprint'))");
            log.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

            var sheet = log.find(".sheet").innerText();
            assertThat(sheet).contains("望海县值班日志", "检索 round1", "王值班", "值班员", "带班领导", "第1条 巡查 Round1", "第199条 巡查 Round199");
            assertThat(sheet).containsPattern("\\d\\d-\\d\\d \\d\\d:\\d\\d\\s").containsPattern("哈希 [0-9a-f]{16}");
            assertThat(log.find(".sheet tbody tr").count()).isEqualTo(111);
            assertThat(log.find(".sheet tbody tr").first().innerText()).as("read downwards").contains("第1条");
            assertThat(log.find(".topbar").isVisible()).isFalse();

            byte[] pdf = log.page().pdf(new Page.PdfOptions().setPreferCSSPageSize(true));
            var pages = Pattern.compile("/Type /Page\\b").matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count();
            assertThat(pages).isBetween(3L, 6L);
            log.ask("dispatchEvent(new Event('afterprint'))");
            assertThat(log.find(".sheet").count()).isZero();
        }
    }

    @Test void theTableOpensInASpreadsheetWithoutRunningAnything() throws Exception {
        try (var log = open("?q=鼋")) {
            var download = log.page().waitForDownload(() -> log.find(".log-tools button").nth(1).click());
            var file = temp.resolve("log.csv");
            download.saveAs(file);

            var csv = Files.readString(file);
            assertThat(csv).startsWith("\ufeff时间,").contains("\"'=HYPERLINK(\"\"x\"\") 鼋头渚\"");
            assertThat(download.suggestedFilename()).startsWith("值班日志-").endsWith(".csv");
        }
    }

    @Test void aGuestReadsAndCannotWrite() {
        try (var log = Screen.openPlain(demo.browser(), demo.origin() + "/log", 1400, 900, java.util.Optional.empty())) {
            assertThat(log.find(".log-tools").innerText()).doesNotContain("新记录");
            press(log, "n");
            assertThat(log.find("#note").count()).isZero();
        }
    }
}
