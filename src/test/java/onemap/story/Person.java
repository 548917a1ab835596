package onemap.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import onemap.access.secret.Totp;

/** Somebody with an account at a browser: signed in by password, with cookie, origin and token against forged requests. */
final class Person {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Web web;
    private String cookie = "";
    private String csrf = "";

    Person(Web web) { this.web = web; }

    Web.Answer signIn(String login, String password) {
        return act("POST", "/signin", "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, password));
    }

    /** An officer's action, with the key the page chose for it. */
    Web.Answer decide(String path, String key) {
        return send("POST", path, "{}", "Idempotency-Key", key);
    }

    /** An officer's change, with the key the page chose for it. */
    Web.Answer change(String path, String body, String key) {
        return send("PUT", path, body, "Idempotency-Key", key);
    }

    Web.Answer act(String method, String path, String body) { return send(method, path, body); }

    /** What the server says of the session is kept, as a browser and its page do. */
    Web.Answer send(String method, String path, String body, String... headers) {
        String origin = "http://127.0.0.1:" + web.port();
        var request = HttpRequest.newBuilder(URI.create(origin + path)).header("Origin", origin).header("Content-Type", "application/json");
        if (headers.length > 0) request.headers(headers);
        if (!cookie.isEmpty()) request.header("Cookie", cookie).header("X-CSRF-Token", csrf);
        try {
            var answer = web.client()
                    .send(request.method(method, HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
            answer.headers()
                    .firstValue("Set-Cookie")
                    .map(HttpCookie::parse)
                    .ifPresent(set -> cookie = set.getFirst().getName() + "=" + set.getFirst().getValue());
            JsonNode json = Web.JSON.readTree(answer.body());
            if (json.has("csrf")) csrf = json.path("csrf").asText();
            return new Web.Answer(answer.statusCode(), json, answer.body(), answer.headers().firstValue("Content-Type").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What the app on the phone shows for that secret (RFC 6238), which it was given in Base32 (RFC 4648, 6). */
    static String code(String secret, Instant at) {
        var number = BigInteger.ONE; // a leading bit, so that zeroes count
        for (char digit : secret.toCharArray())
            number = number.shiftLeft(5).or(BigInteger.valueOf(BASE32.indexOf(digit)));
        byte[] bytes = number.toByteArray();
        return Totp.code(Arrays.copyOfRange(bytes, bytes.length - Totp.SECRET_BYTES, bytes.length), at);
    }
}
