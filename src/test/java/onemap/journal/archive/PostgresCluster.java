package onemap.journal.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A PostgreSQL of the tests' own: private folder, free port, a password, PostGIS in a template; gone when closed. */
public final class PostgresCluster implements AutoCloseable {
    public static final String USER = "keeper";
    public static final String PASSWORD = "a password of the tests";
    private static final int COMMAND_SECONDS = 60;
    private static final String TEMPLATE = "with_postgis";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path programs;
    private final Path folder;
    private final int port;
    private final Path passwordFile;
    private final Thread atExit = new Thread(this::remove);
    private boolean closed;

    private PostgresCluster(Path programs) throws IOException {
        this.programs = programs;
        folder = Files.createTempDirectory("onemap-postgres");
        passwordFile = Files.createTempFile("onemap-password", "");
        Files.writeString(passwordFile, PASSWORD + "\n");
        port = freePort();
    }

    /** Empty where there is no PostgreSQL with PostGIS on this machine. */
    public static Optional<PostgresCluster> start() {
        var programs = programs();
        if (programs.isEmpty()) return Optional.empty();
        try {
            var cluster = new PostgresCluster(programs.get());
            Runtime.getRuntime().addShutdownHook(cluster.atExit);
            try {
                cluster.initialize();
                return Optional.of(cluster);
            } catch (IOException | SQLException | RuntimeException e) {
                cluster.close();
                throw new IllegalStateException("the PostgreSQL of the tests does not start", e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> programs() {
        var versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) return Optional.empty();
        try (var all = Files.list(versions)) {
            return all.filter(version -> Files.exists(version.resolve("bin/initdb")))
                    .filter(version -> Files
                            .exists(Path.of("/usr/share/postgresql").resolve(version.getFileName()).resolve("extension/postgis.control")))
                    .max(Comparator.naturalOrder())
                    .map(version -> version.resolve("bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() { return "root".equals(System.getProperty("user.name")); }

    private void initialize() throws IOException, SQLException {
        var secret = folder.resolve("password");
        Files.writeString(secret, PASSWORD + "\n");
        if (isRoot()) run(List.of("chown", "-R", "postgres", folder.toString()));
        program("initdb", "-D", data(), "-U", USER, "--pwfile", secret.toString(), "-A", "scram-sha-256", "-E", "UTF8", "--locale=C",
                "--no-sync");
        startServer();
        try (var connection = connect("postgres"); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + TEMPLATE);
        }
        try (var connection = connect(TEMPLATE); var statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION postgis");
        }
    }

    private String data() { return folder.resolve("data").toString(); }

    public void startServer() {
        program("pg_ctl", "-D", data(), "-l", folder.resolve("log").toString(), "-w", "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=" + folder
                        + " -c fsync=off -c shared_buffers=64MB -c max_wal_size=512MB -c log_checkpoints=off",
                "start");
    }

    /** As a power cut: what was not committed is gone, connections break. */
    public void kill() {
        program("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    }

    /** Of the server's processes that run now. */
    public Duration cpu() throws IOException {
        long pid = Long.parseLong(Files.readAllLines(Path.of(data(), "postmaster.pid")).getFirst().strip());
        var server = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** A fresh one with PostGIS. */
    public String database() { return database("TEMPLATE " + TEMPLATE); }

    public String databaseWithoutPostgis() { return database(""); }

    private String database(String like) {
        String name = "archive" + DATABASES.incrementAndGet();
        try (var connection = connect("postgres"); var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " " + like);
            return name;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Connection connect(String database) throws SQLException { return DriverManager.getConnection(url(database), USER, PASSWORD); }

    public String url(String database) { return "jdbc:postgresql://127.0.0.1:" + port + "/" + database; }

    public Path passwordFile() { return passwordFile; }

    public ArchiveSettings settings(String database) { return settings(url(database), passwordFile); }

    static ArchiveSettings settings(String url, Path passwordFile) {
        return new ArchiveSettings(url, USER, passwordFile.toString(), 2, 500, 5000, Duration.ofMillis(20), Duration.ofSeconds(1),
                Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofMillis(200));
    }

    private void program(String name, String... arguments) {
        var command = new ArrayList<String>();
        if (isRoot()) command.addAll(List.of("runuser", "-u", "postgres", "--"));
        command.add(programs.resolve(name).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) {
        try {
            var output = Files.createTempFile("onemap-postgres", ".out");
            var process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            String said = Files.readString(output);
            Files.delete(output);
            if (!ended) process.destroyForcibly();
            if (!ended || process.exitValue() != 0) throw new IllegalStateException(command + ": " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override public void close() {
        remove();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private synchronized void remove() {
        if (closed) return;
        closed = true;
        try {
            if (Files.exists(Path.of(data(), "postmaster.pid"))) kill();
        } finally {
            delete();
        }
    }

    private void delete() {
        try (var all = Files.walk(folder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList())
                Files.deleteIfExists(each);
            Files.deleteIfExists(passwordFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
