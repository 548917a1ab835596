package onemap.gis.online;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import onemap.gis.TileCache.Tile;
import onemap.gis.tiles.TileFormat;
import onemap.net.Destinations;
import onemap.net.HttpCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The online base map through this server: the key stays here, each tile is asked for once however many want it, and what was fetched before is shown
 * when the other side is away. For virtual threads: it blocks. Thread-safe.
 */
public final class OnlineMap {
    private static final Logger log = LoggerFactory.getLogger(OnlineMap.class);
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final OnlineMapSettings settings;
    private final Destinations destinations;
    private final HttpCalls calls;
    private final InstantSource clock;
    private final TileStore store;
    private final String key;
    private final Map<String, CompletableFuture<Optional<byte[]>>> underWay = new ConcurrentHashMap<>();
    private volatile boolean offline;
    private volatile Instant quietUntil = Instant.MIN;

    /** @throws IllegalArgumentException when the key cannot be read; the message names the file only */
    public OnlineMap(OnlineMapSettings settings, Path folder, Destinations destinations, HttpCalls calls, InstantSource clock) {
        this.settings = settings;
        this.destinations = destinations;
        this.calls = calls;
        this.clock = clock;
        key = key(settings.keyFile());
        store = new TileStore(folder, settings.cacheBytes());
    }

    private static String key(String file) {
        if (file.isEmpty()) return "";
        try (var lines = Files.lines(Path.of(file))) {
            String key = lines.findFirst().orElse("").strip();
            if (!key.matches("[A-Za-z0-9._~-]{1,200}"))
                throw new IllegalArgumentException("keyFile: the first line of " + file + " is no key");
            return key;
        } catch (IOException e) {
            throw new IllegalArgumentException("keyFile: " + file + " cannot be read", e);
        }
    }

    public OnlineMapSettings settings() { return settings; }

    /** Whether the last call failed: what is shown may be old. */
    public boolean isOffline() { return offline; }

    /** The picture, kept or fetched; empty when there is no such tile, or the other side is away and nothing was kept. */
    public Optional<byte[]> find(String layer, Tile tile) {
        if (!settings.isOn() || !settings.layers().contains(layer) || !exists(tile)) return Optional.empty();
        String name = layer + "-" + tile.zoom() + "-" + tile.x() + "-" + tile.y();
        var kept = store.find(name);
        var now = clock.instant();
        if (kept.isPresent() && kept.get().at().plus(settings.fresh()).isAfter(now)) return kept.map(TileStore.Kept::picture);
        if (now.isBefore(quietUntil)) return kept.map(TileStore.Kept::picture);
        try {
            return together(name, layer, tile);
        } catch (CompletionException failed) {
            return kept.map(TileStore.Kept::picture);
        }
    }

    private boolean exists(Tile tile) {
        if (tile.zoom() < settings.minZoom() || tile.zoom() > settings.maxZoom()) return false;
        long across = 1L << tile.zoom();
        return tile.x() >= 0 && tile.y() >= 0 && tile.x() < across && tile.y() < across;
    }

    /** Whoever comes first makes the call, the others wait for it. */
    private Optional<byte[]> together(String name, String layer, Tile tile) {
        var mine = new CompletableFuture<Optional<byte[]>>();
        var first = underWay.putIfAbsent(name, mine);
        if (first != null) return first.join();
        try {
            var picture = fetch(layer, tile);
            picture.ifPresent(bytes -> store.keep(name, bytes, clock.instant()));
            tell(false, "");
            mine.complete(picture);
        } catch (IOException | RuntimeException e) {
            quietUntil = clock.instant().plus(settings.pause());
            tell(true, String.valueOf(e.getMessage()));
            mine.completeExceptionally(e);
        } finally {
            underWay.remove(name);
        }
        return mine.join();
    }

    private Optional<byte[]> fetch(String layer, Tile tile) throws IOException {
        String url = settings.url()
                .replace("{layer}", layer)
                .replace("{z}", String.valueOf(tile.zoom()))
                .replace("{x}", String.valueOf(tile.x()))
                .replace("{y}", String.valueOf(tile.y()))
                .replace("{key}", key);
        return switch (destinations.check(url)) {
            case Destinations.Verdict.Refused refused -> throw new IOException(refused.message());
            case Destinations.Verdict.Good good ->
                picture(calls.get(good.destination(), Map.of("Accept", "image/*", "User-Agent", "onemap")));
        };
    }

    /** What is no picture is no tile, whatever its type says: a page that asks for a key comes with 200, too. */
    private static Optional<byte[]> picture(HttpCalls.Answer answer) throws IOException {
        if (answer.status() == NOT_FOUND || answer.status() == NO_CONTENT) return Optional.empty();
        if (answer.status() != OK) throw new IOException("it answered " + answer.status());
        if (answer.cut()) throw new IOException("a tile is too large");
        if (TileFormat.picture(answer.body()).isEmpty()) throw new IOException("what it answered is no picture");
        return Optional.of(answer.body());
    }

    /** One line when it changes; neither the address nor the key is in it. */
    private void tell(boolean away, String why) {
        if (offline == away) return;
        offline = away;
        if (away) log.warn("the online map is away, kept tiles are shown: {}", key.isEmpty() ? why : why.replace(key, "…"));
        else
            log.info("the online map is back");
    }
}
