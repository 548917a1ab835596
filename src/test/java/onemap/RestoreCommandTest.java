package onemap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onemap.journal.disk.DataFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command answers before anything is brought back; what it brings back: {@code RestoreTest}. */
class RestoreCommandTest {
    private static final int NOT_POSSIBLE = 2;

    @TempDir Path temp;

    private int run(String... words) {
        return new RestoreCommand().run(
                Stream.concat(List.of(words).stream(), List.of("--data", temp.resolve("data").toString()).stream()).toList(),
                temp);
    }

    private static String nobodysUrl() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "jdbc:postgresql://127.0.0.1:" + socket.getLocalPort() + "/county";
        }
    }

    @Test void anArchiveThatIsAwayIsNotPossibleAndMakesNoFolder() throws Exception {
        assertThat(run("--from-archive", "--archive", nobodysUrl())).isEqualTo(NOT_POSSIBLE);
        assertThat(temp.resolve("data")).doesNotExist();
    }

    @Test void aFolderWithSomethingInItIsNotPossible() throws Exception {
        Files.createDirectories(temp.resolve("data"));
        Files.writeString(temp.resolve("data/journal.db"), "mine");

        assertThat(run("--from-archive", "--archive", nobodysUrl())).isEqualTo(NOT_POSSIBLE);
        assertThat(temp.resolve("data/journal.db")).hasContent("mine");
    }

    @Test void aFolderThatAServerHasIsNotTouched() throws Exception {
        try (var open = DataFolder.open(temp.resolve("data"))) {
            open.nodeId(new Random(1));

            assertThat(run("--from-archive", "--archive", nobodysUrl())).isEqualTo(NOT_POSSIBLE);
            assertThat(temp.resolve("data/node.id")).exists();
        }
    }

    @Test void withoutAnArchiveOrWithAWrongOneItSaysWhatItNeeds() {
        assertThatThrownBy(() -> run("--from-archive")).isInstanceOf(SettingsFile.Wrong.class).hasMessageContaining("--archive is missing");
        assertThatThrownBy(() -> run()).isInstanceOf(SettingsFile.Wrong.class).hasMessageContaining("restore --from-archive");
        assertThatThrownBy(() -> run("--from-archive", "--archive", "jdbc:mysql://x")).isInstanceOf(SettingsFile.Wrong.class)
                .hasMessageContaining("jdbc:postgresql://");
        assertThatThrownBy(() -> run("--from-archive", "--archive", "jdbc:postgresql://x/y?password=z"))
                .isInstanceOf(SettingsFile.Wrong.class)
                .hasMessageContaining("neither user nor password")
                .hasMessageNotContaining("=z");
    }
}
