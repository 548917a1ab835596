package onemap.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import onemap.story.TestServer;

/** The demo county's real server without devices, and a browser to look at it: what the tests of a class share. */
final class DemoDesk implements AutoCloseable {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;

    private final TestServer server;
    private final Chromium chromium;
    private final Optional<Cookie> officer;

    /** @param more options of the server */
    DemoDesk(Path data, String... more) {
        server = TestServer.start(data, more);
        chromium = new Chromium();
        officer = Optional.of(cookie("duty"));
    }

    /** What the browser of that user of the demo holds after signing in. */
    private Cookie cookie(String login) {
        var body = "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(login, server.demoPassword(login));
        var request = HttpRequest.newBuilder(URI.create(origin() + "/signin"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            var cookie = HttpCookie.parse(answer.headers().firstValue("Set-Cookie").orElseThrow()).getFirst();
            return new Cookie(cookie.getName(), cookie.getValue()).setUrl(origin().replace("http:", "https:")).setSecure(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    TestServer server() { return server; }

    String origin() { return origin(server); }

    static String origin(TestServer server) { return "http://127.0.0.1:" + server.port("web.port"); }

    /** A page of 1920×1080 of the duty officer that has caught up. */
    Screen open(String path, String... scripts) {
        return open(path, WIDTH, HEIGHT, scripts);
    }

    Screen open(String path, int width, int height, String... scripts) {
        return Screen.open(chromium.browser(), origin() + path, width, height, officer, scripts);
    }

    /** The same for whoever just came by. */
    Screen openAsGuest(String path, int width, int height) {
        return Screen.open(chromium.browser(), origin() + path, width, height, Optional.empty());
    }

    Browser browser() { return chromium.browser(); }

    /** A page without a map. */
    Screen openPlain(String path) {
        return Screen.openPlain(chromium.browser(), origin() + path, WIDTH, HEIGHT, officer);
    }

    @Override public void close() {
        chromium.close();
        server.close();
    }
}
