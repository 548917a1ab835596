package onemap.journal;

import static onemap.journal.Samples.JOURNAL;
import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.journal.ChainCheck.Bad;
import onemap.journal.ChainCheck.Fault;
import onemap.journal.ChainCheck.Sound;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.PersonalCipher;
import onemap.journal.disk.Readers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with the file in his hands changes the journal 篡改. */
class ChainTest {
    private static final int ENTRIES = 20;
    @TempDir Path temp;
    private DataFolder folder;
    private SqliteJournal journal;

    @BeforeEach void writeTwentyEntries() throws Exception {
        folder = DataFolder.open(temp.resolve("data"));
        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(journal.append(
                IntStream.rangeClosed(1, ENTRIES).mapToObj(n -> draft(n).withKey("key-" + n).withSealed("personal " + n)).toList()));
    }

    @AfterEach void close() {
        journal.close();
        folder.close();
    }

    private void tamper(String... statements) throws Exception {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + folder.journalFile());
                var statement = outsider.createStatement()) {
            for (var sql : statements)
                statement.executeUpdate(sql);
        }
    }

    @Test void soundWhenUntouched() { assertThat(journal.verifyAll()).isEqualTo(new Sound(ENTRIES)); }

    @ParameterizedTest
    @ValueSource(strings = {"format = 2", "at = at + 1", "actor = 'someone else'", "kind = 'other'", "object = object || ' '",
            "idempotency_key = NULL", "idempotency_key = ''", "payload = '{}'", "sealed_digest = NULL", "sealed_digest = zeroblob(32)",
            "prev_hash = zeroblob(32)", "hash = zeroblob(32)", "payload = payload || char(0)"}) void findsEachAlteredColumn(String change)
                    throws Exception {
        tamper("UPDATE entry SET " + change + " WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(7, Fault.ALTERED));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOfSatisfying(Journal.BrokenChain.class,
                broken -> assertThat(broken.seq()).isEqualTo(7));
    }

    @Test void noticesTextMovedFromOneColumnToTheNext() throws Exception {
        tamper("UPDATE entry SET kind = 'not', object = 'e' || object WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(7, Fault.ALTERED));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "19"}) void findsADeletedEntry(long seq) throws Exception {
        tamper("DELETE FROM entry WHERE seq = " + seq);

        assertThat(journal.verifyAll()).isEqualTo(new Bad(seq, Fault.MISSING));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOfSatisfying(Journal.BrokenChain.class,
                broken -> assertThat(broken.seq()).isEqualTo(seq));
    }

    @Test void findsTheTailCutOff() throws Exception {
        tamper("DELETE FROM entry WHERE seq > 15");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(16, Fault.TRUNCATED));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOf(Journal.BrokenChain.class);
    }

    @Test void findsATailCutOffWhileTheServerWasDownByAHeadKnownFromBefore() throws Exception {
        var known = journal.head();
        journal.close();
        tamper("DELETE FROM entry WHERE seq > 15");

        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));

        assertThat(journal.verifyAll()).isEqualTo(new Sound(15));
        assertThat(journal.verifyAll(known)).isEqualTo(new Bad(16, Fault.TRUNCATED));
    }

    @Test void findsTwoEntriesSwapped() throws Exception {
        tamper("UPDATE entry SET seq = -1 WHERE seq = 7", "UPDATE entry SET seq = 7 WHERE seq = 8",
                "UPDATE entry SET seq = 8 WHERE seq = -1");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(7, Fault.REORDERED));
    }

    @Test void findsAnEntryMovedToTheEnd() throws Exception {
        tamper("UPDATE entry SET seq = 21 WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(7, Fault.REORDERED));
    }

    @Test void findsAnEntrySlippedIn() throws Exception {
        tamper("UPDATE entry SET seq = -seq WHERE seq >= 7", "UPDATE entry SET seq = 1 - seq WHERE seq < 0",
                "INSERT INTO entry SELECT node, 7, format, at, actor, kind, object, 'new', '{}', NULL, prev_hash, hash FROM entry WHERE seq = 6");

        assertThat(journal.verifyAll()).isInstanceOfSatisfying(Bad.class, bad -> assertThat(bad.seq()).isEqualTo(7));
    }

    @Test void findsAnEntrySlippedInBeforeTheFirst() throws Exception {
        tamper("INSERT INTO entry SELECT node, 0, format, at, actor, kind, object, 'new', '{}', NULL, prev_hash, hash FROM entry WHERE seq = 1");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(0, Fault.ALTERED));
    }

    @Test void findsTheWholeRewrittenByAHeadKnownFromBefore() throws Exception {
        var known = journal.head();
        journal.close();
        folder.clear();

        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(journal.append(IntStream.rangeClosed(1, ENTRIES).mapToObj(Samples::draft).toList()));

        assertThat(journal.verifyAll(known)).isEqualTo(new Bad(ENTRIES, Fault.ALTERED));
    }

    @Test void staysSoundWhenPersonalDataIsDropped() throws Exception {
        tamper("DELETE FROM sealed WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Sound(ENTRIES));
        assertThat(journal.findSealed(7)).isEmpty();
        assertThat(journal.findSealed(8)).contains("personal 8");
    }

    @ParameterizedTest
    @CsvSource({"body = CAST('another' AS BLOB)", "salt = zeroblob(16)", "body = zeroblob(0)"}) void findsAlteredPersonalData(String change)
            throws Exception {
        tamper("UPDATE sealed SET " + change + " WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Bad(7, Fault.ALTERED));
        assertThatThrownBy(() -> journal.findSealed(7)).isInstanceOf(Journal.BrokenChain.class);
    }

    @Test void refusesToOpenWhenTheLastEntryIsAltered() throws Exception {
        journal.close();
        tamper("UPDATE entry SET actor = 'x' WHERE seq = 20");

        assertThatThrownBy(() -> new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom")))
                .isInstanceOfSatisfying(Journal.BrokenChain.class, broken -> assertThat(broken.seq()).isEqualTo(20));
    }

    /** Bit rot: whatever bit flips, what is read is either what was written or refused. */
    @Test void neverReadsSilentlyWhatABitFlipMadeOfIt() throws Exception {
        var before = new ArrayList<Entry>();
        journal.replay(1, before::add);
        var known = journal.head();
        String node = journal.node();
        journal.close();
        byte[] sound = Files.readAllBytes(folder.journalFile());
        var random = new Random(20260718);
        var damaged = temp.resolve("damaged.db");

        for (int round = 0; round < 400; round++) {
            byte[] bytes = sound.clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, bytes);

            assertThat(readAnyway(damaged, node, known)).as("seed 20260718, round %d, byte %d", round, at)
                    .satisfiesAnyOf(read -> assertThat(read).isEmpty(),
                            read -> assertThat(read).usingRecursiveComparison().isEqualTo(before));
        }
    }

    private static List<Entry> readAnyway(Path file, String node, Journal.Head known) {
        var read = new ArrayList<Entry>();
        try (var readers = new Readers(file, 1, Duration.ofSeconds(10))) {
            new JournalReader(readers, node, new PersonalCipher(new byte[32])).replay(1, known, read::add);
            return read;
        } catch (Journal.BrokenChain | UncheckedIOException refused) {
            return List.of();
        }
    }
}
