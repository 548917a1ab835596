package onemap.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests of {@code src/test/web} in a real browser that has no WebGL, each told as one test of its own. */
class CoreTest {
    private static final double PATIENCE_MILLIS = 60_000;
    /** UX check A7: nothing may depend on WebGL. */
    private static final String NO_WEBGL = """
            const real = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (type, ...rest) {
              return /webgl/.test(type) ? null : real.call(this, type, ...rest);
            };""";

    @TestFactory Stream<DynamicTest> holdsInABrowserWithoutWebGl() throws Exception {
        var results = results();
        assertFalse(results.isEmpty());
        return results.stream()
                .map(result -> DynamicTest.dynamicTest((String) result.get("name"), () -> assertEquals(null, result.get("failure"))));
    }

    private static List<Map<?, ?>> results() throws Exception {
        try (var server = new StaticServer(); var chromium = new Chromium(); var page = chromium.browser().newPage()) {
            var errors = new ArrayList<String>();
            page.onPageError(errors::add);
            page.addInitScript(NO_WEBGL);
            page.navigate(server.url("/test/index.html"));
            // the policy forbids eval, and with it waitForFunction: the page says in its markup when it is done
            page.waitForSelector("html[data-done]", new Page.WaitForSelectorOptions().setTimeout(PATIENCE_MILLIS));
            assertEquals(List.of(), errors);
            return ((List<?>) page.evaluate("window.__results")).stream().<Map<?, ?>>map(result -> (Map<?, ?>) result).toList();
        }
    }
}
