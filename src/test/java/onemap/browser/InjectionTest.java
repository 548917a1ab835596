package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import onemap.story.HostileTexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** W2: whatever devices, authorities and people write reaches every page as text and nothing else. */
@Timeout(300)
class InjectionTest {
    private static final String WATCH = """
            window.hits = 0;
            window.hit = () => { window.hits += 1; };
            window.violations = [];
            addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));""";
    /** Elements and attributes that only a text could have brought. */
    private static final String INJECTED = """
            [...document.querySelectorAll('[data-hit], script:not([src]), style, iframe, object, embed, base, math, video, [srcdoc], [onerror], [onload], [onclick], '
              + '[onfocus], [ontoggle], [onbegin], [href^="javascript:" i], [href^="data:" i], [action], meta[http-equiv=refresh]')].map((each) => each.outerHTML.slice(0, 200))""";

    @TempDir Path temp;
    private final List<String> complaints = new ArrayList<>();

    @Test void whateverIsWrittenReachesEveryPageAsTextAndNothingElse() {
        try (var demo = new DemoDesk(temp.resolve("data"))) {
            assertThat(HostileTexts.all()).hasSizeGreaterThan(25);
            var told = HostileTexts.tell(demo.server(), InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
            try (var visit = new Visit(demo.browser(), demo.origin(), "/signin")) {
                watch(visit);
                visit.signIn("admin", demo.server().demoPassword("admin"));

                look(visit, "/access", List.of());
                visit.page().getByText("机器令牌", new Page.GetByTextOptions().setExact(true)).first().click();
                visit.eventually(() -> assertThat(shown(visit)).satisfies(all -> assertHolds(all, told.names())));
                assertUnharmed(visit, "/access, tokens");
                look(visit, "/log?group=note", told.notes().subList(1, told.notes().size())); // the oldest lies below what is drawn
                look(visit, "/feeds", List.of());
                for (var feed : visit.page().locator("tbody button").all())
                    feed.click();
                assertUnharmed(visit, "/feeds");
                lookAtTheMap(visit, told);
                look(visit, "/wall", List.of());
            }
        }
    }

    private void watch(Visit visit) {
        visit.page().addInitScript(WATCH);
        visit.page().onDialog(dialog -> {
            complaints.add("dialog " + dialog.message());
            dialog.dismiss();
        });
        visit.page()
                .onConsoleMessage(message -> {
                    if (message.type().equals("error")) complaints.add(message.text());
                });
    }

    private void look(Visit visit, String path, List<String> texts) {
        visit.go(path);
        visit.see(path.equals("/wall") ? "body[data-link=live]" : "tbody tr");
        visit.eventually(() -> assertThat(shown(visit)).as(path).satisfies(all -> assertHolds(all, texts)));
        assertUnharmed(visit, path);
    }

    private void lookAtTheMap(Visit visit, HostileTexts.Told told) {
        visit.go("/");
        visit.see("body[data-link=live]");
        visit.eventually(() -> assertThat(visit.page().evaluate("__ux.counts.warnings")).isEqualTo(told.warnings().size()));
        visit.see("#unplaced");
        assertUnharmed(visit, "/");
        for (var chip : visit.page().locator(".chip").all())
            if (chip.isVisible()) chip.click();
        assertUnharmed(visit, "/ with a card");
    }

    private static void assertHolds(String shown, List<String> texts) {
        assertThat(texts.stream().map(InjectionTest::flat).filter(text -> !shown.contains(text)).toList()).as("not shown as written")
                .isEmpty();
    }

    private static String shown(Visit visit) { return flat(String.valueOf(visit.page().evaluate("document.body.textContent"))); }

    /** Blanks may be folded, and what is long be cut. */
    private static String flat(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private void assertUnharmed(Visit visit, String where) {
        assertThat(visit.page().evaluate("window.hits")).as("scripts run on %s", where).isEqualTo(0);
        assertThat((List<?>) visit.page().evaluate("window.violations")).as("of the policy on %s", where).isEmpty();
        assertThat((List<?>) visit.page().evaluate(INJECTED)).as("elements on %s", where).isEmpty();
        assertThat(complaints).as(where).isEmpty();
    }
}
