package onemap.browser;

import java.nio.file.Path;
import onemap.story.TestServer;

/** The demo county's real server without devices, and a browser to look at it: what the tests of a class share. */
final class DemoDesk implements AutoCloseable {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;

    private final TestServer server;
    private final Chromium chromium;

    DemoDesk(Path data) {
        server = TestServer.start(data);
        chromium = new Chromium();
    }

    TestServer server() { return server; }

    String origin() { return origin(server); }

    static String origin(TestServer server) { return "http://127.0.0.1:" + server.port("web.port"); }

    /** A page of 1920×1080 that has caught up. */
    Screen open(String path, String... scripts) { return open(path, WIDTH, HEIGHT, scripts); }

    Screen open(String path, int width, int height, String... scripts) {
        return Screen.open(chromium.browser(), origin() + path, width, height, scripts);
    }

    /** A page without a map. */
    Screen openPlain(String path) {
        return Screen.openPlain(chromium.browser(), origin() + path, WIDTH, HEIGHT);
    }

    @Override public void close() {
        chromium.close();
        server.close();
    }
}
