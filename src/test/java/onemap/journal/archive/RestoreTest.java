package onemap.journal.archive;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.barePosition;
import static onemap.journal.Samples.camera;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onemap.domain.Report;
import onemap.journal.ChainCheck;
import onemap.journal.Draft;
import onemap.journal.Journal;
import onemap.journal.Samples.HandClock;
import onemap.journal.audit.AuditResult;
import onemap.journal.audit.AuditSettings;
import onemap.journal.audit.FolderAudit;
import onemap.journal.audit.Notary;
import onemap.journal.SqliteJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsPostgres.class)
class RestoreTest {
    private final HandClock clock = new HandClock();
    @TempDir Path temp;

    /** A node with entries of its own and of another, a personal part, and two days of history. */
    private List<Report> fill(ArchiveSettings settings) throws Exception {
        try (var node = new Node(temp.resolve("lost"), clock); var other = new Node(temp.resolve("other"), clock)) {
            done(other.journal.append(List.of(draft(10), draft(11), draft(12))));
            done(node.journal.append(
                    List.of(draft(1), Draft.of("u-1", "register.put", "site:1", "{\"n\":2,\"名\":\"望海\"}").withSealed("{\"phone\":1}"),
                            draft(3).withKey("key"))));
            done(node.journal.adopt(
                    other.journal.after(other.journal.node(), Journal.Head.EMPTY)
                            .stream()
                            .map(e -> new Journal.Foreign(e, Optional.empty()))
                            .toList()));
            done(node.journal.append(List.of(draft(4))));
            done(node.history.append(List.of(position("1", NOON), level("river", 3.5, NOON.plusNanos(1)), barePosition("2", NOON))));
            clock.advance(Duration.ofDays(1));
            done(node.history.append(List.of(camera("c", Optional.of("rtsp://x"), NOON), camera("d", Optional.empty(), NOON),
                    position("1", NOON.plusSeconds(5)))));
            node.carried(settings);
            return node.reports();
        }
    }

    private Restore.Asked asked() {
        return new Restore.Asked(temp.resolve("restored"), Optional.empty(), Optional.of(temp.resolve("lost")));
    }

    private static String nodeId(Path folder) throws IOException { return Files.readString(folder.resolve("node.id")).strip(); }

    private static void execute(PostgresCluster cluster, String database, String sql) throws SQLException {
        try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test void anEmptyFolderBecomesTheNodeThatWasLost(PostgresCluster cluster) throws Exception {
        var settings = cluster.settings(cluster.database());
        var reports = fill(settings);

        var done = Restore.run(settings, asked());

        assertThat(done).isEqualTo(new Restore.Done(nodeId(temp.resolve("lost")), 5, 3, 6, 2));
        try (var lost = new Node(temp.resolve("lost"), clock); var restored = new Node(temp.resolve("restored"), clock)) {
            assertThat(restored.reports()).isEqualTo(reports);
            assertThat(restored.journal.node()).isEqualTo(lost.journal.node());
            assertThat(restored.journal.verifyAll()).isEqualTo(new ChainCheck.Sound(8));
            assertThat(restored.journal.head().hash()).isEqualTo(lost.journal.head().hash());
            assertThat(restored.journal.findSealed(2)).contains("{\"phone\":1}");
            assertThat(restored.journal.heads().keySet()).isEqualTo(lost.journal.heads().keySet());
        }
    }

    @Test void theAuditFindsTheRestoredFolderSound(PostgresCluster cluster) throws Exception {
        var settings = cluster.settings(cluster.database());
        try (var node = new Node(temp.resolve("lost"), clock);
                var notary = Notary.open(node.folder, node.journal, new AuditSettings(60, ""), clock, new SecureRandom(), key -> {})) {
            done(node.journal.append(List.of(draft(1), draft(2))));
            done(notary.seal());
            done(node.journal.append(List.of(draft(3))));
            node.carried(settings);
        }

        Restore.run(settings, asked());

        assertThat(new FolderAudit(temp.resolve("restored"), Optional.empty(), Optional.empty()).verify()).isInstanceOfSatisfying(
                AuditResult.Sound.class, sound -> {
                    assertThat(sound.entries()).isEqualTo(4); // with the one that names the key
                    assertThat(sound.seals()).isEqualTo(2);
                    assertThat(sound.unsealed()).isEqualTo(1);
                });
    }

    @Test void theRestoredNodeGoesOnWhereTheArchiveIs(PostgresCluster cluster) throws Exception {
        String database = cluster.database();
        var settings = cluster.settings(database);
        fill(settings);
        Restore.run(settings, asked());
        try (var restored = new Node(temp.resolve("restored"), clock)) {
            done(restored.journal.append(List.of(draft(5))));
            done(restored.history.append(List.of(position("3", NOON.plusSeconds(9)))));

            restored.carried(settings);

            try (var connection = cluster.connect(database); var statement = connection.createStatement()) {
                var row = statement.executeQuery("SELECT (SELECT count(*) FROM onemap.entry), (SELECT count(*) FROM onemap.position)");
                row.next();
                assertThat(List.of(row.getLong(1), row.getLong(2))).containsExactly(9L, 4L);
            }
        }
    }

    private void assertFound(PostgresCluster cluster, String forgery, String told) throws Exception {
        String database = cluster.database();
        fill(cluster.settings(database));
        execute(cluster, database, forgery);

        assertThatThrownBy(() -> Restore.run(cluster.settings(database), asked())).isInstanceOf(Journal.BrokenChain.class)
                .hasMessageContaining(told);
        try (var left = Files.list(temp.resolve("restored"))) {
            assertThat(left.map(file -> file.getFileName().toString())).containsOnly("lock");
        }
    }

    @Test void anAlteredEntryIsFoundAndNothingIsLeft(PostgresCluster cluster) throws Exception {
        assertFound(cluster, "UPDATE onemap.entry SET payload = replace(payload, '望海', '望江') WHERE seq = 2", "entry 2 of node");
    }

    @Test void anEntryTakenOutIsFound(PostgresCluster cluster) throws Exception {
        assertFound(cluster, "DELETE FROM onemap.entry WHERE seq = 3 AND kind = 'note'", "entry 3 of node");
    }

    @Test void anAlteredEntryOfAnotherNodeIsFound(PostgresCluster cluster) throws Exception {
        assertFound(cluster, "UPDATE onemap.entry SET actor = 'somebody' WHERE payload = '{\"n\":11}'", "is not as it was written");
    }

    @Test void anAlteredPersonalPartIsFound(PostgresCluster cluster) throws Exception {
        assertFound(cluster, "UPDATE onemap.sealed SET body = body || '\\x00'::bytea", "personal part");
    }

    @Test void aFolderThatIsNotEmptyIsRefusedAndLeftAlone(PostgresCluster cluster) throws Exception {
        var settings = cluster.settings(cluster.database());
        try (var node = new Node(temp.resolve("restored"), clock)) {
            done(node.journal.append(List.of(draft(1))));
        }

        assertThatThrownBy(() -> Restore.run(settings, asked().withoutSecrets())).isInstanceOf(Restore.Refused.class)
                .hasMessageContaining("not empty");
        assertThat(temp.resolve("restored/journal.db")).exists();
    }

    @Test void anArchiveThatHoldsNothingIsToldSo(PostgresCluster cluster) {
        assertThatThrownBy(() -> Restore.run(cluster.settings(cluster.database()), asked().withoutSecrets()))
                .isInstanceOf(ArchiveFailed.class)
                .hasMessageContaining("holds nothing of onemap");
    }

    @Test void withoutTheSecretThePersonalPartsStaySealed(PostgresCluster cluster) throws Exception {
        var settings = cluster.settings(cluster.database());
        fill(settings);

        Restore.run(settings, asked().withoutSecrets());

        try (var restored = new Node(temp.resolve("restored"), clock)) {
            assertThat(restored.journal.verifyAll()).isInstanceOf(ChainCheck.Sound.class);
            assertThatThrownBy(() -> findSealed(restored.journal)).isInstanceOf(IllegalStateException.class);
        }
    }

    private static Optional<String> findSealed(SqliteJournal journal) { return journal.findSealed(2); }
}
