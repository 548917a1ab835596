package onemap.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, on this one's class path, writing to files; ended at the latest when it is closed. */
public final class Child implements AutoCloseable {
    private static final String SAID = "> ";

    private final Process process;
    private final Path out;

    private Child(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    /** {@code before} comes before the java command, for example a shell that lowers a limit. */
    public static Child start(List<String> before, Path out, Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectOutput(out.toFile())
                .redirectError(out.resolveSibling(out.getFileName() + ".err").toFile())
                .start();
        return new Child(process, out);
    }

    public static Child start(Path out, Class<?> main, String... arguments) throws IOException {
        return start(List.of(), out, main, arguments);
    }

    public long pid() { return process.pid(); }

    public void awaitLine(String line) throws Exception { awaitLines(lines -> lines.contains(line)); }

    public void awaitLineCount(int count) throws Exception { awaitLines(lines -> lines.size() >= count); }

    private interface Enough {
        boolean in(List<String> lines);
    }

    private void awaitLines(Enough enough) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!enough.in(lines())) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS) && !enough.in(lines())) throw new IOException("child ended early: " + errors());
            if (System.nanoTime() - end > 0) throw new IOException("child too slow: " + errors());
        }
    }

    /** Said by a child's main; the log goes to the same file. */
    public static void say(String line) {
        System.out.print(SAID + line + "\n");
        System.out.flush();
    }

    /** What the child has said, whole lines only: the last may be half written. */
    public List<String> lines() throws IOException {
        String text = Files.readString(out);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(SAID))
                .map(line -> line.substring(SAID.length()))
                .toList();
    }

    public String errors() throws IOException { return Files.readString(out.resolveSibling(out.getFileName() + ".err")); }

    /** As {@code kill -9}. */
    public void kill() { process.destroyForcibly().onExit().join(); }

    public int awaitEnd() throws Exception {
        if (!process.waitFor(60, TimeUnit.SECONDS)) throw new IOException("child does not end");
        return process.exitValue();
    }

    @Override public void close() { kill(); }
}
