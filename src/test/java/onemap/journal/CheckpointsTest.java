package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import onemap.journal.checkpoint.Checkpoint;
import onemap.journal.checkpoint.Checkpoints;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.History;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    private static final History.Mark MARK = new History.Mark("2026-07-18", 77);
    @TempDir Path temp;
    private DataFolder folder;
    private Journal journal;
    private Checkpoints checkpoints;

    @BeforeEach void open() throws Exception {
        folder = DataFolder.open(temp.resolve("data"));
        journal = new MemoryJournal("node", () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        checkpoints = new Checkpoints(folder);
        done(journal.append(List.of(draft(1), draft(2))));
    }

    @AfterEach void close() { folder.close(); }

    private void storeHere(String payload) {
        checkpoints.store(new Checkpoint(journal.node(), journal.head(), MARK, payload.getBytes(UTF_8)));
    }

    private Optional<String> loaded() { return checkpoints.load(journal).map(checkpoint -> new String(checkpoint.payload(), UTF_8)); }

    private Path older() { return folder.path().resolve("checkpoint.bin.1"); }

    @Test void isEmptyBeforeTheFirst() { assertThat(checkpoints.load(journal)).isEmpty(); }

    @Test void givesBackWhatWasStored() {
        storeHere("state");

        var loaded = checkpoints.load(journal).orElseThrow();

        assertThat(loaded.head().seq()).isEqualTo(2);
        assertThat(loaded.head().hash()).isEqualTo(journal.head().hash());
        assertThat(loaded.mark()).isEqualTo(MARK);
        assertThat(loaded.payload()).isEqualTo("state".getBytes(UTF_8));
    }

    @Test void takesTheNewest() throws Exception {
        storeHere("first");
        done(journal.append(List.of(draft(3))));
        storeHere("second");
        storeHere("third");

        assertThat(loaded()).contains("third");
    }

    @Test void fallsBackToTheOlderWhenAnyByteOfTheNewestIsWrong() throws Exception {
        storeHere("older");
        storeHere("newest");
        byte[] sound = Files.readAllBytes(folder.checkpointFile());
        var random = new Random(3);

        for (int at = 0; at < sound.length; at += 1 + random.nextInt(12)) {
            byte[] damaged = sound.clone();
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(folder.checkpointFile(), damaged);

            assertThat(loaded()).as("byte %d", at).contains("older");
        }
    }

    @Test void fallsBackToTheOlderWhenTheNewestIsTorn() throws Exception {
        storeHere("older");
        storeHere("newest");
        byte[] sound = Files.readAllBytes(folder.checkpointFile());

        for (int length = 0; length < sound.length; length += 7) {
            Files.write(folder.checkpointFile(), Arrays.copyOf(sound, length));

            assertThat(loaded()).as("%d bytes", length).contains("older");
        }
        Files.write(folder.checkpointFile(), Arrays.copyOf(sound, sound.length + 1));
        assertThat(loaded()).contains("older");
    }

    @Test void fallsBackToTheOlderWhenTheServerDiedBetweenTheRenames() throws Exception {
        storeHere("only");
        Files.move(folder.checkpointFile(), older());

        assertThat(loaded()).contains("only");
    }

    @Test void ignoresACheckpointOfAnEntryTheJournalDoesNotHold() throws Exception {
        storeHere("older");
        done(journal.append(List.of(draft(3))));
        storeHere("newest");
        var shorter = new MemoryJournal("node", () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(shorter.append(List.of(draft(1), draft(2))));

        assertThat(checkpoints.load(shorter).map(Checkpoint::head).map(Journal.Head::seq)).contains(2L);
    }

    @Test void ignoresCheckpointsOfAnotherChainOrNode() throws Exception {
        storeHere("state");
        var rewritten = new MemoryJournal("node", () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        done(rewritten.append(List.of(draft(1), draft(9))));
        var other = new MemoryJournal("other", () -> NOON, RandomGenerator.of("L64X128MixRandom"));

        assertThat(checkpoints.load(rewritten)).isEmpty();
        assertThat(checkpoints.load(other)).isEmpty();
    }

    @Test void mayStandBeforeTheFirstEntry() {
        var empty = new MemoryJournal("node", () -> NOON, RandomGenerator.of("L64X128MixRandom"));
        checkpoints.store(new Checkpoint("node", empty.head(), History.Mark.START, new byte[0]));

        assertThat(checkpoints.load(empty).map(Checkpoint::mark)).contains(History.Mark.START);
    }

    @Test void leavesNoHalfFileBehind() throws Exception {
        storeHere("a");
        storeHere("b");

        try (var files = Files.list(folder.path())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("lock", "checkpoint.bin",
                    "checkpoint.bin.1");
        }
    }
}
