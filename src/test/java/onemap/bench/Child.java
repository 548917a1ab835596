package onemap.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process of a bench, spoken to in lines; ended when closed. */
final class Child implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    /** A main of the benches in a JVM of its own, with our options. */
    static Child java(Class<?> main, Object... arguments) {
        return java(List.of(), main, arguments);
    }

    /** The same, stepping back when the cores are full: in the field devices bring their own. */
    static Child devices(Class<?> main, Object... arguments) {
        return java(List.of("nice", "-n", "10"), main, arguments);
    }

    private static Child java(List<String> before, Class<?> main, Object... arguments) {
        var command = new ArrayList<>(before);
        command.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments)
            command.add(argument.toString());
        return run(command, new File("."));
    }

    static Child run(List<String> command, File folder) {
        try {
            return new Child(new ProcessBuilder(command).directory(folder).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() { return process.pid(); }

    String line() {
        try {
            String line = out.readLine();
            if (line == null) throw new IllegalStateException("the process ended: " + process.info().commandLine().orElse(""));
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a line and gives the one that answers it. */
    String ask(String question) {
        try {
            process.outputWriter().write(question + "\n");
            process.outputWriter().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line();
    }

    /** Reads on without looking, so that the process never waits for us. */
    void drain() {
        Thread.ofVirtual().start(() -> out.lines().forEach(line -> {}));
    }

    @Override public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
