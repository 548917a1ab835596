package onemap.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command that does one thing and ends, as {@code bin/onemap} runs it. */
record Command(int code, String stdout, String stderr) {
    private static final long PATIENCE_SECONDS = 120;

    static Command run(String... words) {
        try {
            var out = Files.createTempFile("onemap", ".out");
            var err = Files.createTempFile("onemap", ".err");
            var process = new ProcessBuilder(TestServer.java(List.of(words))).redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(words) + " does not end");
            }
            var command = new Command(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
            Files.delete(out);
            Files.delete(err);
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
