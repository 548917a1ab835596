package onemap.journal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import onemap.journal.disk.DataFolder;
import onemap.journal.Samples;
import onemap.journal.SqliteJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotaryTest {
    @TempDir Path temp;

    private Path data() { return temp.resolve("data"); }

    private AuditResult verify() { return FolderAudit.of(data()).verify(); }

    private void tamper(String... statements) throws Exception {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("journal.db"));
                var statement = outsider.createStatement()) {
            for (String sql : statements)
                statement.executeUpdate(sql);
        }
    }

    @Test void makesItsKeyAtTheFirstStartSaysItOnceAndNamesItInTheChain() throws Exception {
        try (var first = Sealed.open(data())) {
            assertThat(first.said).singleElement().asString().contains(first.notary.key().text());
            var entry = first.journal.find(1).orElseThrow();
            assertThat(entry.kind()).isEqualTo(Notary.KEY_ENTRY);
            assertThat(entry.payload()).contains(first.notary.key().text()).contains(first.notary.key().fingerprint());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve("seal.key")))).isEqualTo("rw-------");
            assertThat(SealKey.parse(Files.readString(data().resolve("audit/seal.pub")))).contains(first.notary.key());
        }
        try (var second = Sealed.open(data())) {
            assertThat(second.said).isEmpty();
            assertThat(second.journal.head().seq()).as("named once").isEqualTo(1);
        }
    }

    @Test void sealsWhatIsDurableAndNothingTwice() throws Exception {
        try (var sealed = Sealed.open(data())) {
            sealed.append(10);
            var seal = sealed.seal();

            assertThat(seal.size()).isEqualTo(11);
            assertThat(seal.covered().hash()).isEqualTo(sealed.journal.head().hash());
            assertThat(seal.reason()).isEqualTo(Seal.Reason.HANDOVER);
            assertThat(sealed.notary.key().signed(seal)).isTrue();
            assertThat(sealed.seal().text()).isEqualTo(seal.text());
            assertThat(sealed.notary.newest()).contains(seal);
            assertThat(sealed.notary.failing()).isEmpty();
            assertThat(sealed.notary.verify()).isEqualTo(new AuditResult.Sound(11, 2, 0, 0, sealed.keyFingerprint()));
        }
    }

    @Test void sealsByItselfWhenTimeHasPassed() throws Exception {
        try (var sealed = Sealed.open(data(), "SHA-256", new AuditSettings(1, ""))) {
            sealed.append(5);

            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (sealed.notary.newest().orElseThrow().size() < 6 && System.nanoTime() < end)
                Thread.onSpinWait();
            assertThat(sealed.notary.newest().orElseThrow().reason()).isEqualTo(Seal.Reason.REGULAR);
            assertThat(sealed.notary.newest().orElseThrow().size()).isEqualTo(6);
        }
    }

    @Test void aCleanStopIsSealedLastAndTheNextStartVouchesThatNothingWasAdded() throws Exception {
        try (var sealed = Sealed.open(data())) {
            sealed.append(4);
        }
        assertThat(verify()).isInstanceOfSatisfying(AuditResult.Sound.class, sound -> assertThat(sound.unsealed()).isZero());
        try (var again = Sealed.open(data())) {
            assertThat(again.notary.newest().orElseThrow().reason()).isEqualTo(Seal.Reason.START);
            again.append(4);
            again.seal();
        }
        assertThat(verify()).isInstanceOfSatisfying(AuditResult.Sound.class, sound -> {
            assertThat(sound.entries()).isEqualTo(9);
            assertThat(sound.seals()).isEqualTo(5);
        });
    }

    @Test void goesOnAfterAKillBetweenTableAndFile() throws Exception {
        var killed = Sealed.open(data());
        killed.append(4);
        killed.seal();
        killed.closeWithoutStop();
        var file = data().resolve("audit/seals.txt");
        String both = Files.readString(file);
        Files.writeString(file, both.substring(0, both.length() - 40)); // the last one half written
        assertThat(verify()).isInstanceOf(AuditResult.Sound.class);

        try (var again = Sealed.open(data())) {
            assertThat(Files.readString(file)).isEqualTo(both);
            again.append(1);
            assertThat(again.seal().number()).isEqualTo(3);
            assertThat(again.verify()).isInstanceOf(AuditResult.Sound.class);
        }
    }

    @Test void theHeadShowsATailCutOffBeforeAnySealCoveredIt() throws Exception {
        var killed = Sealed.open(data());
        killed.append(10);
        killed.closeWithoutStop();
        assertThat(verify()).isInstanceOf(AuditResult.Sound.class);

        tamper("DELETE FROM entry WHERE seq > 8", "DELETE FROM sealed WHERE seq > 8");

        assertThat(verify()).isInstanceOfSatisfying(AuditResult.Tampered.class, bad -> {
            assertThat(bad.kind()).isEqualTo(AuditResult.Kind.TRUNCATED);
            assertThat(bad.seq()).isEqualTo(9);
        });
    }

    @Test void saysWhenItStartsOnAJournalThatIsNotTheOneLeftBehindAndKeepsTheEvidence() throws Exception {
        var killed = Sealed.open(data());
        killed.append(10);
        killed.closeWithoutStop();
        tamper("DELETE FROM entry WHERE seq > 8", "DELETE FROM sealed WHERE seq > 8");

        try (var again = Sealed.open(data())) {
            assertThat(again.notary.failing()).hasValueSatisfying(what -> assertThat(what).contains("gone"));
            again.append(10);
            again.seal();
        }

        assertThat(verify()).as("although the numbers have been taken again").isInstanceOf(AuditResult.Tampered.class);
    }

    @Test void saysWhenWhatWasSealedBeforeWasRewritten() throws Exception {
        try (var sealed = Sealed.open(data())) {
            sealed.append(10);
        }
        tamper("DELETE FROM entry WHERE seq = 11", "DELETE FROM sealed WHERE seq = 11");

        try (var again = Sealed.open(data())) {
            assertThat(again.notary.failing()).isPresent();
            assertThat(again.notary.newest().orElseThrow().reason()).as("nothing to vouch for").isEqualTo(Seal.Reason.STOP);
        }
    }

    @Test void anAnchorGetsEverySealAndOneThatIsAwayHoldsUpNobody() throws Exception {
        var away = temp.resolve("usb");
        String node;
        try (var sealed = Sealed.open(data(), "SHA-256", new AuditSettings(100_000, away.toString()))) {
            node = sealed.journal.node();
            sealed.append(3);
            assertThat(sealed.seal().number()).isEqualTo(2);
        }
        assertThat(away).as("never made by us").doesNotExist();

        Files.createDirectory(away);
        try (var sealed = Sealed.open(data(), "SHA-256", new AuditSettings(100_000, away.toString()))) {
            sealed.append(3);
        }

        var anchor = away.resolve(node + ".seals.txt");
        assertThat(anchor).hasSameTextualContentAs(data().resolve("audit/seals.txt"));
        assertThat(new FolderAudit(data(), Optional.of(anchor), Optional.empty()).verify()).isInstanceOf(AuditResult.Sound.class);
    }

    @Test void anOldJournalIsSealedFromItsFirstStartOn() throws Exception {
        try (var folder = DataFolder.open(data());
                var old = new SqliteJournal(folder, Samples.JOURNAL, () -> Samples.NOON, new SecureRandom())) {
            Samples.done(old.append(IntStream.range(0, 20).mapToObj(Samples::draft).toList()));
        }
        assertThat(verify()).isEqualTo(new AuditResult.Sound(20, 0, 20, 0, Optional.empty()));

        try (var sealed = Sealed.open(data())) {
            assertThat(sealed.notary.newest().orElseThrow().size()).isEqualTo(21);
            assertThat(sealed.verify()).isInstanceOf(AuditResult.Sound.class);
        }
    }

    @Test void aReplacedKeyIsSeen() throws Exception {
        try (var sealed = Sealed.open(data())) {
            sealed.append(3);
        }
        Files.delete(data().resolve("seal.key"));
        try (var again = Sealed.open(data())) {
            again.append(3);
        }

        assertThat(verify()).isInstanceOfSatisfying(AuditResult.Tampered.class,
                bad -> assertThat(bad.kind()).isEqualTo(AuditResult.Kind.SEAL));
    }
}
