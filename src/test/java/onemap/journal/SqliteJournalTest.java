package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onemap.journal.Samples.JOURNAL;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.PersonalCipher;
import onemap.journal.disk.Readers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
    @TempDir Path temp;
    private DataFolder folder;

    @Override Journal open(InstantSource clock, RandomGenerator random) {
        folder = DataFolder.open(temp.resolve("data"));
        return new SqliteJournal(folder, JOURNAL, clock, random);
    }

    @AfterEach void unlock() { folder.close(); }

    private Journal reopen() {
        journal.close();
        journal = new SqliteJournal(folder, JOURNAL, clock, RandomGenerator.of("L64X128MixRandom"));
        return journal;
    }

    private Connection outsider() throws Exception { return DriverManager.getConnection("jdbc:sqlite:" + folder.journalFile()); }

    @Test void goesOnWhereItEndedAfterBeingOpenedAgain() throws Exception {
        var first = done(journal.append(List.of(draft(1), draft(2))));

        reopen();

        assertThat(journal.node()).isEqualTo(NODE);
        assertThat(journal.head().hash()).isEqualTo(first.getLast().hash());
        assertThat(done(journal.append(List.of(draft(3)))).getFirst().prevHash()).isEqualTo(first.getLast().hash());
        assertThat(replayed(1)).hasSize(3);
    }

    @Test void keepsPersonalDataUnreadableOnDisk() throws Exception {
        done(journal.append(List.of(draft(1).withSealed("{\"keeper\":{\"name\":\"欧阳锋\",\"phone\":\"13812345678\"}}"))));
        journal.close();

        try (var files = Files.walk(folder.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, ISO_8859_1);
                assertThat(bytes).as("%s", file)
                        .doesNotContain("13812345678")
                        .doesNotContain(new String("欧阳锋".getBytes(UTF_8), ISO_8859_1));
            }
        }
        assertThat(reopen().findSealed(1).orElseThrow()).contains("欧阳锋");
    }

    @Test void readsPersonalDataThatWasStoredBeforeThereWasACipher() throws Exception {
        done(journal.append(List.of(draft(1).withSealed("{\"phone\":\"1\"}"))));
        journal.close();
        try (var outsider = outsider(); var statement = outsider.createStatement()) {
            var digest = HexFormat.of()
                    .formatHex(new EntryHash().sealedDigest(HashAlgorithm.SHA_256, new byte[16], "{\"phone\":\"2\"}".getBytes(UTF_8)));
            statement.execute("UPDATE sealed SET body = CAST('{\"phone\":\"2\"}' AS BLOB)");
            statement.execute("UPDATE entry SET sealed_digest = x'" + digest + "'");
        }

        try (var readers = new Readers(folder.journalFile(), 1, Duration.ofSeconds(10))) {
            assertThat(new JournalReader(readers, NODE, new PersonalCipher(new byte[32])).findSealed(NODE, 1))
                    .contains("{\"phone\":\"2\"}");
        }
        journal = new MemoryJournal(NODE, clock, ZEROS);
    }

    @Test void saysSoWhenTheSecretIsAnother() throws Exception {
        done(journal.append(List.of(draft(1).withSealed("{}"))));
        Files.write(folder.path().resolve("secret.key"),
                new byte[]{1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3,
                        4, 5, 6, 7, 8});

        reopen();

        assertThat(((SqliteJournal) journal).verifyAll()).isEqualTo(new ChainCheck.Sound(1));
        assertThatThrownBy(() -> journal.findSealed(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("secret.key");
    }

    @Test void goesOnWithOtherNodesChainsAfterBeingOpenedAgainAndVerifiesThem() throws Exception {
        var told = other("B", 6);
        done(journal.append(List.of(draft(1))));
        done(journal.adopt(told.subList(0, 4)));

        reopen();

        assertThat(journal.heads().get("B").seq()).isEqualTo(4);
        assertThat(done(journal.adopt(told))).hasSize(2);
        assertThat(((SqliteJournal) journal).verifyAll()).isEqualTo(new ChainCheck.Sound(9));
        try (var outsider = outsider(); var statement = outsider.createStatement()) {
            statement.execute("UPDATE entry SET actor = 'x' WHERE node = 'B' AND seq = 5");
        }
        assertThat(((SqliteJournal) journal).verifyAll()).isEqualTo(new ChainCheck.Bad("B", 5, ChainCheck.Fault.ALTERED));
        assertThatThrownBy(() -> journal.after("B", Journal.Head.EMPTY)).isInstanceOf(Journal.BrokenChain.class);
    }

    @Test void neverReadsWhatWasSlippedInAndTakesNoMoreOfThatNode() throws Exception {
        var told = other("B", 6);
        done(journal.adopt(told.subList(0, 4)));
        journal.close();
        outside("INSERT INTO entry SELECT node, seq + 1, format, at, actor, kind, object, 'slipped', payload, sealed_digest, hash, hash "
                + "FROM entry WHERE node = 'B' AND seq = 4");

        reopen();

        assertThat(journal.heads().get("B").seq()).isEqualTo(4);
        assertThat(journal.after("B", Journal.Head.EMPTY)).hasSize(4);
        assertThat(journal.find("B", 5)).isEmpty();
        assertThat(journal.findByKey("slipped", Samples.NOON)).isEmpty();
        assertThatThrownBy(() -> done(journal.adopt(told))).rootCause()
                .isInstanceOf(Journal.NotAdopted.class)
                .hasMessageContaining("tampered");
        assertThat(done(journal.adopt(other("C", 2)))).hasSize(2);
        assertThat(done(journal.append(List.of(draft(1))))).hasSize(1);
    }

    @Test void readsNothingOfANodeWhoseTailIsGoneAndGoesOnMissingIt() throws Exception {
        done(journal.adopt(other("B", 4)));
        journal.close();
        outside("DELETE FROM entry WHERE node = 'B' AND seq > 2");

        reopen();

        assertThat(journal.after("B", Journal.Head.EMPTY)).isEmpty();
        done(journal.adopt(other("C", 2)));
        var named = ForeignChains.headsIn(journal.findNewest("journal", ForeignChains.ADOPTED).orElseThrow().payload());
        assertThat(named.get("B").seq()).as("what is lost stays missed").isEqualTo(4);
        assertThat(named.get("C").seq()).isEqualTo(2);
    }

    private void outside(String sql) throws Exception {
        try (var outsider = outsider(); var statement = outsider.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test void takesOverPersonalPartsThatFitAndRefusesOthers() throws Exception {
        var other = new MemoryJournal("B", clock, ZEROS);
        var entry = done(other.append(List.of(draft(1).withSealed("{\"phone\":\"13812345678\"}")))).getFirst();
        byte[] salt = new byte[16];
        byte[] stored = new PersonalCipher(new byte[32]).encrypt("{\"phone\":\"13812345678\"}".getBytes(UTF_8), salt, ZEROS);

        assertThatThrownBy(() -> done(journal.adopt(List.of(new Journal.Foreign(entry,
                Optional.of(new Journal.Personal(salt, "{}".getBytes(UTF_8))))))))
                .hasRootCauseInstanceOf(Journal.NotAdopted.class);
        done(journal.adopt(List.of(new Journal.Foreign(entry, Optional
                .of(new Journal.Personal(salt, stored))))));

        assertThat(((SqliteJournal) journal).verifyAll()).isEqualTo(new ChainCheck.Sound(2));
        assertThat(sealedUnder(new byte[32])).as("one secret.key for the county").contains("{\"phone\":\"13812345678\"}");
        byte[] another = new byte[32];
        another[0] = 1;
        assertThat(sealedUnder(another)).as("another node's, under a secret that is not here").isEmpty();
        assertThat(((SqliteJournal) journal).verifyAll()).isEqualTo(new ChainCheck.Sound(2));
    }

    private Optional<String> sealedUnder(byte[] secret) throws Exception {
        Files.write(folder.path().resolve("secret.key"), secret);
        reopen();
        return journal.findSealed("B", 1);
    }

    @Test void keepsTheEntriesOfOneAppendTogetherWhenManyAppendAtOnce() throws Exception {
        List<List<Entry>> appended = new ArrayList<>();
        try (var officers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<List<Entry>>>();
            for (int officer = 0; officer < 300; officer++) {
                int n = officer * 10;
                calls.add(officers.submit(() -> done(journal.append(IntStream.range(n, n + 1 + n % 7).mapToObj(Samples::draft).toList()))));
            }
            for (var call : calls)
                appended.add(call.get());
        }

        for (var entries : appended)
            for (int i = 1; i < entries.size(); i++)
                assertThat(entries.get(i).seq()).isEqualTo(entries.get(i - 1).seq() + 1);
        assertThat(replayed(1)).hasSize(appended.stream().mapToInt(List::size).sum());
        assertThat(((SqliteJournal) journal).verifyAll()).isInstanceOf(ChainCheck.Sound.class);
    }

    @Test void keepsTheOrderOfAppendsOfOneCaller() throws Exception {
        var stages = new ArrayList<CompletionStage<List<Entry>>>();
        for (int i = 1; i <= 1000; i++)
            stages.add(journal.append(List.of(draft(i))));

        for (int i = 1; i <= 1000; i++)
            assertThat(done(stages.get(i - 1)).getFirst().payload()).isEqualTo("{\"n\":" + done(stages.get(i - 1)).getFirst().seq() + "}");
    }

    @Test void whatIsDoneIsSeenByReadersAtOnce() throws Exception {
        for (int i = 1; i <= 200; i++) {
            long seq = done(journal.append(List.of(draft(i).withKey("key " + i)))).getFirst().seq();

            assertThat(journal.findByKey("key " + i, clock.instant()).map(Entry::seq)).contains(seq);
        }
    }

    @Test void recordsNothingAnyMoreOnceTheFileRefused() throws Exception {
        done(journal.append(List.of(draft(1))));
        try (var other = outsider(); var statement = other.createStatement()) { // takes our next number: our insert will be refused
            statement.execute(
                    "INSERT INTO entry SELECT node, 2, format, at, actor, kind, object, NULL, payload, NULL, prev_hash, hash FROM entry");
        }

        for (int attempt = 0; attempt < 2; attempt++)
            assertThatThrownBy(() -> done(journal.append(List.of(draft(2))))).isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(Journal.JournalFailed.class);
        assertThat(((SqliteJournal) journal).failure()).isPresent();
        assertThatThrownBy(() -> journal.record(List.of(draft(2)))).isInstanceOf(Journal.JournalFailed.class);
        assertThat(journal.head().seq()).isEqualTo(1);
        assertThat(journal.find(1)).isPresent();
        assertThat(journal.find(2)).as("a row that was never answered for").isEmpty();
        assertThat(journal.listBefore(Long.MAX_VALUE, 9)).extracting(Entry::seq).containsExactly(1L);
        assertThat(journal.after(journal.node(), Journal.Head.EMPTY)).extracting(Entry::seq).containsExactly(1L);
    }

    @Test void foldsTheLogIntoTheFileWhenItCloses() throws Exception {
        for (int round = 0; round < 20; round++) {
            done(journal.append(List.of(draft(round))));
            journal.find(1);
            journal.close();

            assertThat(folder.path().resolve("journal.db-wal")).as("round %d", round).doesNotExist();
            reopen();
        }
    }

    @Test void refusesAppendsAfterClosing() {
        journal.close();

        assertThatThrownBy(() -> done(journal.append(List.of(draft(1))))).hasCauseInstanceOf(RejectedExecutionException.class);
        assertThatThrownBy(() -> journal.record(List.of(draft(1)))).isInstanceOf(RejectedExecutionException.class);
    }

    @Test void writesWhatWaitsBeforeItCloses() throws Exception {
        var stages = IntStream.range(0, 500).mapToObj(i -> journal.append(List.of(draft(i)))).toList();

        reopen();

        for (var stage : stages)
            done(stage);
        assertThat(replayed(1)).hasSize(500);
    }

    @Test void keysAreFoundByIndexNotByScan() throws Exception {
        try (var other = outsider(); var statement = other.createStatement()) {
            var plan = statement.executeQuery(
                    "EXPLAIN QUERY PLAN SELECT * FROM entry WHERE node = 'n' AND idempotency_key = 'k' AND at >= 0 ORDER BY seq LIMIT 1");

            assertThat(plan.getString("detail")).contains("entry_by_key");
        }
    }
}
