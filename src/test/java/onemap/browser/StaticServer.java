package onemap.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Serves {@code web/}, the tests under {@code /test/} and Leaflet from its WebJar to a browser test, under the same policy as the real server. */
final class StaticServer implements AutoCloseable {
    private static final String POLICY = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final String LEAFLET = "META-INF/resources/webjars/leaflet/1.9.4/dist/";
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8",
            "css",
            "text/css; charset=utf-8", "svg", "image/svg+xml");

    private final HttpServer server;

    StaticServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) { return "http://127.0.0.1:" + server.getAddress().getPort() + path; }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = read(path);
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "text/plain"));
            exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            if (body.length > 0) exchange.getResponseBody().write(body);
        }
    }

    private static byte[] read(String path) throws IOException {
        if (path.startsWith("/vendor/leaflet/")) {
            try (InputStream in = StaticServer.class.getClassLoader()
                    .getResourceAsStream(LEAFLET + path.substring("/vendor/leaflet/".length()))) {
                return in == null ? new byte[0] : in.readAllBytes();
            }
        }
        Path root = Path.of(path.startsWith("/test/") ? "src/test/web" : "web").toAbsolutePath();
        Path file = root.resolve(path.startsWith("/test/") ? path.substring(6) : path.substring(1)).normalize();
        return file.startsWith(root) && Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    }

    @Override public void close() { server.stop(0); }
}
