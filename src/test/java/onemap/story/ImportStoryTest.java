package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An officer brings a list: looks at it, corrects a column, enters it, brings it again; a wrong one leaves the register as it was. */
@Timeout(120)
class ImportStoryTest {
    private static final Charset GBK = Charset.forName("GBK");
    private static final String LIST = """
            避灾安置场所一览表,,,,,,,
            序号,编号,场所名称,所在乡镇,东经,北纬,容纳人数,管理员,联系电话
            1,S-1,北山小学,城关街道,121°30′10″,29°12′20″,１２０人,张三,13812341111
            2,S-2,南山小学,城关街道,121.51,29.21,"1,200",李四,13812342222
            """;
    @TempDir static Path temp;
    private static TestServer server;

    @BeforeAll static void start() { server = TestServer.start(temp.resolve("data")); }

    @AfterAll static void stop() { server.close(); }

    @Test void aListIsLookedAtEnteredAndBroughtAgain() {
        var web = server.web();
        int before = web.get("/api/v1/registers/shelters").body().path("numberMatched").asInt();
        byte[] file = LIST.getBytes(GBK);

        var looked = web.importFile("shelters", "file=list.csv&crs=EPSG:4490&dryRun=true", file, key());
        assertThat(looked.status()).as(looked.text()).isEqualTo(200);
        assertThat(looked.body().path("usable").asInt()).as(looked.text()).isEqualTo(2);
        assertThat(looked.body().path("preview")).hasSize(2);
        assertThat(looked.body().path("entered").isMissingNode()).isTrue();
        assertThat(looked.body().path("foreseen").toString()).isEqualTo("{\"created\":2,\"changed\":0,\"unchanged\":0}");
        assertThat(looked.at("/columns/2/samples/1")).as("what stands in a column helps to tell what it means").isEqualTo("南山小学");
        assertThat(web.get("/api/v1/registers/shelters").body().path("numberMatched").asInt()).isEqualTo(before);

        String key = key();
        var entered = web.importFile("shelters", "file=list.csv&crs=EPSG:4490", file, key);
        assertThat(entered.at("/entered/created")).as(entered.text()).isEqualTo("2");
        var row = web.get("/api/v1/registers/shelters/S-1").body();
        assertThat(row.at("/row/properties/capacityPersons").asInt()).isEqualTo(120);
        assertThat(row.at("/row/geometry/coordinates/0").asDouble()).isCloseTo(121.502778, org.assertj.core.data.Offset.offset(1e-6));
        assertThat(row.at("/row/properties/origin/system").asText()).isEqualTo("EPSG:4490");
        assertThat(row.toString()).as("persons are asked for by themselves").doesNotContain("13812341111");
        assertThat(web.get("/api/v1/objects/site:S-1/contacts").text()).contains("keeper").doesNotContain("13812341111");
        server.eventually(() -> assertThat(web.item("sites", "site:S-2").text()).contains("南山小学"));

        assertThat(web.importFile("shelters", "file=list.csv&crs=EPSG:4490", file, key).at("/entered/seq"))
                .as("asked again, not done again")
                .isEqualTo(entered.at("/entered/seq"));
        var foreseen = web.importFile("shelters", "file=list.csv&crs=EPSG:4490&dryRun=true", LIST.replace("北山小学", "北山中学").getBytes(GBK),
                key());
        assertThat(foreseen.body().path("foreseen").toString()).isEqualTo("{\"created\":0,\"changed\":1,\"unchanged\":1}");
        var again = web.importFile("shelters", "file=list.csv&crs=EPSG:4490", LIST.replace("北山小学", "北山中学").getBytes(GBK), key());
        assertThat(again.at("/entered/created") + again.at("/entered/changed") + again.at("/entered/unchanged")).as(again.text())
                .isEqualTo("011");
        assertThat(web.get("/api/v1/registers/shelters/S-1/history").body().path("entries")).hasSize(2);
        assertThat(web.get("/api/v1/registers/shelters").body().path("numberMatched").asInt()).isEqualTo(before + 2);
        server.eventually(() -> assertThat(web.get("/api/v1/log?limit=5").text()).contains("list.csv"));
    }

    @Test void aColumnTakenForSomethingElseIsCorrected() {
        var web = server.web();
        byte[] file = "代号,叫什么,经度,纬度\nK-1,东门礼堂,121.5,29.2\n".getBytes(StandardCharsets.UTF_8);
        var guessed = web.importFile("shelters", "file=a.csv&crs=EPSG:4326&dryRun=true", file, key());
        assertThat(guessed.body().path("usable").asInt()).as("nobody knows that header: " + guessed.text()).isZero();
        assertThat(guessed.at("/refused/0/code")).isEqualTo("no_name");

        var corrected = web.importFile("shelters", "file=a.csv&crs=EPSG:4326&columns=0:id,1:name", file, key());
        assertThat(corrected.at("/entered/created")).as(corrected.text()).isEqualTo("1");
        assertThat(web.get("/api/v1/registers/shelters/K-1").at("/row/properties/name")).isEqualTo("东门礼堂");

        byte[] nowhere = "编号,名称,甲,乙\nK-2,西门礼堂,121.5,29.2\n".getBytes(StandardCharsets.UTF_8);
        var refused = web.importFile("shelters", "file=b.csv&crs=EPSG:4326", nowhere, key());
        assertThat(refused.at("/code") + refused.status()).as(refused.text()).isEqualTo("no_coordinates422");
        var shown = web.importFile("shelters", "file=b.csv&crs=EPSG:4326&dryRun=true", nowhere, key());
        assertThat(shown.body().path("columns").findValuesAsText("name")).as("to say which: " + shown.text()).contains("甲", "乙");
        assertThat(web.importFile("shelters", "file=b.csv&crs=EPSG:4326&dryRun=true&columns=2:east,3:north", nowhere, key())
                .at("/usable")).isEqualTo("1");
    }

    @Test void oneWrongRowKeepsAllOutUnlessItIsLeftOut() {
        var web = server.web();
        byte[] file = "编号,名称,经度,纬度,容纳人数\nW-1,甲,121.5,29.2,10\nW-2,乙,121.5,29.2,许多\nW-1,丙,121.5,29.2,10\nW-4,丁,,,10\n"
                .getBytes(StandardCharsets.UTF_8);
        var kept = web.importFile("shelters", "file=w.csv&crs=EPSG:4326", file, key());
        assertThat(kept.body().path("entered").isMissingNode()).as(kept.text()).isTrue();
        assertThat(kept.body().path("refused").findValuesAsText("code")).containsExactlyInAnyOrder("no_count", "same_id", "no_place");
        assertThat(kept.body().path("refused").findValuesAsText("row")).containsExactlyInAnyOrder("3", "4", "5");
        assertThat(web.get("/api/v1/registers/shelters/W-1").status()).isEqualTo(404);

        var left = web.importFile("shelters", "file=w.csv&crs=EPSG:4326&leaveOut=true", file, key());
        assertThat(left.at("/entered/created")).as(left.text()).isEqualTo("1");
    }

    @Test void whatAListDoesNotTellStays() {
        var web = server.web();
        var before = web.get("/api/v1/registers/teams/team-001").body();
        var answer = web.importFile("teams", "file=t.csv&crs=EPSG:4326",
                "编号,名称,乡镇,经度,纬度,人数\nteam-001,综合队,城关街道,121.5,29.2,77\n".getBytes(StandardCharsets.UTF_8), key());
        assertThat(answer.at("/entered/changed")).as(answer.text()).isEqualTo("1");
        var after = web.get("/api/v1/registers/teams/team-001").body();
        assertThat(after.path("object")).isEqualTo(before.path("object"));
        assertThat(after.at("/row/properties/equipment")).isEqualTo(before.at("/row/properties/equipment"));
        assertThat(after.at("/row/properties/strengthPersons").asInt()).isEqualTo(77);
        var other = web.importFile("shelters", "file=t.csv&crs=EPSG:4326",
                "编号,名称,经度,纬度\nteam-002,礼堂,121.5,29.2\n".getBytes(StandardCharsets.UTF_8), key());
        assertThat(other.at("/refused/0/code")).as(other.text()).isEqualTo("other_register");
    }

    @Test void nothingOfAnotherTownOrRegisterIsOverwritten() {
        var web = server.web();
        String foreign = "";
        for (var row : web.get("/api/v1/registers/shelters").body().path("rows"))
            if (row.at("/row/properties/townCode").asText().equals("331099002")) foreign = row.at("/row/id").asText();
        assertThat(foreign).isNotEmpty();
        String list = "编号,名称,乡镇,经度,纬度\n%s,占用,城关街道,121.5,29.2\n";
        var town = new Person(web.asNobody());
        town.signIn("town", server.demoPassword("town"));
        var taken = town.send("POST", "/api/v1/registers/shelters/import?file=f.csv&crs=EPSG:4326", list.formatted(foreign),
                "Idempotency-Key", key());
        assertThat(taken.at("/refused/0/code")).as(taken.text()).isEqualTo("foreign");
        var other = web.importFile("shelters", "file=f.csv&crs=EPSG:4326", list.formatted("risk-001").getBytes(StandardCharsets.UTF_8),
                key());
        assertThat(other.at("/refused/0/code")).as(other.text()).isEqualTo("other_register");
        assertThat(web.get("/api/v1/registers/riskPoints/risk-001").status()).isEqualTo(200);
    }

    @Test void aWrongFileOrSystemIsToldInItsTerms() {
        var web = server.web();
        byte[] file = "编号,名称,东坐标,北坐标\nG-1,甲,353000.5,3231000.2\n".getBytes(StandardCharsets.UTF_8);
        assertThat(web.importFile("shelters", "file=g.csv", file, key()).status()).as("no system chosen").isEqualTo(400);
        assertThat(web.importFile("shelters", "file=g.csv&crs=EPSG:2000", file, key()).status()).isEqualTo(400);
        assertThat(web.importFile("boats", "file=g.csv&crs=EPSG:4326", file, key()).status()).isEqualTo(400);
        var metres = web.importFile("shelters", "file=g.csv&crs=EPSG:4326", file, key());
        assertThat(metres.at("/refused/0/code")).as(metres.text()).isEqualTo("metres_for_degrees");
        var pdf = web.importFile("shelters", "file=list.xlsx&crs=EPSG:4326", "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8), key());
        assertThat(pdf.status()).isEqualTo(422);
        assertThat(pdf.text()).contains("PDF");
        var town = new Person(web.asNobody());
        town.signIn("field", server.demoPassword("field"));
        assertThat(town.act("POST", "/api/v1/registers/shelters/import?file=g.csv&crs=EPSG:4326", "x").status()).isEqualTo(403);
    }

    @Test void theFilesOfTheSharedCorpusAreTaken() throws IOException {
        var folder = Path.of("..", "shared", "corpus", "layers");
        assumeThat(folder).isDirectory();
        for (String[] one : new String[][]{{"shelters.xlsx", "EPSG:4326"}, {"shelters-gbk.csv", "EPSG:4326"},
                {"shelters-utf8bom-swapped.csv", "EPSG:4326"},
                {"points-4326.geojson", "EPSG:4326"}}) {
            var answer = server.web()
                    .importFile("shelters", "file=" + one[0] + "&crs=" + one[1] + "&dryRun=true",
                            Files.readAllBytes(folder.resolve(one[0])), key());
            assertThat(answer.status()).as(one[0] + answer.text()).isEqualTo(200);
            assertThat(answer.body().path("usable").asInt()).as(one[0] + answer.text()).isPositive();
            for (JsonNode place : answer.body().path("preview"))
                assertThat(place.at("/at/0").asDouble()).as(one[0] + place).isBetween(118.0, 124.0);
        }
    }

    private static String key() { return UUID.randomUUID().toString(); }
}
