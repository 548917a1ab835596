package onemap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import onemap.story.Web;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A contact on the card of a shelter, by keyboard alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class ContactTest {
    private DemoDesk demo;
    private String shelter;
    private String name;
    private String phone;

    @BeforeAll void begin(@TempDir Path temp) throws IOException {
        demo = new DemoDesk(temp.resolve("data"));
        JsonNode row = Web.JSON.readTree(Path.of("gis-data", "shelters.geojson").toFile()).at("/features/0/properties");
        shelter = "site:" + row.path("id").asText();
        name = row.at("/personal/keeper/name").asText();
        phone = row.at("/personal/keeper/phone").asText();
    }

    @AfterAll void end() { demo.close(); }

    private String masked() { return phone.substring(0, 3) + "****" + phone.substring(7); }

    @Test void isShownForAReasonAndHiddenAgain() {
        for (String language : List.of("zh", "en")) {
            try (var desk = demo.open("/?lang=" + language + "#sel=" + shelter)) {
                var contacts = desk.find("#contacts");
                contacts.waitFor();
                assertThat(contacts.innerText()).contains(name.charAt(0) + "*")
                        .contains(masked())
                        .doesNotContain(name)
                        .doesNotContain(phone);

                desk.find("#contact-show").focus();
                desk.page().keyboard().press("Enter");
                assertThat(focused(desk)).isEqualTo("contact-reason");
                desk.page().keyboard().type("h");
                desk.page().keyboard().press("Enter");
                desk.find("#contact-reason[aria-invalid=true]").waitFor();
                assertThat(contacts.innerText()).as("too short").doesNotContain(phone);
                desk.page().keyboard().press("Escape");
                assertThat(focused(desk)).isEqualTo("contact-show");
                assertThat(desk.find("#card").isVisible()).as("Esc left the question, not the card").isTrue();

                desk.page().keyboard().press("Enter");
                desk.page().keyboard().type("转移群众 " + language);
                desk.page().keyboard().press("Enter");
                desk.eventually(() -> assertThat(contacts.innerText()).contains(phone));
                assertThat(contacts.innerText()).contains(name).contains(language.equals("zh") ? "查看已留痕" : "Viewing is recorded");
                assertThat(demo.server().web().get("/api/v1/log?limit=20").text()).contains("personal.revealed").doesNotContain(phone);

                desk.page().keyboard().press("Enter"); // the button that hides it has the focus
                assertThat(contacts.innerText()).contains(masked()).doesNotContain(phone);
            }
        }
    }

    @Test void isNothingAGuestSees() {
        try (var desk = demo.openAsGuest("/#sel=" + shelter, 1920, 1080)) {
            desk.find("#card .name").waitFor();

            assertThat(desk.find("#contacts").isVisible()).isFalse();
            assertThat(desk.asked()).noneMatch(address -> address.getPath().endsWith("/contacts"));
        }
    }

    private static String focused(Screen desk) { return (String) desk.ask("document.activeElement.id"); }
}
