package onemap.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import onemap.story.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way in, as people go it: by keyboard, with a wrong password, with what is owed first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SignInTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final String NEW_PASSWORD = "堤防巡查每两小时一次";

    private DemoDesk demo;

    @BeforeAll void begin(@TempDir Path temp) { demo = new DemoDesk(temp.resolve("data")); }

    @AfterAll void end() { demo.close(); }

    private Visit visit(String path) { return new Visit(demo.browser(), demo.origin(), path); }

    @Test void aGuestSeesWhereToSignInAndComesBackToTheSameViewByKeyboardAlone() {
        try (var visit = visit("/?lang=en#sel=mqtt:WH-W-03&l=level")) {
            visit.page().locator("#who a").waitFor();
            assertThat(visit.page().locator("#demo").innerText()).contains("Demo data");
            assertThat(visit.page().locator("#who").innerText()).isEqualTo("Sign in");
            visit.page().locator("#who a").focus();
            visit.press("Enter");
            visit.page().waitForURL(address -> address.contains("/signin"));
            visit.page().locator("#login:focus").waitFor();
            assertThat(visit.page().locator(".demo-users").innerText()).contains("duty").doesNotContain(demo.server().demoPassword("duty"));

            visit.type("duty");
            visit.press("Tab");
            visit.type(demo.server().demoPassword("duty"));
            visit.press("Enter");

            visit.page().waitForURL(address -> !address.contains("/signin"));
            assertThat(visit.page().url()).contains("/?lang=en#").contains("sel=mqtt").contains("l=level");
            visit.page().locator(".who-button").waitFor();
            assertThat(visit.page().locator(".who-button").innerText()).contains("王值班", "Duty officer", "Whole county");
        }
    }

    @Test void theMenuGoesByArrowKeysAndSignsOut() {
        try (var visit = visit("/signin?next=/account")) {
            visit.signIn("field", demo.server().demoPassword("field"));
            visit.page().locator(".who-button").focus();
            visit.press("ArrowDown");
            assertThat(visit.focused()).isEqualTo("账号");
            visit.press("Escape");
            assertThat(visit.page().locator(".who-menu").isVisible()).isFalse();
            assertThat(visit.page().locator(".who-button:focus").count()).isEqualTo(1);
            visit.press("Enter");
            visit.press("End");
            assertThat(visit.focused()).isEqualTo("退出登录");
            assertThat(visit.page().locator(".who-menu").innerText()).as("what a field member may not")
                    .doesNotContain("权限管理")
                    .doesNotContain("接入");

            visit.press("Enter");

            visit.page().waitForURL(address -> address.contains("/signin"));
            visit.page().locator("#login").waitFor();
            assertThat(visit.page().evaluate("__page.user")).isEqualTo("guest");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody-here", "leader"}) void aWrongLoginAndAWrongPasswordAreToldAlikeAndInPlace(String login) {
        try (var visit = visit("/signin")) {
            visit.page().locator("#login").fill(login);
            visit.page().locator("#password").fill("not the password");
            visit.press("Enter");

            var error = visit.page().getByRole(AriaRole.ALERT);
            error.waitFor();
            assertThat(error.innerText()).isEqualTo("登录名或密码不正确。");
            assertThat(visit.page().locator("#password:focus").inputValue()).isEmpty();
            assertThat(visit.page().locator("#login").inputValue()).isEqualTo(login);
            assertThat(visit.page().locator("form button[type=submit]").getAttribute("aria-describedby"))
                    .isEqualTo(error.getAttribute("id"));
        }
    }

    @Test void whatIsMissingIsSaidAtItsFieldBeforeAnythingIsSent() {
        try (var visit = visit("/signin?lang=en")) {
            visit.page().locator("#login").fill("duty");
            visit.press("Enter");

            assertThat(visit.page().locator("#password-error").innerText()).isEqualTo("Enter your password");
            assertThat(visit.page().locator("#password:focus").getAttribute("aria-invalid")).isEqualTo("true");
            assertThat(visit.page().locator("#password").getAttribute("aria-describedby")).contains("password-error");
            assertThat(visit.asked()).noneMatch(request -> request.startsWith("POST"));
        }
    }

    @Test void whoTriesTooOftenIsToldHowLongToWait() {
        try (var visit = visit("/signin")) {
            visit.page().locator("#login").fill("town");
            for (int i = 0; i < 5; i++) {
                visit.page().locator("#password").fill("wrong " + i);
                visit.press("Enter");
                visit.eventually(() -> assertThat(visit.page().locator("#password").inputValue()).isEmpty());
            }
            visit.page().locator("#password").fill(demo.server().demoPassword("town"));
            visit.press("Enter");

            visit.eventually(() -> assertThat(visit.page().getByRole(AriaRole.ALERT).innerText()).matches("尝试次数过多,1[45]:\\d\\d 后可以再试。"));
            String first = visit.page().getByRole(AriaRole.ALERT).innerText();
            visit.eventually(() -> assertThat(visit.page().getByRole(AriaRole.ALERT).innerText()).isNotEqualTo(first));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example", "https://evil.example",
            "/.//evil.example"}) void noLinkLeadsElsewhereAfterSigningIn(
                    String next) {
        try (var visit = visit("/signin?next=" + URLEncoder.encode(next, UTF_8))) {
            visit.signIn("leader", demo.server().demoPassword("leader"));

            assertThat(visit.page().url()).startsWith(demo.origin() + "/");
            assertThat(visit.asked()).allMatch(request -> request.split(" ")[1].startsWith(demo.origin() + "/"));
        }
    }

    /** The administrator's first day begins here: the printed password is changed and the phone enrolled before anything else is shown. */
    @Test void theFirstAdministratorChangesThePasswordAndEnrolsAPhone(@TempDir Path temp) throws GeneralSecurityException {
        try (var server = TestServer.startReal(temp.resolve("data"));
                var visit = new Visit(demo.browser(), DemoDesk.origin(server), "/access?lang=en")) {
            visit.page().waitForURL(address -> address.contains("/signin"));
            visit.page().locator("#login").waitFor();
            assertThat(visit.page().locator("#demo").count()).as("not the demo").isZero();
            visit.page().locator("#login").fill("admin");
            visit.page().locator("#password").fill(server.firstPassword());
            visit.press("Enter");

            visit.page().locator("#owed-password-new").fill("password123");
            visit.page().locator("#owed-password-again").fill("password123");
            visit.press("Enter");
            visit.page().getByRole(AriaRole.ALERT).waitFor();
            visit.page().locator("#owed-password-new").fill(NEW_PASSWORD);
            visit.page().locator("#owed-password-again").fill(NEW_PASSWORD);
            visit.press("Enter");

            visit.page().locator("img.qr").waitFor();
            visit.eventually(() -> assertThat(visit.page().evaluate("document.querySelector('img.qr').naturalWidth > 20")).isEqualTo(true));
            byte[] secret = base32(visit.page().locator(".secret-text").innerText());
            visit.page().locator("#owed-factor-code").fill("12345");
            visit.press("Enter");
            assertThat(visit.page().locator("#owed-factor-code-error").innerText()).isEqualTo("A code has 6 digits");
            visit.page().locator("#owed-factor-code").fill(totp(secret));
            visit.press("Enter");

            visit.page().waitForURL(address -> address.contains("/access"));
            visit.page().locator("tr[data-login=admin]").waitFor();
            assertThat(visit.page().locator("tr[data-login=admin]").innerText()).contains("On");

            try (var again = new Visit(demo.browser(), DemoDesk.origin(server), "/signin")) {
                again.page().locator("#login").fill("admin");
                again.page().locator("#password").fill(NEW_PASSWORD);
                again.press("Enter");
                again.page().locator("#code:focus").waitFor();
                assertThat(again.page().getByRole(AriaRole.ALERT).count()).as("a missing code is no mistake").isZero();
            }
        }
    }

    /** RFC 6238 as an authenticator app does it: SHA-1, 30 s, six digits. */
    private static String totp(byte[] secret) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret, "HmacSHA1"));
        byte[] hash = mac.doFinal(ByteBuffer.allocate(8).putLong(CLOCK.instant().getEpochSecond() / 30).array());
        int number = ByteBuffer.wrap(hash).getInt(hash[19] & 0xf) & 0x7fffffff;
        return "%06d".formatted(number % 1_000_000);
    }

    /** RFC 4648. */
    private static byte[] base32(String text) {
        String digits = text.replaceAll("[\\s=]", "");
        var bytes = ByteBuffer.allocate(digits.length() * 5 / 8);
        long bits = 0;
        int held = 0;
        for (char digit : digits.toCharArray()) {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(digit);
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.put((byte) (bits >> held));
                bits &= (1L << held) - 1;
            }
        }
        return bytes.array();
    }
}
