package onemap.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Clip;
import com.microsoft.playwright.options.Cookie;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import javax.imageio.ImageIO;

/**
 * One page of the real server in a browser of its own profile: asked through {@code window.__ux}, seen as pixels. It remembers what the page asked the
 * network for and what it complained of. One thread.
 */
final class Screen implements AutoCloseable {
    /** For conditions that hold within a second on a quiet machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double POLL_MILLIS = 50;

    private final BrowserContext context;
    private final Page page;
    private final List<URI> asked = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    /** A place in the map's container, CSS pixels. */
    record Spot(double x, double y) {
        double distance(Spot other) { return Math.hypot(x - other.x, y - other.y); }
    }

    /** Something to be asserted again until it holds. */
    interface Assertion {
        void check();
    }

    private Screen(Browser browser, int width, int height, Optional<Cookie> session, String... scripts) {
        context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        context.setDefaultTimeout(PATIENCE.toMillis());
        session.ifPresent(cookie -> context.addCookies(List.of(cookie)));
        page = context.newPage();
        for (String script : scripts)
            page.addInitScript(script);
        page.onRequest(request -> asked.add(URI.create(request.url().replaceAll("[?#].*", ""))));
        page.onWebSocket(socket -> asked.add(URI.create(socket.url().replaceAll("[?#].*", ""))));
        page.onPageError(errors::add);
    }

    /** A page of that size that has caught up with the server. */
    static Screen open(Browser browser, String url, int width, int height, Optional<Cookie> session, String... scripts) {
        var screen = new Screen(browser, width, height, session, scripts);
        screen.page.navigate(url);
        screen.awaitLive();
        return screen;
    }

    /** A page that has no live stream, once its first table is filled. */
    static Screen openPlain(Browser browser, String url, int width, int height, Optional<Cookie> session) {
        var screen = new Screen(browser, width, height, session);
        screen.page.navigate(url);
        screen.find("tbody tr").first().waitFor();
        return screen;
    }

    void awaitLive() {
        find("body[data-link=live]").waitFor();
        until("__ux.stream.synced && __ux.stream.to >= 0");
    }

    Page page() { return page; }

    /** Addresses the page asked for, without their queries. */
    List<URI> asked() { return asked; }

    Locator find(String selector) { return page.locator(selector); }

    /** What an expression is there; numbers come as Integer or Double. */
    Object ask(String expression) {
        return page.evaluate(expression);
    }

    double number(String expression) { return ((Number) ask(expression)).doubleValue(); }

    boolean holds(String expression) { return Boolean.TRUE.equals(ask("!!(" + expression + ")")); }

    /** Waits until the expression is true there. The page's policy forbids eval, and with it Playwright's own waiting. */
    void until(String expression) {
        eventually(() -> assertEquals(true, holds(expression), expression));
    }

    /** Asserts again and again until it holds; the last failure is told when it never does. */
    void eventually(Assertion assertion) {
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

    /** Where the symbol of that object was drawn last; empty when it is out of view or but a dot. */
    Optional<Spot> symbol(String id) {
        return Optional.ofNullable((Map<?, ?>) page.evaluate("id => __ux.spriteAt(id)", id))
                .filter(at -> Boolean.TRUE.equals(at.get("drawn")))
                .map(Screen::spot);
    }

    /** Where the map itself puts a place. */
    Spot project(double lonDegrees, double latDegrees) {
        return spot((Map<?, ?>) page.evaluate("([lon, lat]) => __ux.project(lon, lat)", List.of(lonDegrees, latDegrees)));
    }

    private static Spot spot(Map<?, ?> point) {
        return new Spot(((Number) point.get("x")).doubleValue(), ((Number) point.get("y")).doubleValue());
    }

    /** The page's coordinates of a place in the map's container. */
    Spot onPage(Spot spot) {
        var box = find("#map").boundingBox();
        return new Spot(box.x + spot.x, box.y + spot.y);
    }

    void click(Spot onMap) {
        var at = onPage(onMap);
        page.mouse().click(at.x, at.y);
    }

    BufferedImage picture() { return image(page.screenshot()); }

    /** What is seen within so many pixels about a place on the map. */
    BufferedImage picture(Spot onMap, int reach) {
        var at = onPage(onMap);
        return image(page.screenshot(new Page.ScreenshotOptions()
                .setClip(new Clip(Math.round(at.x) - reach, Math.round(at.y) - reach, 2 * reach + 1, 2 * reach + 1))));
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many pixels have such a colour 0xRRGGBB. */
    static long count(BufferedImage image, IntPredicate colour) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++)
            for (int x = 0; x < image.getWidth(); x++)
                if (colour.test(image.getRGB(x, y) & 0xffffff)) count++;
        return count;
    }

    /** Ends the page; fails when a script of it had failed. */
    @Override public void close() {
        context.close();
        assertEquals(List.of(), errors, "errors on the page");
    }
}
