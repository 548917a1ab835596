package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same night as the warning offices and the screens live it, through the real ports of one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class WarningStoryTest {
    private static final String OFFICE = "qx@wanghai.example";
    private static final String OTHER_OFFICE = "flood@wanghai.example";
    private static final double WEST = 121.50, SOUTH = 29.20, EAST = 121.56, NORTH = 29.26;
    private static final String TOWN_SEAT = CapText.polygon(WEST, SOUTH, EAST, NORTH);

    private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    private TestServer server;

    @BeforeAll void duskFalls(@TempDir Path temp) { server = TestServer.start(temp.resolve("data")); }

    @AfterAll void dayBreaks() { server.close(); }

    @Test void aWarningCoversWhatStandsInsideItAndTracksKnowIt() {
        try (var tracker = server.tracker("13800002222")) {
            tracker.report(Tracker.at(121.53, 29.23, now.minusSeconds(60)));
            server.eventually(() -> assertThat(server.web().item("tracks", "jt808:13800002222").status()).isEqualTo(200));

            var answer = server.web().postCap(alert("A1").xml());

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("ids")).extracting(JsonNode::asText).containsExactly("cap:A1");
            var warning = server.web().item("warnings", "cap:A1").body();
            assertThat(warning.at("/properties/state").asText()).isEqualTo("active");
            assertThat(warning.at("/properties/severity").asText()).isEqualTo("red");
            assertThat(warning.at("/geometry/type").asText()).isEqualTo("MultiPolygon");
            var covers = server.web().get("/api/v1/warnings/cap:A1/covers").body();
            for (String kind : List.of("stations", "sites", "tracks", "cameras"))
                assertThat(covers.path(kind)).extracting(each -> each.path("id").asText())
                        .as(kind)
                        .isNotEmpty()
                        .containsExactlyElementsOf(inside(kind));
            assertThat(covers.path("tracks")).extracting(each -> each.path("id").asText()).contains("jt808:13800002222");
            server.eventually(() -> assertThat(warningsOf("jt808:13800002222")).contains("cap:A1"));

            tracker.report(Tracker.at(EAST + 0.05, 29.23, now.minusSeconds(50)));
            server.eventually(() -> assertThat(warningsOf("jt808:13800002222")).isEmpty());
        }
    }

    @Test void anUpdateSupersedesACancelCancelsAndTimeExpires() {
        var first = alert("B1");
        var second = first.followedBy("Update", "B2", now.minusSeconds(30));
        var third = second.followedBy("Cancel", "B3", now.minusSeconds(10));
        assertThat(server.web().postCap(first.xml()).status()).isEqualTo(200);

        assertThat(server.web().postCap(second.xml()).status()).isEqualTo(200);
        assertThat(state("cap:B1")).isEqualTo("superseded");
        assertThat(server.web().item("warnings", "cap:B1").at("/properties/endedBy")).isEqualTo("cap:B2");
        assertThat(state("cap:B2")).isEqualTo("active");

        assertThat(server.web().postCap(third.xml()).status()).isEqualTo(200);
        assertThat(state("cap:B1")).isEqualTo("superseded");
        assertThat(state("cap:B2")).isEqualTo("cancelled");

        assertThat(server.web().postCap(alert("B4").expiring(InstantSource.system().instant().plusSeconds(3)).xml()).status())
                .isEqualTo(200);
        assertThat(state("cap:B4")).isIn("active", "expired");
        server.eventually(() -> assertThat(state("cap:B4")).isEqualTo("expired"));
    }

    @Test void anotherOfficeCannotEndAWarning() {
        var own = alert("C1");
        server.web().postCap(own.xml());
        long counted = server.web().refusedFrames("cap", "foreign_sender");

        for (String type : List.of("Cancel", "Update")) {
            var answer = server.web().postCap(own.followedBy(type, "C2" + type, OTHER_OFFICE, now.minusSeconds(5)).xml());
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.at("/title")).isEqualTo("foreign_sender");
            assertThat(server.web().item("warnings", "cap:C2" + type).status()).isEqualTo(404);
        }

        assertThat(state("cap:C1")).isEqualTo("active");
        assertThat(server.web().refusedFrames("cap", "foreign_sender")).isEqualTo(counted + 2);
        assertThat(server.web().metric("onemap_feed_frames_total", "feed=\"cap\"", "reason=\"foreign_sender\"")).isEqualTo(counted + 2);
    }

    @Test void twoOfficesThatUseOneIdentifierKeepBothTheirWarnings() {
        var own = alert("D1");
        var others = CapText.alert("D1", OTHER_OFFICE, now.minusSeconds(100), TOWN_SEAT);
        server.web().postCap(own.xml());

        assertThat(server.web().postCap(others.xml()).status()).isEqualTo(200);

        assertThat(server.web().item("warnings", "cap:D1").at("/properties/sender")).isEqualTo(OFFICE);
        assertThat(server.web().item("warnings", "cap:D1@" + OTHER_OFFICE).at("/properties/sender")).isEqualTo(OTHER_OFFICE);
        assertThat(server.web().note("cap", "identifier_clash")).isEqualTo(1);
        server.web().postCap(others.followedBy("Cancel", "D2", now.minusSeconds(1)).xml());
        assertThat(state("cap:D1")).isEqualTo("active");
        assertThat(state("cap:D1@" + OTHER_OFFICE)).isEqualTo("cancelled");
    }

    @Test void theSameMessageTwiceIsADuplicate() {
        server.web().postCap(alert("E1").xml());

        var again = server.web().postCap(alert("E1").xml());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/duplicate")).isEqualTo("1");
        assertThat(again.at("/stored")).isEqualTo("0");
    }

    @Test void aMessageOfTheNationalSystemHoldsWhereItsDivisionCodeSays() throws IOException {
        var town = Web.JSON.readTree(Path.of("gis-data", "towns.geojson").toFile()).at("/features/0/properties");
        String identifier = "33109941600000_20260718143000";

        var answer = server.web()
                .postCap(CapText.of12379(identifier, town.path("code").asText() + "000", now.minusSeconds(60), now.plusSeconds(6 * 3600)));

        assertThat(answer.status()).isEqualTo(200);
        var warning = server.web().item("warnings", "cap:" + identifier).body();
        assertThat(warning.at("/properties/profile").asText()).isEqualTo("12379");
        assertThat(warning.at("/properties/severity").asText()).isEqualTo("red");
        assertThat(warning.at("/geometry/type").asText()).isEqualTo("MultiPolygon");
        var ofTown = server.web()
                .items("stations")
                .values()
                .stream()
                .filter(station -> station.at("/properties/town").asText().equals(town.path("name").asText()))
                .map(station -> station.path("id").asText())
                .toList();
        assertThat(server.web().get("/api/v1/warnings/cap:" + identifier + "/covers").body().path("stations"))
                .extracting(each -> each.path("id").asText())
                .isNotEmpty()
                .containsExactlyElementsOf(ofTown);
    }

    @Test void aFileDroppedIntoTheFolderIsTakenAsIfPosted() throws IOException {
        var folder = server.data().resolve("drop").resolve("cap");
        var file = folder.resolve("F1.xml");
        Files.writeString(folder.resolve(".F1.tmp"), alert("F1").xml());
        Files.move(folder.resolve(".F1.tmp"), file);

        server.eventually(() -> assertThat(server.web().item("warnings", "cap:F1").status()).isEqualTo(200));
        assertThat(state("cap:F1")).isEqualTo("active");
        server.eventually(() -> assertThat(file).doesNotExist());
    }

    private CapText alert(String identifier) { return CapText.alert(identifier, OFFICE, now.minusSeconds(120), TOWN_SEAT); }

    private String state(String id) { return server.web().item("warnings", id).at("/properties/state"); }

    private List<String> warningsOf(String track) {
        var ids = new ArrayList<String>();
        server.web().item("tracks", track).body().at("/properties/insideWarnings").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** Judged here by the box alone. */
    private List<String> inside(String kind) {
        return server.web().items(kind).values().stream().filter(WarningStoryTest::isInside).map(each -> each.path("id").asText()).toList();
    }

    private static boolean isInside(JsonNode feature) {
        var at = feature.at("/geometry/coordinates");
        return at.size() == 2 && at.get(0).asDouble() >= WEST && at.get(0).asDouble() <= EAST && at.get(1).asDouble() >= SOUTH
                && at.get(1).asDouble() <= NORTH;
    }
}
