package onemap.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import onemap.access.Role;
import onemap.domain.Area;
import onemap.story.TestServer;

/** The real server with its real configuration in a process of its own, started by {@code bin/onemap}, spoken to over its ports. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Child child;
    private final Map<String, Integer> ports = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Optional<String> token;
    private final long readyAfterNanos;

    private ServerProcess(Child child, Optional<String> token, long startNanos) {
        this.child = child;
        this.token = token;
        for (String line = child.line(); !line.strip().startsWith("data="); line = child.line())
            for (String word : line.strip().split("\\s+"))
                if (word.matches("[\\w.]+=\\d+"))
                    ports.put(word.substring(0, word.indexOf('=')), Integer.parseInt(word.substring(word.indexOf('=') + 1)));
        child.drain();
        awaitHealth();
        readyAfterNanos = System.nanoTime() - startNanos;
    }

    /** Starts the demo county on free ports and waits until it is healthy. */
    static ServerProcess demo(Path data, String... options) {
        String token = TestServer.issueToken(data, Role.ADMINISTRATOR, Area.COUNTY);
        var command = new ArrayList<>(List.of("bin/onemap", "demo", "--data", data.toString()));
        command.addAll(List.of("--set", "web.port=0", "--set", "feeds.jt808.port=0", "--set", "feeds.mqtt.port=0"));
        command.addAll(List.of("--set", "feeds.jt808.admission=any", "--set", "feeds.mqtt.admission=any"));
        command.addAll(List.of(options));
        return start(command, Optional.of(token));
    }

    static ServerProcess start(List<String> command) { return start(command, Optional.empty()); }

    private static ServerProcess start(List<String> command, Optional<String> token) {
        long startNanos = System.nanoTime();
        var child = Child.run(command, new File("."));
        try {
            return new ServerProcess(child, token, startNanos);
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** A data folder under {@code target/}: on the disk a server would use, not in memory. */
    static Path freshData() {
        try {
            Files.createDirectories(Path.of("target/bench"));
            return Files.createTempDirectory(Path.of("target/bench"), "data-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() { return child.pid(); }

    /** From the command to the first 200 of {@code /healthz}. */
    double readyAfterSeconds() { return readyAfterNanos / 1e9; }

    int port(String name) { return ports.get(name); }

    String address() { return "http://127.0.0.1:" + port("web.port"); }

    HttpResponse<String> get(String path) { return send(request(path).build()); }

    HttpResponse<String> post(String path, String contentType, String body, String... headers) {
        var request = request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2)
            request.header(headers[i], headers[i + 1]);
        return send(request.build());
    }

    /** The status, waited for in this thread: no thread of the client's own takes part in the time. */
    int postFromHere(String path, String body, String idempotencyKey) {
        try {
            var connection = (HttpURLConnection) URI.create(address() + path).toURL().openConnection();
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setRequestProperty("Idempotency-Key", idempotencyKey);
            token.ifPresent(known -> connection.setRequestProperty("Authorization", "Bearer " + known));
            try (var out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            if (status == 200) connection.getInputStream().readAllBytes(); // so that the connection is used again
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address() + path)).timeout(PATIENCE);
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        return request;
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitHealth() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (get("/healthz").statusCode() == 200) return;
            LockSupport.parkNanos(5_000_000);
        }
        throw new IllegalStateException("not healthy after " + PATIENCE);
    }

    @Override public void close() {
        http.close();
        child.close();
    }
}
