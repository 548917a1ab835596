package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer keeps a register: edits, is told of somebody else's edit, adds, reads how it came to be; nothing is lost by a restart. */
@Timeout(120)
class RegisterStoryTest {
    @TempDir static Path temp;
    private static TestServer server;

    @BeforeAll static void start() { server = TestServer.start(temp.resolve("data")); }

    @AfterAll static void stop() { server.close(); }

    @Test void anEditIsAnEntryWithBeforeAndAfterAndShowsOnTheMap() {
        var web = server.web();
        var read = web.get("/api/v1/registers/shelters/shelter-003").body();
        var contacts = web.get("/api/v1/objects/site:shelter-003/contacts").text();
        int capacity = read.at("/row/properties/capacityPersons").asInt();

        var written = web.putRow("shelters", "shelter-003",
                changed(read.path("row").deepCopy(), read.path("entry").asText(), capacity + 11));

        assertThat(written.status()).as(written.text()).isEqualTo(200);
        var history = web.get("/api/v1/registers/shelters/shelter-003/history").body().path("entries");
        assertThat(history).hasSize(2);
        assertThat(history.at("/0/row/properties/capacityPersons").asInt()).isEqualTo(capacity + 11);
        assertThat(history.at("/1/row/properties/capacityPersons").asInt()).isEqualTo(capacity);
        assertThat(history.at("/0/entry").asText()).isEqualTo(written.at("/node") + "/" + written.at("/seq"));
        assertThat(web.get("/api/v1/objects/site:shelter-003/contacts").text()).as("who answers for it stays")
                .isEqualTo(contacts)
                .contains("phone");
        server.eventually(() -> assertThat(web.item("sites", "site:shelter-003").text()).contains(Integer.toString(capacity + 11)));
    }

    @Test void whoSawAnOlderRowIsToldAndNothingIsOverwritten() {
        var web = server.web();
        var read = web.get("/api/v1/registers/shelters/shelter-004").body();
        assertThat(web.putRow("shelters", "shelter-004", changed(read.path("row").deepCopy(), read.path("entry").asText(), 5)).status())
                .isEqualTo(200);

        var second = web.putRow("shelters", "shelter-004", changed(read.path("row").deepCopy(), read.path("entry").asText(), 6));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("was changed by");
        assertThat(web.get("/api/v1/registers/shelters/shelter-004").body().at("/row/properties/capacityPersons").asInt()).isEqualTo(5);
    }

    @Test void aNewRowIsOnTheMapAndAWrongOneIsRefusedByName() {
        var web = server.web();
        String shelter = """
                {"row":{"type":"Feature","geometry":{"type":"Point","coordinates":[121.5,29.2]},"properties":{"register":"shelters","id":"new-1",
                "name":"新建避灾点","town":"城关街道","townCode":"331099001","capacityPersons":%s}}}""";

        var wrong = web.putRow("shelters", "new-1", shelter.formatted("\"很多\""));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("capacityPersons");
        assertThat(web.get("/api/v1/registers/shelters/new-1").status()).isEqualTo(404);

        assertThat(web.putRow("shelters", "new-1", shelter.formatted("80")).status()).isEqualTo(200);
        server.eventually(() -> assertThat(web.item("sites", "site:new-1").text()).contains("新建避灾点"));
        assertThat(
                web.get("/api/v1/registers/shelters?q=%E6%96%B0%E5%BB%BA%E9%81%BF%E7%81%BE%E7%82%B9").body().path("numberMatched").asInt())
                .isEqualTo(1);
        assertThat(web.putRow("shelters", "new-2", shelter.formatted("80")).status()).as("path and row differ").isEqualTo(400);
        assertThat(web.get("/api/v1/registers/boats").status()).isEqualTo(404);
    }

    @Test void aRowThatIsTakenOutIsGoneFromListAndMapAndItsHistoryStays() {
        var web = server.web();
        String path = "/api/v1/registers/shelters/shelter-005";
        var read = web.get(path).body();
        String seen = read.path("entry").asText();
        assertThat(web.delete(path + "?seen=" + seen.substring(0, seen.indexOf('/')) + "/1", "r0").status()).as("another entry was seen")
                .isEqualTo(409);
        assertThat(web.delete(path, "r1").status()).as("none was seen").isEqualTo(400);

        var taken = web.delete(path + "?seen=" + seen, "r2");

        assertThat(taken.status()).as(taken.text()).isEqualTo(200);
        assertThat(web.delete(path + "?seen=" + seen, "r2").at("/seq")).as("the same again").isEqualTo(taken.at("/seq"));
        assertThat(web.delete(path + "?seen=" + seen, "r3").status()).as("it is gone").isEqualTo(409);
        assertThat(web.get(path).status()).isEqualTo(404);
        server.eventually(() -> assertThat(web.item("sites", "site:shelter-005").status()).isEqualTo(404));
        var history = web.get(path + "/history").body().path("entries");
        assertThat(history).hasSize(2);
        assertThat(history.at("/0/row").isNull()).isTrue();
        assertThat(history.at("/1/entry").asText()).isEqualTo(seen);

        var again = web.putRow("shelters", "shelter-005", "{\"row\":" + read.path("row") + "}");
        assertThat(again.status()).as(again.text()).isEqualTo(200);
        assertThat(web.get(path + "/history").body().path("entries")).as("it goes on").hasSize(3);
        server.eventually(() -> assertThat(web.item("sites", "site:shelter-005").status()).isEqualTo(200));
    }

    @Test void whatIsTakenOutIsStillOutAfterAKill() {
        var web = server.web();
        String path = "/api/v1/registers/stations/WH-W-02";
        String seen = web.get(path).body().path("entry").asText();
        assertThat(web.delete(path + "?seen=" + seen, "k1").status()).isEqualTo(200);
        server.eventually(() -> assertThat(web.item("stations", "mqtt:WH-W-02").status()).as("it never reported").isEqualTo(404));

        server.kill9();
        server = server.restart();

        assertThat(server.web().get(path).status()).isEqualTo(404);
        assertThat(server.web().item("stations", "mqtt:WH-W-02").status()).isEqualTo(404);
    }

    @Test void theLevelsOfAStationAreThoseOfItsRow() throws Exception {
        var web = server.web();
        String path = "/api/v1/registers/stations/WH-W-03";
        var read = web.get(path).body();
        var row = (ObjectNode) read.path("row").deepCopy();
        ((ObjectNode) row.path("properties")).put("warningLevel", 1.5).put("guaranteeLevel", 2.5);
        assertThat(web.putRow("stations", "WH-W-03", "{\"seen\":" + read.path("entry") + ",\"row\":" + row + "}").status()).isEqualTo(200);

        try (var mqtt = server.mqtt("WH-W-03")) {
            mqtt.publish("waterLevel", 2.6, java.time.Instant.now());
        }
        server.eventually(() -> assertThat(web.alarmOf("mqtt:WH-W-03")
                .map(alarm -> alarm.at("/properties/severity").asText())).contains("red"));

        ((ObjectNode) row.path("properties")).put("warningLevel", 3.5);
        var wrong = web.putRow("stations", "WH-W-03", "{\"seen\":" + read.path("entry") + ",\"row\":" + row + "}");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("警戒水位须低于保证水位");
    }

    @Test void whereSomebodyLivesIsForWhoMayAskForPersons() {
        var wall = server.web().asNobody();
        var all = server.web().get("/api/v1/registers/households").body();
        assertThat(all.path("numberMatched").asInt()).isPositive();
        assertThat(all.toString()).doesNotContain("1390099");
        assertThat(wall.get("/api/v1/registers/households").status()).isEqualTo(401);
        assertThat(server.web().get("/ogc/collections/households/items").status()).isEqualTo(404);
        assertThat(server.web().get("/ogc/collections/sites/items?limit=10000").text()).doesNotContain("household-");
    }

    @Test void anOfficerOfATownChangesThatTownsRowsOnly() {
        var town = new Person(server.web().asNobody());
        town.signIn("town", server.demoPassword("town"));
        var all = server.web().get("/api/v1/registers/shelters").body();
        var own = town.act("GET", "/api/v1/registers/shelters", "").body();
        assertThat(own.path("numberMatched").asInt()).isPositive().isLessThan(all.path("numberMatched").asInt());
        for (var row : own.path("rows"))
            assertThat(row.at("/row/properties/townCode").asText()).isEqualTo("331099001");
        for (var row : all.path("rows"))
            if (!row.at("/row/properties/townCode").asText().equals("331099001")) {
                String id = row.at("/row/id").asText();
                assertThat(town.act("GET", "/api/v1/registers/shelters/" + id, "").status()).isEqualTo(403);
                var answer = town.change("/api/v1/registers/shelters/" + id,
                        changed(row.path("row").deepCopy(), row.path("entry").asText(), 1), "k");
                assertThat(answer.status()).as(answer.text()).isEqualTo(403);
                return;
            }
    }

    private static String changed(ObjectNode row, String seen, int capacity) {
        ((ObjectNode) row.path("properties")).put("capacityPersons", capacity);
        return "{\"seen\":\"" + seen + "\",\"row\":" + row + "}";
    }
}
