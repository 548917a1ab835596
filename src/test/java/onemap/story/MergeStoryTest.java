package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Optional;
import onemap.access.Role;
import onemap.domain.Area;
import onemap.journal.audit.AuditExport;
import onemap.journal.audit.AuditResult;
import onemap.journal.audit.FolderAudit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of a county that were apart 断网: what one recorded comes to the other over HTTP, and an auditor comes by. */
@Timeout(300)
class MergeStoryTest {
    private static final String SESSION = "/api/v1/session";
    private static final String MERGE = "/api/v1/journal/merge";
    @TempDir static Path temp;
    private static Path here;
    private static Path there;
    private static String theirToken;
    private static TestServer server;

    @BeforeAll static void start() throws Exception {
        there = temp.resolve("there");
        theirToken = TestServer.issueToken(there, Role.ADMINISTRATOR, Area.COUNTY);
        try (var other = TestServer.start(there)) {
            assertThat(other.web().as(theirToken).act("/api/v1/log", "note-1", "{\"text\":\"东堤巡查完毕\"}").status()).isEqualTo(200);
            assertThat(other.sigterm().code()).isZero();
        }
        here = temp.resolve("here");
        server = TestServer.start(here);
    }

    @AfterAll static void stop() { server.close(); }

    private static String export() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(there)) {
            export.export(out, 1, Long.MAX_VALUE);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Web.Answer merge(String export) throws Exception {
        return server.web().post(MERGE, "application/jsonl", export.getBytes(StandardCharsets.UTF_8));
    }

    private static AuditResult audit() { return new FolderAudit(here, Optional.empty(), Optional.empty()).verify(); }

    @Test void afterAMergeTheJournalIsSoundAndGrantsNobodyAccess() throws Exception {
        String export = export();
        assertThat(server.web().as(theirToken).get(SESSION).status()).isEqualTo(401);

        var forged = merge(export.replaceFirst("(\"seq\":3,.*\"hash\":\")....", "$10000"));
        assertThat(forged.status()).as(forged.text()).isEqualTo(422);
        assertThat(forged.at("/title")).contains("与封签不符");
        var gap = merge(String.join("\n", export.lines().filter(line -> line.matches(".*\"type\":\"entry\".*\"seq\":[34],.*")).toList()));
        assertThat(gap.status()).as(gap.text()).isEqualTo(422);
        assertThat(gap.at("/seq")).isEqualTo("3");
        var answer = merge(export);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body().path("added").asLong()).isPositive();
        assertThat(server.web().get("/api/v1/log?limit=500").body()).as("his words stay with his node").anySatisfy(line -> {
            assertThat(line.path("kind").asText()).isEqualTo("log.noted");
            assertThat(line.path("dropped").asBoolean()).isTrue();
        });
        assertThat(merge(export).body().path("added").asLong()).as("the same again").isZero();
        assertThat(audit()).isInstanceOf(AuditResult.Sound.class);
        assertThat(server.web().as(theirToken).get(SESSION).status()).isEqualTo(401);
        server = server.restart();
        assertThat(server.web().as(theirToken).get(SESSION).status()).as("not after a start either").isEqualTo(401);
        assertThat(audit()).isInstanceOf(AuditResult.Sound.class);

        aFolderTamperedWithStillStarts();
    }

    private static void aFolderTamperedWithStillStarts() throws Exception {
        server.kill9();
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + here.resolve("journal.db"));
                var alter = outsider.createStatement()) {
            assertThat(alter.executeUpdate("UPDATE entry SET actor = 'somebody' WHERE seq = 2 AND node <> "
                    + "(SELECT node FROM entry WHERE kind = 'journal.adopted')")).isPositive();
        }
        server = server.restart();
        assertThat(server.web().get(SESSION).status()).isEqualTo(200);
        assertThat(server.complained()).contains("left out of the picture");
        assertThat(audit()).isInstanceOf(AuditResult.Tampered.class);
    }
}
