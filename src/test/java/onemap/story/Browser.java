package onemap.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Somebody in front of a browser: keeps the cookie, sends it with the CSRF token and the origin. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private Optional<String> cookie = Optional.empty();
    private Optional<String> csrf = Optional.empty();

    Browser(int port) { this.port = port; }

    /** What came back. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String at(String pointer) { return body.at(pointer).asText(); }

        Optional<String> header(String name) { return response.headers().firstValue(name); }
    }

    Answer signIn(String login, String password) { return signIn(Map.of("login", login, "password", password)); }

    Answer signIn(String login, String password, String code) { return signIn(Map.of("login", login, "password", password, "code", code)); }

    private Answer signIn(Map<String, String> typed) { return keep(send("POST", "/signin", json(typed))); }

    /** Remembers a session that was opened by the answer. */
    Answer keep(Answer answer) {
        answer.header("set-cookie").ifPresent(set -> cookie = Optional.of(set.substring(0, set.indexOf(';'))));
        if (answer.body().has("csrf")) csrf = Optional.of(answer.at("/csrf"));
        return answer;
    }

    int port() { return port; }

    String cookie() { return cookie.orElseThrow(); }

    void cookie(String planted) { cookie = Optional.of(planted); }

    void forgetCsrf() { csrf = Optional.empty(); }

    Answer get(String path) { return send("GET", path, ""); }

    Answer post(String path, Map<String, ?> body) { return send("POST", path, json(body)); }

    Answer put(String path, Map<String, ?> body) { return send("PUT", path, json(body)); }

    Answer delete(String path) { return send("DELETE", path, ""); }

    Answer delete(String path, Map<String, ?> body) { return send("DELETE", path, json(body)); }

    Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Origin", "http://127.0.0.1:" + port)
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        cookie.ifPresent(known -> request.header("Cookie", known));
        csrf.ifPresent(known -> request.header("X-CSRF-Token", known));
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parsed(response.body()), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A live socket; completes with its code when it is closed. */
    CompletableFuture<Integer> live() {
        var closed = new CompletableFuture<Integer>();
        client.newWebSocketBuilder()
                .header("Cookie", cookie())
                .header("Origin", "http://127.0.0.1:" + port)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/live"), new WebSocket.Listener() {
                    @Override public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }

                    @Override public void onError(WebSocket socket, Throwable failure) { closed.completeExceptionally(failure); }
                })
                .join();
        return closed;
    }

    private static JsonNode parsed(String text) {
        try {
            return Web.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static String json(Map<String, ?> body) {
        try {
            return Web.JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    @Override public void close() { client.close(); }
}
