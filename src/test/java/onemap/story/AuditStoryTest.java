package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onemap.journal.audit.ExportVerifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An auditor comes by: beside the running server, after its death, after somebody was at the files. */
@Timeout(300)
class AuditStoryTest {
    private static final int SOUND = 0;
    private static final int TAMPERED = 1;
    private static final int UNREADABLE = 2;
    @TempDir Path temp;

    /** What {@code bin/onemap audit …} says, and how it ends. */
    private record Answer(int code, String out) {}

    private Answer audit(String... arguments) throws Exception { return java("onemap.Main", "audit", arguments); }

    private Answer java(String main, String command, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-Dstdout.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), main,
                command));
        line.addAll(Arrays.asList(arguments));
        var out = Files.createTempFile(temp, "audit", ".out");
        var process = new ProcessBuilder(line).redirectOutput(out.toFile()).redirectErrorStream(true).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("audit does not end");
        }
        return new Answer(process.exitValue(), Files.readString(out));
    }

    private static void tamper(Path data, String sql) throws Exception {
        try (var outsider = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("journal.db"));
                var statement = outsider.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var each : all.toList()) {
                var target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) Files.createDirectories(target);
                else if (Files.isRegularFile(each)) Files.copy(each, target); // the console's socket is none
            }
        }
        return to;
    }

    @Test void theAuditorFindsWhatSomebodyDid() throws Exception {
        var data = temp.resolve("data");
        var anchor = Files.createDirectory(temp.resolve("anchor"));
        var server = TestServer.start(data, "--set", "audit.everySeconds=1", "--set", "audit.anchorFolder=" + anchor);
        try {
            assertThat(server.said()).contains("封签公钥 onemap/");
            server.eventually(() -> assertThat(Files.readString(data.resolve("audit/seals.txt"))).contains("number 2\n"));
            var beside = audit("verify", "--data", data.toString());
            assertThat(beside.out()).startsWith("sound 完好: ");
            assertThat(beside.code()).isEqualTo(SOUND);

            server.kill9();
            assertThat(audit("verify", "--data", data.toString(), "--json")).satisfies(answer -> {
                assertThat(answer.out()).startsWith("{\"result\":\"sound\"");
                assertThat(answer.code()).isEqualTo(SOUND);
            });
            var log = copy(data, temp.resolve("log"));
            Files.delete(log.resolve("journal.db-wal"));
            assertThat(audit("verify", "--data", log.toString()).code()).as("the log thrown away").isEqualTo(TAMPERED);

            server = server.restart();
            assertThat(server.sigterm().code()).isZero();
        } finally {
            server.close();
        }
        assertThat(Files.readString(data.resolve("audit/seals.txt"))).contains("reason stop");
        assertThat(audit("verify", "--data", data.toString()).code()).isEqualTo(SOUND);
        try (var seals = Files.list(anchor)) {
            assertThat(audit("verify", "--data", data.toString(), "--anchor", seals.findFirst().orElseThrow().toString()).code())
                    .isEqualTo(SOUND);
        }
        anOutsiderChecksWhatHeWasGiven(data);

        tamper(data, "DELETE FROM entry WHERE seq > 1000");
        assertThat(audit("verify", "--data", data.toString())).satisfies(answer -> {
            assertThat(answer.out()).contains("seq 1001 truncated");
            assertThat(answer.code()).isEqualTo(TAMPERED);
        });
        tamper(data, "UPDATE entry SET actor = 'somebody' WHERE seq = 77");
        assertThat(audit("verify", "--data", data.toString())).satisfies(answer -> {
            assertThat(answer.out()).contains("seq 77 altered");
            assertThat(answer.code()).isEqualTo(TAMPERED);
        });
        assertThat(audit("prove", "3", "--data", data.toString()).code()).isEqualTo(TAMPERED);
    }

    private void anOutsiderChecksWhatHeWasGiven(Path data) throws Exception {
        var file = temp.resolve("export.jsonl");
        assertThat(audit("export", file.toString(), "--data", data.toString()).code()).isEqualTo(SOUND);
        assertThat(java(ExportVerifier.class.getName(), file.toString(), data.resolve("audit/seal.pub").toString()).code())
                .isEqualTo(SOUND);
        var proof = audit("prove", "3", "--data", data.toString());
        assertThat(proof.code()).isEqualTo(SOUND);
        assertThat(proof.out()).startsWith("{\"type\":\"onemap-audit-proof\"").contains("\"seq\":3");
        assertThat(java(ExportVerifier.class.getName(), Files.writeString(temp.resolve("proof.json"), proof.out()).toString()).code())
                .isEqualTo(SOUND);
    }

    @Test void whereThereIsNothingToCheckItSaysSo() throws Exception {
        assertThat(audit("verify", "--data", temp.resolve("nowhere").toString()).code()).isEqualTo(UNREADABLE);
        assertThat(audit("verify", "--data", temp.toString()).code()).isEqualTo(UNREADABLE);
        assertThat(audit("prove", "1", "--data", temp.toString()).code()).isEqualTo(UNREADABLE);
        assertThat(audit("export", "--data", temp.toString()).code()).isEqualTo(UNREADABLE);
        assertThat(audit("guess").code()).as("no such command").isEqualTo(UNREADABLE);
        assertThat(audit("verify", "--unknown").out()).contains("unknown option --unknown");
    }
}
