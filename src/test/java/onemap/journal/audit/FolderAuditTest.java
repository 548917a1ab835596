package onemap.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onemap.journal.audit.AuditResult.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a folder, and what is only told; row by row manipulations are {@link ForgerTest}'s. */
class FolderAuditTest {
    @TempDir Path temp;
    private Path data;
    private String node;
    private String fingerprint;

    @BeforeEach void aDayOfEntries() throws Exception {
        data = temp.resolve("data");
        try (var sealed = Sealed.open(data)) {
            sealed.append(9);
            sealed.seal();
            sealed.append(10);
            node = sealed.journal.node();
            fingerprint = sealed.notary.key().fingerprint();
        }
    }

    private AuditResult verify() { return FolderAudit.of(data).verify(); }

    private AuditResult verify(Optional<Path> anchor, Optional<Path> key) { return new FolderAudit(data, anchor, key).verify(); }

    private void tamper(String... statements) throws Exception {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"));
                var statement = outsider.createStatement()) {
            for (String sql : statements)
                statement.executeUpdate(sql);
        }
    }

    private static Path copy(Path from, Path to) throws Exception {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) Files.createDirectories(target);
                else
                    Files.copy(each, target);
            }
        }
        return to;
    }

    private AuditResult.Tampered tampered(AuditResult result) {
        assertThat(result).isInstanceOf(AuditResult.Tampered.class);
        return (AuditResult.Tampered) result;
    }

    @Test void aSoundFolderTellsWhatItHolds() {
        assertThat(verify()).isEqualTo(new AuditResult.Sound(20, 3, 0, 0, Optional.of(fingerprint)));
    }

    @Test void droppedPersonalDataIsNoFaultButItsNumberIsTold() throws Exception {
        tamper("DELETE FROM sealed WHERE seq IN (3, 6)");

        assertThat(verify()).isEqualTo(new AuditResult.Sound(20, 3, 0, 2, Optional.of(fingerprint)));
    }

    @Test void leavesNoTraceInWhatItChecks() throws Exception {
        var before = files();

        verify();

        assertThat(files()).isEqualTo(before);
    }

    private List<String> files() throws Exception {
        try (var all = Files.walk(data)) {
            var files = new ArrayList<String>();
            for (var file : all.filter(Files::isRegularFile).sorted().toList())
                files.add(file + " " + Arrays.hashCode(Files.readAllBytes(file)));
            return files;
        }
    }

    @Test void whatCannotBeReadIsNoVerdict() throws Exception {
        assertThat(FolderAudit.of(temp.resolve("nowhere")).verify()).isInstanceOf(AuditResult.Unreadable.class);
        Files.createDirectory(temp.resolve("empty"));
        assertThat(FolderAudit.of(temp.resolve("empty")).verify()).isInstanceOf(AuditResult.Unreadable.class);
        Files.writeString(data.resolve("journal.db"), "this is no database, only a text of some length");
        assertThat(verify()).isInstanceOf(AuditResult.Unreadable.class);
        Files.delete(data.resolve("journal.db"));
        assertThat(verify()).isInstanceOf(AuditResult.Unreadable.class);
    }

    @Test void aFolderPutBackAsAWholeFitsItselfButNotTheAnchor() throws Exception {
        var yesterday = copy(data, temp.resolve("yesterday"));
        try (var sealed = Sealed.open(data)) {
            sealed.append(5);
        }
        var anchor = Files.copy(data.resolve("audit/seals.txt"), temp.resolve("anchor.txt"));
        data = yesterday;

        assertThat(verify()).as("nothing in it contradicts").isInstanceOf(AuditResult.Sound.class);
        var bad = tampered(verify(Optional.of(anchor), Optional.empty()));
        assertThat(bad.kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(bad.seq()).isEqualTo(21);
    }

    @Test void aJournalMadeAnewFitsItselfButNeitherTheKeyNorTheAnchor() throws Exception {
        var key = Files.copy(data.resolve("audit/seal.pub"), temp.resolve("key.txt"));
        var anchor = Files.copy(data.resolve("audit/seals.txt"), temp.resolve("anchor.txt"));
        var forged = temp.resolve("forged");
        Files.createDirectory(forged);
        Files.writeString(forged.resolve("node.id"), node + "\n"); // the same node
        data = forged;
        try (var sealed = Sealed.open(forged)) {
            sealed.append(19);
        }

        assertThat(verify()).isInstanceOf(AuditResult.Sound.class);
        assertThat(tampered(verify(Optional.empty(), Optional.of(key))).kind()).isEqualTo(Kind.SEAL);
        assertThat(verify(Optional.of(anchor), Optional.empty())).isInstanceOf(AuditResult.Tampered.class);
    }

    @Test void anAnchorOfAnotherNodeVouchesForNothing() throws Exception {
        try (var other = Sealed.open(temp.resolve("other"))) {
            other.append(3);
        }

        assertThat(verify(Optional.of(temp.resolve("other/audit/seals.txt")), Optional.empty())).isInstanceOf(AuditResult.Unreadable.class);
    }

    @Test void anOutsidersCopyWithoutTheSecretKeyIsCheckedAsWell() throws Exception {
        Files.delete(data.resolve("seal.key"));

        assertThat(verify()).isInstanceOf(AuditResult.Sound.class);
        tamper("UPDATE entry SET actor = 'x' WHERE seq = 5");
        assertThat(tampered(verify())).isEqualTo(new AuditResult.Tampered(node, 5, Kind.ALTERED, "not as it was written"));
    }

    @Test void nobodyElseMovesTheHeadBack() throws Exception {
        var killed = Sealed.open(data);
        killed.append(5);
        killed.closeWithoutStop();
        tamper("DELETE FROM entry WHERE seq > 22", "DELETE FROM sealed WHERE seq > 22");
        Files.writeString(data.resolve("journal.head"), Files.readString(data.resolve("journal.head")).replace("0000000025", "0000000022"));

        assertThat(verify()).isInstanceOf(AuditResult.Tampered.class);
    }

    /** Whatever bit flips anywhere in the file: it is found, or the rows are the same as ever. */
    @Test void noFlippedBitGoesUnseenThatARowDependsOn() throws Exception {
        byte[] sound = Files.readAllBytes(data.resolve("journal.db"));
        var rows = rows();
        var random = new Random(20261123);

        for (int round = 0; round < 600; round++) {
            byte[] bytes = sound.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(data.resolve("journal.db"), bytes);

            if (verify() instanceof AuditResult.Sound)
                assertThatCode(() -> assertThat(rows()).isEqualTo(rows)).as("round %d, byte %d", round, at).doesNotThrowAnyException();
        }
    }

    private List<String> rows() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:file:" + data.resolve("journal.db") + "?immutable=1");
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "SELECT rowid, quote(node), quote(seq), quote(format), quote(at), quote(actor), quote(kind), quote(object), "
                            + "quote(idempotency_key), quote(payload), quote(sealed_digest), quote(prev_hash), quote(hash) FROM entry NOT INDEXED");
            var texts = new ArrayList<String>();
            while (rows.next()) {
                var text = new StringBuilder();
                for (int column = 1; column <= 13; column++)
                    text.append(rows.getString(column)).append('|');
                texts.add(text.toString());
            }
            return texts;
        }
    }
}
