package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what, as administrators set it and as everybody meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class AccessPagesTest {
    /** Boxes too narrow for what they hold; exempt is what is but read aloud, what scrolls, and what is cut with its whole text in its title. */
    private static final String OVERFLOWING = """
            [...document.querySelectorAll('body *')].filter((each) => !each.closest('.leaflet-container, svg, .only-read, .table-box, .alarm-table, .ages, .log .actor')
              && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1).map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 40)}`)""";
    private static final String OUTSIDE = """
            [...document.querySelectorAll('.topbar *, main button, main a, main input, main th')].filter((each) => !each.closest('.table-box, .leaflet-container')
              && each.checkVisibility()).filter((each) => {
                const {left, right} = each.getBoundingClientRect();
                return left < 0 || right > innerWidth;
              }).map((each) => `${each.tagName}.${each.className} ${each.textContent.slice(0, 40)}`)""";

    private DemoDesk demo;

    @BeforeAll void begin(@TempDir Path temp) { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll void end() { demo.close(); }

    private Visit as(String login, String path) {
        var visit = new Visit(demo.browser(), demo.origin(), "/signin");
        visit.signIn(login, demo.server().demoPassword(login));
        visit.go(path);
        return visit;
    }

    @Test void aUserIsAddedByKeyboardSignsInMustChangeAndIsShutOut() {
        try (var admin = as("admin", "/access"); var newcomer = new Visit(demo.browser(), demo.origin(), "/signin")) {
            admin.see("#add-user").focus();
            admin.press("Enter");
            admin.see("#user-login:focus");
            admin.type("chen.jie");
            admin.press("Tab");
            admin.type("陈杰");
            admin.press("Tab");
            admin.press("Tab");
            admin.press("Tab");
            admin.see("#user-area-town").selectOption("331099101");
            admin.see("#user-area-village").selectOption("331099101201");
            admin.see("#user-area-village").selectOption("");
            admin.see("#user-name").focus();
            admin.press("Enter");
            String password = admin.see(".secret:focus").inputValue();
            assertThat(password).hasSizeGreaterThan(9);
            assertThat(admin.text("tr[data-login='chen.jie']")).contains("陈杰", "值班员", "望溪镇", "待改密码");

            newcomer.see("#login").fill("chen.jie");
            newcomer.see("#password").fill(password);
            newcomer.press("Enter");
            newcomer.see("#owed-password-new").fill("dam-watch-every-2h");
            newcomer.see("#owed-password-again").fill("dam-watch-every-2h");
            newcomer.press("Enter");
            newcomer.page().waitForURL(address -> !address.contains("/signin"));
            assertThat(newcomer.text(".who-button")).contains("陈杰", "值班员", "望溪镇");

            admin.go("/access");
            admin.see("tr[data-login='chen.jie'] button:text-is('编辑')").click();
            admin.see("#user-enabled").uncheck();
            admin.see("#edit-user button[type=submit]").click();
            admin.see("tr[data-login='chen.jie'][data-enabled=false]");
            newcomer.page().waitForURL(address -> address.contains("/signin"));
        }
    }

    @Test void theLastAdministratorStaysAndTheReasonIsToldInPlace() {
        try (var admin = as("admin", "/access")) {
            admin.see("tr[data-login=admin] button:text-is('编辑')").click();
            admin.see("#user-enabled").uncheck();
            admin.see("#edit-user button[type=submit]").click();

            admin.see("#edit-user-error:not([hidden])");
            assertThat(admin.text("#edit-user-error")).contains("当前不可执行", "最后一名管理员").doesNotContain("nobody else");
        }
    }

    @Test void aPasswordIsResetOnlyAfterAskingBackInPlace() {
        try (var admin = as("admin", "/access"); var member = as("field", "/account")) {
            member.see("#me");
            admin.see("tr[data-login=field] button:text-is('重置密码')").focus();
            admin.press("Enter");
            assertThat(admin.focused()).isEqualTo("重置密码");
            assertThat(admin.text("tr[data-login=field] .asked")).contains("赵队员");
            admin.press("Escape");
            assertThat(admin.page().locator(".secret").count()).isZero();
            admin.press("Enter");
            admin.press("Enter");

            assertThat(admin.see(".secret:focus").inputValue()).hasSizeGreaterThan(9);
            member.go("/account");
            member.see("#sign-out, #login, .sign-in");
            assertThat(member.page().locator("#me").count()).as("the session has ended").isZero();
        }
    }

    @Test void aTokenIsShownOnceOpensAndIsRevoked() {
        try (var admin = as("admin", "/access?tab=tokens&lang=en")) {
            admin.see("#issue-token").click();
            admin.see("#token-name").fill("hydrology bureau");
            admin.see("#token-role").selectOption("duty-officer");
            admin.see("#token-days").fill("many");
            admin.press("Enter");
            assertThat(admin.text("#token-days-error")).isEqualTo("A whole number from 1 to 3650");
            admin.see("#token-days").fill("30");
            admin.press("Enter");
            String token = admin.see(".secret:focus").inputValue();

            assertThat(token).startsWith("onemap_");
            assertThat(statusOf(admin, token)).isEqualTo(200);
            admin.see(".once button:text-is('I have it, close')").click();
            assertThat(admin.page().content()).doesNotContain(token);
            admin.see("tr:has-text('hydrology bureau') button:text-is('Revoke')").click();
            assertThat(admin.text(".asked:visible")).contains("hydrology bureau");
            admin.press("Enter");
            admin.eventually(() -> assertThat(admin.page().locator("tr:has-text('hydrology bureau')").count()).isZero());
            assertThat(statusOf(admin, token)).isEqualTo(401);
        }
    }

    /** Without the cookie, as a machine asks. */
    private static int statusOf(Visit visit, String token) {
        return (int) visit.page()
                .evaluate(
                        """
                                async (token) => (await fetch('/api/v1/alarms', {credentials: 'omit', headers: {authorization: `Bearer ${token}`}})).status""",
                        token);
    }

    @Test void aWallIsPairedByItsCodeWithoutAReloadAndGoesBackToACodeWhenRevoked() {
        try (var admin = as("admin", "/access?tab=walls"); var wall = new Visit(demo.browser(), demo.origin(), "/wall")) {
            wall.see("#demo");
            wall.page().evaluate("window.unloaded = 'no'");
            String code = wall.text("#pairing-code");
            assertThat(code).matches("\\d{3} \\d{3}");

            admin.see("#wall-code").fill("12");
            admin.press("Enter");
            assertThat(admin.text("#wall-code-error")).contains("6 位数字");
            admin.see("#wall-code").fill(code);
            admin.see("#wall-name").fill("指挥大厅东墙");
            admin.see("#wall-area-town").selectOption("331099101");
            admin.see("#wall-name").focus();
            admin.press("Enter");

            admin.see("tr:has-text('指挥大厅东墙')");
            wall.eventually(() -> assertThat(wall.page().locator("#pairing-code").count()).isZero());
            wall.eventually(() -> assertThat(wall.page().locator(".topbar .sub").innerText()).isEqualTo("望溪镇"));
            assertThat(wall.page().evaluate("window.unloaded")).as("the same page").isEqualTo("no");

            admin.see("tr:has-text('指挥大厅东墙') button:text-is('撤销')").click();
            admin.press("Enter");
            wall.eventually(() -> assertThat(wall.text("#pairing-code")).matches("\\d{3} \\d{3}").isNotEqualTo(code));
        }
    }

    @Test void aSessionIsEndedAndItsPageOfWorkAsksToSignIn() {
        try (var admin = as("admin", "/access?tab=sessions"); var leader = as("leader", "/account")) {
            leader.see("#sessions tr:has-text('本机会话')");
            admin.go("/access?tab=sessions");
            admin.see("tr:has-text('林带班') button:text-is('结束')").click();
            admin.press("Enter");
            admin.eventually(() -> assertThat(admin.page().locator("tr:has-text('林带班')").count()).isZero());

            leader.see("#own-password-old").fill("x");
            leader.see("#own-password-new").fill("another-long-one");
            leader.see("#own-password-again").fill("another-long-one");
            leader.press("Enter");

            leader.page().waitForURL(address -> address.contains("/signin?next=%2Faccount"));
        }
    }

    @Test void whoMayNotIsToldSoAndAGuestIsLedToSignIn() {
        try (var officer = as("duty", "/access"); var guest = new Visit(demo.browser(), demo.origin(), "/feeds?lang=en")) {
            assertThat(officer.see("main [role=alert]").innerText()).contains("值班员", "无权查看");
            assertThat(officer.page().locator("#add-user").count()).isZero();
            assertThat(guest.text("main")).contains("Sign in to see this.");

            guest.see("main a.primary").click();

            guest.page().waitForURL(address -> address.contains("/signin") && address.contains("next=%2Ffeeds%3Flang%3Den"));
        }
    }

    @Test void theMatrixIsTheServersAndInWords() {
        try (var admin = as("admin", "/access?tab=roles")) {
            assertThat(admin.text("tr:has(th:text-is('确认与撤销告警'))")).isNotBlank();
            List<String> marks = admin.page().locator("tr:has(th:text-is('管理用户与权限')) td").allInnerTexts();
            assertThat(marks).hasSize(7).filteredOn(mark -> mark.contains("●")).hasSize(1);
            assertThat(admin.page().locator(".matrix tbody th").allInnerTexts()).noneMatch(word -> word.matches("[A-Z_]+"));
        }
    }

    @Test void theInterfaceIsFoundReadAndShownHowToAskByKeyboard() {
        try (var visit = new Visit(demo.browser(), demo.origin(), "/openapi")) {
            visit.see("#filter").focus();
            visit.type("post acknowledge");
            String route = ".operation[data-path='/api/v1/alarms/{id}/acknowledge']";
            visit.eventually(() -> assertThat(visit.page().locator(".operation").count()).isBetween(1, 2));

            visit.see(route + " summary").focus();
            visit.press("Enter");

            visit.eventually(() -> assertThat(visit.text(route + " .inside")).contains("确认与撤销告警", "ACKNOWLEDGE", "401")
                    .contains("curl -X POST '" + demo.origin() + "/api/v1/alarms/{id}/acknowledge'"));
            assertThat(visit.page().url()).contains("q=post+acknowledge");
        }
    }

    @Test void aPersonFindsTheFeaturesTheWayAProgramDoes() {
        try (var visit = new Visit(demo.browser(), demo.origin(), "/ogc")) {
            visit.see("td a[href*='/ogc/collections?']").click();
            visit.see("td a[href*='/ogc/collections/shelters/items']").click();
            visit.see("#cql").fill("capacityPersons >= 1000 AND tier = 'county'");
            visit.press("Enter");

            visit.see("td a[href*='items/site']").click();

            visit.eventually(() -> assertThat(visit.text("dl.facts")).contains("capacityPersons"));
            assertThat(visit.page().locator("a[href*='sel=site']").count()).isEqualTo(1);
            visit.go("/ogc/collections/shelters/items?f=html&lang=en&filter=beds%3E%27many%27");
            visit.eventually(() -> assertThat(visit.text("[role=alert]")).contains("numeric"));
            assertThat(visit.page().locator("#cql").inputValue()).isEqualTo("beds>'many'");
        }
    }

    @ParameterizedTest
    @CsvSource({"/signin, ''", "/account, admin", "/access?tab=users, admin", "/access?tab=tokens, admin", "/access?tab=sessions, admin",
            "/access?tab=walls, admin",
            "/access?tab=roles, admin", "/openapi, admin", "/feeds, duty", "/import, duty", "/, commander", "/ogc/collections?f=html, ''",
            "/ogc/collections/shelters/items?f=html, ''",
            "/, ''"}) void nothingOverflowsAndNoTextIsMissingInEitherLanguage(
                    String path, String login) {
        try (var visit = login.isEmpty() ? new Visit(demo.browser(), demo.origin(), path) : as(login, path)) {
            for (String language : List.of("en", "zh")) {
                visit.go(path + (path.contains("?") ? "&" : "?") + "lang=" + language);
                visit.see(".topbar");
                visit.see("#demo");
                visit.eventually(() -> assertThat(visit.page().getByText(language.equals("en") ? "Loading…" : "正在读取…").count()).isZero());
                assertThat(visit.missingTexts()).isEmpty();
                visit.eventually(() -> assertThat((List<?>) visit.page().evaluate(OVERFLOWING)).as("overflowing in " + language).isEmpty());
                assertThat((List<?>) visit.page().evaluate(OUTSIDE)).as("outside in " + language).isEmpty();
                assertThat(visit.page().evaluate("document.documentElement.lang")).isEqualTo(language.equals("en") ? "en" : "zh-CN");
            }
        }
    }
}
