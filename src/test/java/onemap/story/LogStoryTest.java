package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import onemap.access.Role;
import onemap.domain.Area;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The duty log 值班日志 over the real port: what was written is there at once, is found, stays, and is shown to whoever may see it. */
@Timeout(300)
class LogStoryTest {
    @TempDir static Path temp;
    private static TestServer server;
    private static Web officer;
    private static Web wall;
    private static Web town;
    private static String townCode;
    private static Thing ours;
    private static Thing theirs;

    private record Thing(String id, String name, String town) {}

    @BeforeAll static void start() throws Exception {
        var things = things();
        ours = things.getFirst();
        theirs = things.stream().filter(thing -> !thing.town.equals(ours.town)).findFirst().orElseThrow();
        townCode = ours.town;
        var data = temp.resolve("data");
        String officerToken = TestServer.issueToken(data, Role.DUTY_OFFICER, Area.COUNTY);
        String wallToken = TestServer.issueToken(data, Role.WALL, Area.COUNTY);
        String townToken = TestServer.issueToken(data, Role.DUTY_OFFICER, new Area(townCode));
        server = TestServer.start(data);
        officer = server.web().as(officerToken);
        wall = server.web().as(wallToken);
        town = server.web().as(townToken);
    }

    /** Stations of the demo county, with the towns they stand in. */
    private static List<Thing> things() throws Exception {
        var things = new ArrayList<Thing>();
        for (JsonNode feature : Web.JSON.readTree(Files.readString(Path.of("gis-data", "stations.geojson"))).path("features")) {
            var properties = feature.path("properties");
            var code = properties.path("townCode").asText();
            if (code.length() == 9) things.add(new Thing(properties.at("/sources/0").asText(), properties.path("name").asText(), code));
        }
        return things;
    }

    @AfterAll static void stop() { server.close(); }

    private static String key() { return UUID.randomUUID().toString(); }

    private static JsonNode note(Web web, String text) { return written(web, text, "{\"text\":" + json(text) + "}"); }

    private static JsonNode written(Web web, String what, String body) {
        var answer = web.act("/api/v1/log", key(), body);
        assertThat(answer.status()).as(what + answer.text()).isEqualTo(200);
        return answer.body();
    }

    private static String json(String text) { return Web.JSON.valueToTree(text).toString(); }

    private static List<JsonNode> log(Web web, String query) {
        var answer = web.get("/api/v1/log?limit=500&" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var lines = new ArrayList<JsonNode>();
        answer.body().forEach(lines::add);
        return lines;
    }

    private static String coded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8); }

    private static List<String> texts(List<JsonNode> lines) { return lines.stream().map(line -> line.path("text").asText()).toList(); }

    @Test void aNoteIsReadBackAtOnceAndFoundFromOneCharacterUp() {
        for (int i = 0; i < 10; i++) {
            String text = "鳌溪第" + i + "次巡查,闸门已关 Gate" + i;
            var told = note(officer, text);

            assertThat(log(officer, "limit=1").getFirst().path("seq").asLong()).isEqualTo(told.path("seq").asLong());
            assertThat(texts(log(officer, "q=" + coded("鳌")))).contains(text);
            assertThat(texts(log(officer, "q=" + coded("闸门 gate" + i)))).containsExactly(text);
        }
        assertThat(log(officer, "q=" + coded("鳌闸"))).isEmpty();
        assertThat(log(officer, "q=" + coded("\" OR * NEAR("))).isEmpty();
    }

    @Test void aNoteAboutAnObjectIsFoundByItsIdAndItsName() {
        var told = written(officer, "note", "{\"text\":\"设备检修\",\"object\":" + json(ours.name) + "}");

        assertThat(told.path("object").asText()).isEqualTo(ours.id);
        var line = log(officer, "object=" + coded(ours.id)).getFirst();
        assertThat(line.path("objectName").asText()).isEqualTo(ours.name);
        assertThat(texts(log(officer, "object=" + coded(ours.name)))).contains("设备检修");
        assertThat(texts(log(officer, "object=" + coded(theirs.id)))).doesNotContain("设备检修");
        assertThat(texts(log(officer, "q=" + coded(ours.name)))).as("the object's name is searched too").contains("设备检修");
    }

    @Test void filtersByTimeKindAndPersonAndPagesWithoutGapOrRepeat() {
        var before = InstantSource.system().instant();
        for (int i = 0; i < 30; i++)
            note(officer, "翻页 " + i);
        assertThat(log(officer, "to=" + before + "&q=" + coded("翻页"))).isEmpty();
        assertThat(log(officer, "from=" + before + "&q=" + coded("翻页"))).hasSize(30);
        assertThat(log(officer, "kind=log.*&q=" + coded("翻页"))).hasSize(30);
        assertThat(log(officer, "kind=log.noted,alarm.*&q=" + coded("翻页"))).hasSize(30);
        assertThat(log(officer, "kind=alarm.*&q=" + coded("翻页"))).isEmpty();
        String me = log(officer, "limit=1&q=" + coded("翻页")).getFirst().path("actor").asText();
        assertThat(log(officer, "actor=" + me + "&q=" + coded("翻页"))).hasSize(30);
        assertThat(log(officer, "actor=nobody&q=" + coded("翻页"))).isEmpty();

        var paged = new ArrayList<String>();
        for (String cursor = ""; paged.size() < 30;) {
            var page = log(officer, "limit=7&q=" + coded("翻页") + cursor);
            page.forEach(line -> paged.add(line.path("text").asText()));
            cursor = "&before=" + page.getLast().path("cursor").asText();
        }
        assertThat(paged).hasSize(30).doesNotHaveDuplicates().first().isEqualTo("翻页 29");
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=2026-13-01T00:00:00Z", "kind=ALARM", "kind=alarm.*.x*", "before=x",
            "limit=many"}) void wrongFiltersAreRefusedByName(
                    String query) {
        var answer = officer.get("/api/v1/log?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/detail")).contains(query.substring(0, query.indexOf('=')));
    }

    /** A6. */
    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1", "1; DROP TABLE entry; --", "x' UNION SELECT payload FROM entry --", "\") OR 1=1 --",
            "text MATCH 'a' OR rowid > 0"}) void wordsOfSqlAreWordsInEveryFilter(String words) {
        long lines = log(officer, "").size();

        for (String filter : List.of("q", "actor", "object"))
            assertThat(log(officer, filter + "=" + coded(words))).as(filter).isEmpty();
        for (String filter : List.of("kind", "before", "from", "to", "limit"))
            assertThat(officer.get("/api/v1/log?" + filter + "=" + coded(words)).status()).as(filter).isEqualTo(400);
        assertThat(officer.acknowledge(words, key(), "{}").status()).isEqualTo(404);
        assertThat(log(officer, "")).hasSize((int) lines);
    }

    @Test void aTooLongSearchIsRefused() { assertThat(officer.get("/api/v1/log?q=" + "x".repeat(201)).status()).isEqualTo(400); }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}|text is empty", "{\"text\":\"  \"}|text is empty", "{\"text\":7}|text is not a text",
            "{\"text\":\"a\\u0000b\"}|no character", "{\"text\":\"a\\ud800b\"}|no character", "[]|not a JSON object",
            "{\"text\"|not a JSON object",
            "{\"text\":\"x\",\"object\":\"no such thing\"}|nothing on the map",
            "{\"text\":\"x\",\"happenedAt\":\"now\"}|is not a time"}) void aWrongNoteIsRefusedInTheWritersTerms(
                    String body, String detail) {
        var answer = officer.act("/api/v1/log", key(), body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/detail")).contains(detail);
    }

    @Test void fourThousandCharactersAreTakenAndNotOneMore() {
        assertThat(officer.act("/api/v1/log", key(), "{\"text\":\"" + "\\ud83d\\ude00".repeat(4000) + "\"}").status()).isEqualTo(200);
        assertThat(officer.act("/api/v1/log", key(), "{\"text\":\"" + "汛".repeat(4001) + "\"}").status()).isEqualTo(400);
        assertThat(officer.act("/api/v1/log", key(), "{\"text\":\"" + "x".repeat(70_000) + "\"}").status()).isEqualTo(413);
    }

    @Test void whenItHappenedIsWithinTheLastWeek() {
        Instant now = InstantSource.system().instant();
        for (Duration ago : List.of(Duration.ofMinutes(-2), Duration.ofDays(7).plusMinutes(1))) {
            var answer = officer.act("/api/v1/log", key(), "{\"text\":\"补记\",\"happenedAt\":\"" + now.minus(ago) + "\"}");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.at("/detail")).contains("happenedAt");
        }
        written(officer, "补记", "{\"text\":\"补记三小时前\",\"happenedAt\":\"" + now.minus(Duration.ofHours(3)) + "\"}");
        assertThat(Instant.parse(log(officer, "q=" + coded("补记三")).getFirst().path("happenedAt").asText()))
                .isEqualTo(now.minus(Duration.ofHours(3)));
    }

    @Test void theSameKeyWritesOnce() {
        String key = key();
        var first = officer.act("/api/v1/log", key, "{\"text\":\"只记一次\"}");
        var again = officer.act("/api/v1/log", key, "{\"text\":\"只记一次\"}");

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(officer.act("/api/v1/log", key, "{\"text\":\"另一条\"}").status()).isEqualTo(422);
        assertThat(server.web().act("/api/v1/log", key, "{\"text\":\"只记一次\"}").status()).as("somebody else's request").isEqualTo(422);
        assertThat(officer.act("/api/v1/log", "", "{\"text\":\"没有键\"}").status()).isEqualTo(400);
        assertThat(log(officer, "q=" + coded("只记一次"))).hasSize(1);
    }

    @Test void aCorrectionIsAnEntryOfItsOwnAndTheNoteStays() {
        var note = note(officer, "转移 32 人");
        String at = "/api/v1/log/" + note.path("node").asText() + "/" + note.path("seq").asText() + "/correction";
        var first = officer.act(at, key(), "{\"text\":\"转移 35 人\",\"reason\":\"现场复核\"}");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        String ofCorrection = "/api/v1/log/" + first.at("/node") + "/" + first.at("/seq") + "/correction";
        assertThat(server.web().act(ofCorrection, key(), "{\"text\":\"转移 36 人\",\"reason\":\"再核\"}").status()).isEqualTo(200);

        var line = log(officer, "q=" + coded("转移 32")).getFirst();
        assertThat(line.path("text").asText()).isEqualTo("转移 32 人");
        assertThat(line.path("corrections")).hasSize(2);
        assertThat(line.at("/corrections/1/text").asText()).isEqualTo("转移 36 人");
        assertThat(line.at("/corrections/0/reason").asText()).isEqualTo("现场复核");
        assertThat(line.at("/corrections/1/of/seq").asLong()).as("a correction of a correction corrects the note")
                .isEqualTo(note.path("seq").asLong());
        assertThat(log(officer, "kind=log.corrected&q=" + coded("转移 36"))).hasSize(1);
    }

    @Test void onlyNotesCanBeCorrected() {
        var loaded = log(officer, "kind=county.loaded").getFirst();
        String at = "/api/v1/log/" + loaded.path("node").asText() + "/" + loaded.path("seq").asText() + "/correction";
        assertThat(officer.act(at, key(), "{\"text\":\"x\",\"reason\":\"y\"}").status()).isEqualTo(409);
        assertThat(officer.act("/api/v1/log/" + "0".repeat(32) + "/1/correction", key(), "{\"text\":\"x\",\"reason\":\"y\"}").status())
                .isEqualTo(404);
        assertThat(officer.act(at.replaceFirst("/\\d+/correction", "/x/correction"), key(), "{\"text\":\"x\",\"reason\":\"y\"}").status())
                .isEqualTo(400);
        var note = note(officer, "无原因");
        assertThat(officer
                .act("/api/v1/log/" + note.path("node").asText() + "/" + note.path("seq").asText() + "/correction", key(),
                        "{\"text\":\"x\"}")
                .status()).isEqualTo(400);
    }

    @Test void aWallReadsWithoutNumbersAndWritesNothing() {
        note(officer, "李四来电13812341234报落水");

        var lines = log(wall, "q=" + coded("落水"));
        assertThat(texts(lines)).containsExactly("李四来电138****1234报落水");
        assertThat(log(wall, "q=13812341234")).as("a number that may not be read is not found either").isEmpty();
        assertThat(log(officer, "q=13812341234")).hasSize(1);
        assertThat(wall.act("/api/v1/log", key(), "{\"text\":\"x\"}").status()).isEqualTo(403);
        assertThat(server.web().asNobody().get("/api/v1/log").status()).isEqualTo(401);
    }

    @Test void aTownSeesItsOwnAndWritesOnlyThere() {
        written(officer, "ours", "{\"text\":\"属地记录\",\"object\":\"" + ours.id + "\"}");
        written(officer, "theirs", "{\"text\":\"属地记录\",\"object\":\"" + theirs.id + "\"}");
        note(officer, "全县记录");
        note(town, "本镇记录");

        assertThat(log(town, "q=" + coded("属地"))).extracting(line -> line.path("object").asText()).containsExactly(ours.id);
        assertThat(texts(log(town, ""))).contains("本镇记录").doesNotContain("全县记录");
        assertThat(town.act("/api/v1/log", key(), "{\"text\":\"x\",\"object\":\"" + theirs.id + "\"}").status()).isEqualTo(403);
        var foreign = log(officer, "object=" + coded(theirs.id)).getFirst();
        String at = "/api/v1/log/" + foreign.path("node").asText() + "/" + foreign.path("seq").asText() + "/correction";
        assertThat(town.act(at, key(), "{\"text\":\"x\",\"reason\":\"y\"}").status()).isEqualTo(403);
    }

    @Test void theWordsOfANoteStandInNoColumnOfTheChain() {
        note(officer, "王五13900001111");
        var line = log(officer, "q=" + coded("王五")).getFirst();

        assertThat(line.path("hash").asText()).hasSize(64);
        var text = read(server.data().resolve("journal.db")) + read(server.data().resolve("journal.db-wal"));
        assertThat(text).doesNotContain("13900001111");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test void whoHasTheLinesAlreadyIsToldSo() throws Exception {
        note(officer, "新鲜度");
        var client = officer.client();
        var first = client.send(officer.request("/api/v1/log?limit=1").GET().build(), java.net.http.HttpResponse.BodyHandlers.ofString());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        var second = client.send(officer.request("/api/v1/log?limit=1").header("If-None-Match", tag).GET().build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(Optional.of(second.statusCode())).contains(304);
        assertThat(first.headers().firstValue("Journal-Head").orElseThrow()).matches("[0-9a-f]{32}/\\d+/[0-9a-f]{64}");

        note(officer, "更新鲜");
        var third = client.send(officer.request("/api/v1/log?limit=1").header("If-None-Match", tag).GET().build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.body()).contains("更新鲜");
    }
}
