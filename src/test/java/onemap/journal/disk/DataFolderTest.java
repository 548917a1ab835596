package onemap.journal.disk;

import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.random.RandomGenerator;
import onemap.journal.Child;
import onemap.journal.Samples;
import onemap.journal.SqliteJournal;
import onemap.journal.history.SqliteHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");
    @TempDir Path temp;

    @Test void makesThePathReadableByItsOwnerOnly() throws Exception {
        try (var folder = DataFolder.open(temp.resolve("var/demo"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path()))).isEqualTo("rwx------");
            assertThat(folder.isNew()).isTrue();
        }
    }

    @Test void refusesASecondServerInTheSameProcess() {
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(folder.path())).isInstanceOf(DataFolder.InUse.class)
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test void refusesASecondServerInAnotherProcessAndNamesTheFirst() throws Exception {
        try (var holder = Child.start(temp.resolve("holder.out"), LockHolder.class, temp.resolve("data").toString())) {
            holder.awaitLine("locked");

            assertThatThrownBy(() -> DataFolder.open(temp.resolve("data"))).isInstanceOf(DataFolder.InUse.class)
                    .hasMessageContaining("process " + holder.pid());

            holder.kill();
            DataFolder.open(temp.resolve("data")).close();
        }
    }

    /** Opens a data folder and holds it until it is killed. */
    static final class LockHolder {
        public static void main(String[] arguments) throws Exception {
            DataFolder.open(Path.of(arguments[0]));
            Child.say("locked");
            Thread.currentThread().join();
        }
    }

    @Test void makesTheNodeIdOnce() {
        String id;
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            id = folder.nodeId(RANDOM);
            assertThat(id).matches("[0-9a-f]{32}").isEqualTo(folder.nodeId(RANDOM));
        }
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            assertThat(folder.nodeId(RANDOM)).isEqualTo(id);
        }
    }

    @Test void refusesAJournalWhoseNodeIdIsLost() throws Exception {
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            try (var journal = new SqliteJournal(folder, Samples.JOURNAL, () -> Samples.NOON, RANDOM)) {
                done(journal.append(List.of(draft(1))));
            }
            Files.delete(folder.path().resolve("node.id"));

            assertThatThrownBy(() -> folder.nodeId(RANDOM)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("node.id is missing");
        }
    }

    @Test void emptiesItselfButForeignFiles() throws Exception {
        try (var folder = DataFolder.open(temp.resolve("data"))) {
            try (var journal = new SqliteJournal(folder, Samples.JOURNAL, () -> Samples.NOON, RANDOM);
                    var history = new SqliteHistory(folder, Samples.HISTORY, () -> Samples.NOON)) {
                done(journal.append(List.of(draft(1))));
                done(history.append(List.of(Samples.position("1", Samples.NOON))));
            }
            Files.writeString(folder.path().resolve("notes.txt"), "mine");

            folder.clear();

            assertThat(folder.isNew()).isTrue();
            try (var files = Files.list(folder.path())) {
                assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("lock", "notes.txt");
            }
        }
    }
}
