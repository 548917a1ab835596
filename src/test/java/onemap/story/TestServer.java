package onemap.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import onemap.access.AccessSettings;
import onemap.access.Role;
import onemap.access.console.OfflineConsole;
import onemap.access.secret.Argon2Settings;
import onemap.domain.Area;
import onemap.journal.JournalSettings;
import onemap.journal.audit.AuditSettings;

/** The real server as a child process on free ports, met as a user meets it, its client with an administrator's token; ended at the latest when it is closed or this JVM ends. */
public final class TestServer implements AutoCloseable {
    /** Starting takes a few seconds; a loaded machine may take many more. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(90);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As {@code onemap.jvm} in the pom: they keep the start quiet. */
    private static final List<String> QUIET = List.of("--add-modules=java.se", "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.management/sun.management=ALL-UNNAMED",
            "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");

    private static final AccessSettings ACCESS = new AccessSettings(15, 12, 5, 5, 15, 600, 120, 90, 5, List.of(),
            new Argon2Settings(19_456, 2));
    private static final JournalSettings JOURNAL = new JournalSettings(1 << 20, 5_000, 1, 5_000, "SHA-256");

    private static final OfflineConsole.Settings OFFLINE = new OfflineConsole.Settings(JOURNAL, new AuditSettings(60, ""), ACCESS);

    private final Optional<String> token;
    private final Path data;
    private final List<String> options;
    private final Process process;
    private final Path stdout;
    private final Path stderr;
    private final Thread hook;
    private Optional<Web> web = Optional.empty();

    /** How a process ended. */
    record Exit(int code, Duration after) {}

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Something to be asserted again until it holds. */
    public interface Assertion {
        void check() throws Exception;
    }

    /** A token, issued while no server has the folder open. */
    public static String issueToken(Path data, Role role, Area area) {
        try (var console = new OfflineConsole(data, OFFLINE, any -> true, InstantSource.system(), new SecureRandom())) {
            return console.issueToken("test", role, area, Optional.empty());
        }
    }

    private TestServer(Path data, List<String> options, Optional<String> token) { this(data, options, token, Map.of()); }

    private TestServer(Path data, List<String> options, Optional<String> token, Map<String, String> environment) {
        this.token = token;
        this.data = data;
        this.options = options;
        try {
            stdout = Files.createTempFile("onemap", ".out");
            stderr = Files.createTempFile("onemap", ".err");
            var builder = new ProcessBuilder(command(data, options)).redirectOutput(stdout.toFile()).redirectError(stderr.toFile());
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hook = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The demo county without simulators, every port free; ready when it returns. */
    public static TestServer start(Path data, String... more) {
        var options = new ArrayList<>(List.of("demo", "--no-devices"));
        for (String port : List.of("web.port", "feeds.jt808.port", "feeds.mqtt.port"))
            options.addAll(List.of("--set", port + "=0"));
        options.addAll(Arrays.asList(more));
        return new TestServer(data, options, Optional.of(issueToken(data, Role.ADMINISTRATOR, Area.COUNTY))).awaitReady();
    }

    /** A real county on its first start, not the demo: nobody has signed in yet, nothing is open; ready when it returns. */
    public static TestServer startReal(Path data) {
        var options = new ArrayList<String>();
        for (String port : List.of("web.port", "feeds.jt808.port", "feeds.mqtt.port"))
            options.addAll(List.of("--set", port + "=0"));
        return new TestServer(data, options, Optional.empty()).awaitReady();
    }

    /** With just these options, not waited for. */
    static TestServer launch(Path data, String... options) {
        return new TestServer(data, List.of(options), Optional.empty());
    }

    /** The same in an environment. */
    static TestServer launch(Path data, Map<String, String> environment, List<String> options) {
        return new TestServer(data, options, Optional.empty(), environment);
    }

    /** The same once more, on the same folder. */
    public TestServer restart() {
        close();
        return new TestServer(data, options, token).awaitReady();
    }

    /** The same folder once more, no longer as the demo. */
    TestServer restartForReal() {
        close();
        return new TestServer(data, options.stream().filter(option -> !List.of("demo", "--no-devices").contains(option)).toList(), token)
                .awaitReady();
    }

    /** It listens; nothing is asked yet. */
    TestServer awaitPorts() {
        await("the printed ports", START_PATIENCE, () -> said().contains("  data="));
        return this;
    }

    TestServer awaitReady() {
        awaitPorts();
        web = Optional.of(new Web(port("web.port"), token));
        await("/healthz 200", START_PATIENCE, () -> web().get("/healthz").status() == 200);
        return this;
    }

    private static List<String> command(Path data, List<String> options) {
        var words = new ArrayList<>(options);
        words.addAll(List.of("--data", data.toString()));
        return java(words);
    }

    static List<String> java(List<String> words) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUIET);
        if (Runtime.version().feature() >= 24) command.add("--sun-misc-unsafe-memory-access=allow");
        command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8", "-Dlogback.configurationFile=config/logback.xml", "-cp", System.getProperty("java.class.path"),
                "onemap.Main"));
        command.addAll(words);
        return command;
    }

    public Web web() { return web.orElseThrow(); }

    /** As printed at the start: {@code feeds.jt808.port=41234}. */
    public int port(String setting) {
        var line = Pattern.compile("^  " + Pattern.quote(setting) + "=(\\d+)$", Pattern.MULTILINE).matcher(said());
        if (!line.find()) throw new AssertionError("no " + setting + " in: " + said());
        return Integer.parseInt(line.group(1));
    }

    public Tracker tracker(String phone) { return new Tracker(port("feeds.jt808.port"), phone); }

    public MqttStation mqtt(String clientId) { return new MqttStation(port("feeds.mqtt.port"), clientId); }

    long pid() { return process.pid(); }

    public Path data() { return data; }

    String said() { return text(stdout); }

    String complained() { return text(stderr); }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asserts again and again until it holds; the last failure is told when it never does. */
    public void eventually(Assertion assertion) {
        var failure = new AssertionError[1];
        try {
            await("the assertion", PATIENCE, () -> {
                try {
                    assertion.check();
                    return true;
                } catch (AssertionError e) {
                    failure[0] = e;
                    return false;
                }
            });
        } catch (AssertionError late) {
            throw failure[0] == null ? late : failure[0];
        }
    }

    private void await(String what, Duration patience, Condition condition) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!condition.holds()) {
                if (process.waitFor(10, TimeUnit.MILLISECONDS) && !condition.holds())
                    throw new AssertionError("the server ended with " + process.exitValue() + ": " + complained() + said());
                if (System.nanoTime() - end > 0) throw new AssertionError("no " + what + " in " + patience + ": " + complained() + said());
            }
        } catch (AssertionError | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As {@code kill -9}. */
    public void kill9() { process.destroyForcibly().onExit().join(); }

    /** As Ctrl-Z: its sockets stay open and it says nothing, until {@link #goOn()}. */
    public void halt() { signal("STOP"); }

    public void goOn() { signal("CONT"); }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
            if (code != 0) throw new AssertionError("kill -" + name + " ended with " + code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a user of the demo, as printed at the start: {@code demo user  duty  abcd-…  值班员}. */
    public String demoPassword(String login) {
        return printed("^demo user  " + Pattern.quote(login) + "  (\\S+)");
    }

    /** Of the administrator of a first start, as printed. */
    public String firstPassword() {
        return printed("^first administrator .*: admin  (\\S+)$");
    }

    /** The first group of a line on the console. */
    String printed(String pattern) {
        var line = Pattern.compile(pattern, Pattern.MULTILINE).matcher(said());
        if (!line.find()) throw new AssertionError("no " + pattern + " in: " + said());
        return line.group(1);
    }

    /** Writes what the journal holds to that file, as {@code bin/onemap audit export} does beside the running server. */
    public Path export(Path file) {
        var command = Command.run("audit", "export", file.toString(), "--data", data.toString());
        if (command.code() != 0) throw new AssertionError("audit export ended with " + command.code() + ": " + command.stderr());
        return file;
    }

    Exit sigterm() {
        long from = System.nanoTime();
        process.destroy();
        int code = awaitEnd();
        return new Exit(code, Duration.ofNanos(System.nanoTime() - from));
    }

    /** Exit code of a server that ends by itself or was told to. */
    int awaitEnd() {
        try {
            if (!process.waitFor(START_PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new AssertionError("it does not end: " + said());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    @Override public void close() {
        kill9();
        web.ifPresent(Web::close);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            Files.deleteIfExists(stdout);
            Files.deleteIfExists(stderr);
        } catch (IllegalStateException e) {
            // this JVM is going down and the hook runs anyway
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
