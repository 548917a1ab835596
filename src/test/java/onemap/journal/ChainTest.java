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

    private Bad bad(long seq, Fault fault) { return new Bad(journal.node(), seq, fault); }

    @Test void soundWhenUntouched() { assertThat(journal.verifyAll()).isEqualTo(new Sound(ENTRIES)); }

    @ParameterizedTest
    @ValueSource(strings = {"format = 2", "at = at + 1", "actor = 'someone else'", "kind = 'other'", "object = object || ' '",
            "idempotency_key = NULL", "idempotency_key = ''", "payload = '{}'", "sealed_digest = NULL", "sealed_digest = zeroblob(32)",
            "prev_hash = zeroblob(32)", "hash = zeroblob(32)", "payload = payload || char(0)"}) void findsEachAlteredColumn(String change)
                    throws Exception {
        tamper("UPDATE entry SET " + change + " WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOfSatisfying(Journal.BrokenChain.class,
                broken -> assertThat(broken.seq()).isEqualTo(7));
    }

    @Test void noticesTextMovedFromOneColumnToTheNext() throws Exception {
        tamper("UPDATE entry SET kind = 'not', object = 'e' || object WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
    }

    @ParameterizedTest
    @CsvSource({"1", "7", "19"}) void findsADeletedEntry(long seq) throws Exception {
        tamper("DELETE FROM entry WHERE seq = " + seq);

        assertThat(journal.verifyAll()).isEqualTo(bad(seq, Fault.MISSING));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOfSatisfying(Journal.BrokenChain.class,
                broken -> assertThat(broken.seq()).isEqualTo(seq));
    }

    @Test void findsTheTailCutOff() throws Exception {
        tamper("DELETE FROM entry WHERE seq > 15");

        assertThat(journal.verifyAll()).isEqualTo(bad(16, Fault.TRUNCATED));
        assertThatThrownBy(() -> journal.replay(1, entry -> {})).isInstanceOf(Journal.BrokenChain.class);
    }

    @Test void findsATailCutOffWhileTheServerWasDownByAHeadKnownFromBefore() throws Exception {
        var known = journal.head();
        journal.close();
        tamper("DELETE FROM entry WHERE seq > 15", "DELETE FROM sealed WHERE seq > 15");

        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));

        assertThat(journal.verifyAll()).isEqualTo(new Sound(15));
        assertThat(journal.verifyAll(known)).isEqualTo(bad(16, Fault.TRUNCATED));
    }

    @Test void findsATailCutOffByThePersonalPartsThatAreLeft() throws Exception {
        journal.close();
        tamper("DELETE FROM entry WHERE seq > 15");

        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));

        assertThat(journal.verifyAll()).isEqualTo(bad(16, Fault.TRUNCATED));
    }

    /** As somebody with a hex editor or a schema of his own does; SQL over the sound schema refuses these. */
    @ParameterizedTest
    @ValueSource(strings = {"at = CAST(at AS TEXT)", "payload = CAST(payload AS BLOB)", "hash = CAST(hash AS TEXT)", "format = '1'",
            "idempotency_key = CAST(idempotency_key AS BLOB)", "node = CAST(node AS BLOB)", "actor = NULL",
            "prev_hash = NULL"}) void findsAValueOfAnotherTypeInATableMadeAnew(String change) throws Exception {
        tamper("CREATE TABLE other(node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash)",
                "INSERT INTO other SELECT * FROM entry ORDER BY seq", "DROP TABLE entry", "ALTER TABLE other RENAME TO entry");
        assertThat(journal.verifyAll()).as("the same rows").isEqualTo(new Sound(ENTRIES));

        tamper("UPDATE entry SET " + change + " WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
    }

    @Test void findsTheSameEntryTwice() throws Exception {
        tamper("CREATE TABLE other AS SELECT * FROM entry ORDER BY seq", "INSERT INTO other SELECT * FROM entry WHERE seq = 7",
                "DROP TABLE entry", "ALTER TABLE other RENAME TO entry");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
    }

    @Test void findsAFormatThatOnlyItsLowBytesMakeRight() throws Exception {
        tamper("UPDATE entry SET format = format + 4294967296 WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
    }

    @Test void findsRowsOfANodeNobodyKnows() throws Exception {
        tamper("INSERT INTO entry SELECT 'another', seq, format, at, actor, kind, object, NULL, payload, NULL, prev_hash, hash FROM entry WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(new Bad("another", 7, Fault.ALTERED));
    }

    @Test void isSoundWhenTheRowsOnlyLieInAnotherOrder() throws Exception {
        tamper("UPDATE entry SET rowid = rowid + 1000 WHERE seq % 3 = 1");

        assertThat(journal.verifyAll()).isEqualTo(new Sound(ENTRIES));
    }

    @Test void bothHashesStandInOneChain() throws Exception {
        journal.close();
        var sm3 = new JournalSettings(16 << 20, 10_000, 4, 10_000, "SM3");
        journal = new SqliteJournal(folder, sm3, () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(journal.append(List.of(draft(21).withSealed("personal 21"), draft(22))));
        journal.close();
        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(journal.append(List.of(draft(23))));

        assertThat(journal.verifyAll()).isEqualTo(new Sound(23));
        assertThat(journal.find(22).orElseThrow().format()).isEqualTo(HashAlgorithm.SM3.format());
        assertThat(journal.findSealed(21)).contains("personal 21");

        tamper("UPDATE entry SET format = 1 WHERE seq = 22");
        assertThat(journal.verifyAll()).isEqualTo(bad(22, Fault.ALTERED));
    }

    @Test void findsTwoEntriesSwapped() throws Exception {
        tamper("UPDATE entry SET seq = -1 WHERE seq = 7", "UPDATE entry SET seq = 7 WHERE seq = 8",
                "UPDATE entry SET seq = 8 WHERE seq = -1");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.REORDERED));
    }

    @Test void findsAnEntryMovedToTheEnd() throws Exception {
        tamper("UPDATE entry SET seq = 21 WHERE seq = 7");

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.REORDERED));
    }

    @Test void findsAnEntrySlippedIn() throws Exception {
        tamper("UPDATE entry SET seq = -seq WHERE seq >= 7", "UPDATE entry SET seq = 1 - seq WHERE seq < 0",
                "INSERT INTO entry SELECT node, 7, format, at, actor, kind, object, 'new', '{}', NULL, prev_hash, hash FROM entry WHERE seq = 6");

        assertThat(journal.verifyAll()).isInstanceOfSatisfying(Bad.class, bad -> assertThat(bad.seq()).isEqualTo(7));
    }

    @Test void findsAnEntrySlippedInBeforeTheFirst() throws Exception {
        tamper("INSERT INTO entry SELECT node, 0, format, at, actor, kind, object, 'new', '{}', NULL, prev_hash, hash FROM entry WHERE seq = 1");

        assertThat(journal.verifyAll()).isEqualTo(bad(0, Fault.ALTERED));
    }

    @Test void findsTheWholeRewrittenByAHeadKnownFromBefore() throws Exception {
        var known = journal.head();
        journal.close();
        folder.clear();

        journal = new SqliteJournal(folder, JOURNAL, () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(journal.append(IntStream.rangeClosed(1, ENTRIES).mapToObj(Samples::draft).toList()));

        assertThat(journal.verifyAll(known)).isEqualTo(bad(ENTRIES, Fault.ALTERED));
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

        assertThat(journal.verifyAll()).isEqualTo(bad(7, Fault.ALTERED));
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
