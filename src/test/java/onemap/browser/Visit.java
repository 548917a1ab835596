package onemap.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Somebody with a browser and a keyboard, who has been nowhere yet. One thread. */
final class Visit implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double POLL_MILLIS = 50;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;

    private final BrowserContext context;
    private final Page page;
    private final List<String> asked = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    Visit(Browser browser, String origin, String path) {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT).setBaseURL(origin));
        context.setDefaultTimeout(PATIENCE.toMillis());
        context.setDefaultNavigationTimeout(PATIENCE.toMillis());
        page = context.newPage();
        page.onRequest(request -> asked.add(request.method() + " " + request.url()));
        page.onPageError(errors::add);
        page.navigate(path);
    }

    Page page() { return page; }

    /** Once it is there. */
    Locator see(String selector) {
        var seen = page.locator(selector).first();
        seen.waitFor();
        return seen;
    }

    String text(String selector) { return see(selector).innerText(); }

    void go(String path) { page.navigate(path); }

    void press(String key) { page.keyboard().press(key); }

    void type(String text) { page.keyboard().type(text); }

    /** Text of what the keyboard is at. */
    String focused() {
        return String.valueOf(page.evaluate("document.activeElement.textContent")).strip();
    }

    /** Method and address of every request so far. */
    List<String> asked() { return List.copyOf(asked); }

    /** From the sign-in page, until another one is there. */
    void signIn(String login, String password) {
        see("#login").fill(login);
        see("#password").fill(password);
        press("Enter");
        page.waitForURL(address -> !address.contains("/signin"));
    }

    /** Keys of texts that a page showed for want of the text. */
    List<?> missingTexts() {
        return (List<?>) page.evaluate("(window.__page ?? window.__ux).missingKeys");
    }

    void eventually(Screen.Assertion assertion) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError failure) {
                if (System.nanoTime() - end > 0) throw failure;
            }
            page.waitForTimeout(POLL_MILLIS);
        }
    }

    /** Ends it; fails when a script of a page had failed. */
    @Override public void close() {
        context.close();
        assertEquals(List.of(), errors, "errors on the page");
    }
}
