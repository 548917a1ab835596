package onemap.web.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pages, scripts and styles, read once at start into a table of exact paths: a path that is not in the table does not exist. Immutable. */
public final class StaticFiles {
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html; charset=utf-8"), Map.entry("js",
            "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"), Map.entry("json", "application/json"),
            Map.entry("geojson",
                    "application/geo+json"),
            Map.entry("png", "image/png"), Map.entry("svg", "image/svg+xml"), Map.entry("ico", "image/x-icon"));

    private final Map<String, Content> byPath = new HashMap<>();

    private record Content(Buffer bytes, String type, String tag) {}

    /** Every file under the folder, at {@code prefix} + its path. */
    public StaticFiles addFolder(String prefix, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                add(prefix + folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    public StaticFiles addFile(String path, Path file) {
        try {
            add(path, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Files of a WebJar's dist folder at {@code /vendor/<name>/}. */
    public StaticFiles addWebJar(String name, String version, List<String> files) {
        for (String file : files) {
            String resource = "META-INF/resources/webjars/" + name + "/" + version + "/dist/" + file;
            try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) throw new IllegalStateException("no " + resource + " on the class path");
                add("/vendor/" + name + "/" + file, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    private void add(String path, byte[] bytes) {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type != null) byPath.put(path, new Content(Buffer.buffer(bytes), type, tag(bytes)));
    }

    /** A short digest over everything: pages reload when it changes. */
    public String build() {
        var sorted = byPath.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(e -> e.getKey() + e.getValue().tag()).toList();
        return tag(String.join("\n", sorted).getBytes(java.nio.charset.StandardCharsets.UTF_8)).replace("\"", "");
    }

    /** The text of a page of ours. @throws IllegalStateException when there is none */
    public String text(String path) {
        var content = byPath.get(path);
        if (content == null) throw new IllegalStateException("the page " + path + " is missing");
        return content.bytes().toString();
    }

    public boolean has(String path) { return byPath.containsKey(path); }

    /** Serves the file at that path of the table, or passes on. */
    public void serve(RoutingContext context, String path) {
        var content = byPath.get(path);
        if (content == null) {
            context.next();
            return;
        }
        var response = context.response().putHeader("ETag", content.tag()).putHeader("Cache-Control", "no-cache");
        if (content.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", content.type()).end(content.bytes());
    }

    private static String tag(byte[] bytes) {
        try {
            return '"' + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
