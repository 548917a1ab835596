package onemap.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A client of the web side. Thread-safe. */
public final class Web implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PAGE = 2_000;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final Optional<String> token;

    /** @param token sent with every request; empty: nobody in particular asks */
    Web(int port, Optional<String> token) {
        this.port = port;
        this.token = token;
    }

    /** The same client as somebody else. */
    Web as(String otherToken) { return new Web(port, Optional.of(otherToken)); }

    /** The same client as nobody in particular. */
    Web asNobody() { return new Web(port, Optional.empty()); }

    /** {@code body} is missing when the answer is no JSON. */
    public record Answer(int status, JsonNode body, String text, String type, HttpHeaders headers) {
        /** With no headers but the type. */
        Answer(int status, JsonNode body, String text, String type) {
            this(status, body, text, type, HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true));
        }

        /** Value at a JSON pointer, as text. */
        public String at(String pointer) { return body.at(pointer).asText(); }
    }

    public int port() { return port; }

    HttpClient client() { return client; }

    /** A socket as this client opens it. */
    WebSocket.Builder socket() {
        var builder = client.newWebSocketBuilder();
        token.ifPresent(known -> builder.header("Authorization", "Bearer " + known));
        return builder;
    }

    public Answer get(String path) { return send(request(path).GET()); }

    Answer post(String path, String type, byte[] body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer postCap(String xml) { return post("/feeds/cap", "application/cap+xml", xml.getBytes(StandardCharsets.UTF_8)); }

    public Answer postCameras(String json) { return post("/feeds/cameras", "application/json", json.getBytes(StandardCharsets.UTF_8)); }

    /** An officer's action; an empty key is not sent. */
    public Answer act(String path, String key, String body) {
        var request = request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        return send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
    }

    /** A file into a register; {@code query} without the question mark. */
    Answer importFile(String register, String query, byte[] file, String key) {
        return send(request("/api/v1/registers/" + register + "/import?" + query).header("Idempotency-Key", key)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    /** Enters or changes a row of a register. */
    public Answer putRow(String register, String row, String body) {
        return send(request("/api/v1/registers/" + register + "/" + row).header("Idempotency-Key", java.util.UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer put(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer delete(String path, String key) { return send(request(path).header("Idempotency-Key", key).DELETE()); }

    public Answer acknowledge(String alarm, String key, String body) {
        return act("/api/v1/alarms/" + coded(alarm) + "/acknowledge", key, body);
    }

    /** Another node's entries, as exported. */
    public Answer merge(Path export) {
        try {
            return post("/api/v1/journal/merge", "application/jsonl", Files.readAllBytes(export));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Answer place(String device, String key, String body) { return act("/api/v1/devices/" + coded(device) + "/place", key, body); }

    public Answer item(String collection, String id) { return get("/ogc/collections/" + collection + "/items/" + coded(id)); }

    /** All features by id, in their order. */
    public Map<String, JsonNode> items(String collection) {
        var byId = new TreeMap<String, JsonNode>();
        JsonNode page;
        do {
            page = get("/ogc/collections/" + collection + "/items?limit=" + PAGE + "&offset=" + byId.size()).body();
            page.path("features").forEach(feature -> byId.put(feature.path("id").asText(), feature));
        } while (byId.size() < page.path("numberMatched").asInt() && page.path("numberReturned").asInt() > 0);
        return byId;
    }

    /** Open alarms, in the order told. */
    public List<JsonNode> alarms() {
        var alarms = new ArrayList<JsonNode>();
        get("/api/v1/alarms").body().path("features").forEach(alarms::add);
        return alarms;
    }

    Optional<JsonNode> alarmOf(String object) {
        return alarms().stream().filter(alarm -> alarm.at("/properties/objectId").asText().equals(object)).findFirst();
    }

    /** The books of one feed. */
    JsonNode books(String feed) {
        for (JsonNode book : get("/api/v1/feeds").body())
            if (book.path("feed").asText().equals(feed)) return book;
        return MissingNode.getInstance();
    }

    /** Frames refused for that reason. */
    long refusedFrames(String feed, String reason) {
        return books(feed).at("/frames/rejected/" + reason).asLong();
    }

    /** Reports refused for that reason. */
    long refusedReports(String feed, String reason) {
        return books(feed).at("/reports/rejected/" + reason).asLong();
    }

    long note(String feed, String name) { return books(feed).path("notes").path(name).asLong(); }

    JsonNode quarantine(String feed) { return get("/api/v1/feeds/" + feed + "/quarantine").body(); }

    /** A counter of {@code /metrics}; {@code labels} as written there, each a name="value". */
    long metric(String name, String... labels) {
        for (String line : get("/metrics").text().split("\n"))
            if (line.startsWith(name + "{") && List.of(labels).stream().allMatch(line::contains))
                return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        return 0;
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
        token.ifPresent(known -> request.header("Authorization", "Bearer " + known));
        return request;
    }

    Answer send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = answer.headers().firstValue("Content-Type").orElse("");
            return new Answer(answer.statusCode(), json(answer.body(), type), answer.body(), type, answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    private static JsonNode json(String text, String type) {
        try {
            return Pattern.compile("json").matcher(type).find() ? JSON.readTree(text) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static String coded(String id) { return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":"); }

    @Override public void close() { client.shutdownNow(); }
}
