package onemap.gis.online;

import java.time.Duration;
import java.util.List;
import onemap.net.AllowList;
import onemap.net.HttpCalls;
import onemap.net.SystemNames;

/**
 * An online base map 在线底图 of another's WMTS, Tianditu 天地图 for example, fetched by this server only.
 *
 * @param url        of a tile, with {@code {layer}}, {@code {z}}, {@code {x}}, {@code {y}} and {@code {key}}; empty switches it off
 * @param keyFile    file whose first line is the key, readable by the server only; empty when none is asked for
 * @param layers     names for {@code {layer}}, the lowest first
 * @param allow      what may be called although it is not public, as in {@code webhooks.allow}
 * @param cacheBytes on the disk
 * @param fresh      a tile older than this is fetched anew, and shown as it is when that fails
 * @param connect    for one connection, and once more for TLS on it
 * @param call       for one tile as a whole
 * @param pause      after a failure nothing is asked for so long
 */
public record OnlineMapSettings(String url, String keyFile, List<String> layers, String attribution, List<String> allow, int minZoom,
        int maxZoom, long cacheBytes, Duration fresh, Duration connect, Duration call, Duration pause) {
    private static final int TILE_BYTES = 1 << 20;
    private static final int CALLS = 16;

    public OnlineMapSettings {
        layers = List.copyOf(layers);
        allow = List.copyOf(allow);
        try {
            new AllowList(allow);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("allow: " + e.getMessage(), e);
        }
        if (!url.isEmpty()) for (String part : List.of("{z}", "{x}", "{y}"))
            if (!url.contains(part)) throw new IllegalArgumentException("url: has no " + part);
        if (url.contains("{key}") == keyFile.isEmpty() && !url.isEmpty())
            throw new IllegalArgumentException("keyFile: goes with {key} in url");
        for (String layer : layers)
            if (!layer.matches("[A-Za-z0-9_-]{1,40}")) throw new IllegalArgumentException("layers: " + layer + " is not a name");
        if (minZoom < 0 || maxZoom > 20 || maxZoom < minZoom) throw new IllegalArgumentException("minZoom, maxZoom: not within 0 to 20");
        if (cacheBytes < TILE_BYTES) throw new IllegalArgumentException("cacheBytes: less than " + TILE_BYTES);
        positive("fresh", fresh);
        positive("connect", connect);
        positive("call", call);
        positive("pause", pause);
    }

    public boolean isOn() { return !url.isEmpty(); }

    public HttpCalls.Limits limits() { return new HttpCalls.Limits(connect, call, TILE_BYTES, CALLS); }

    public SystemNames names() { return new SystemNames(CALLS, connect); }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) throw new IllegalArgumentException(name + ": " + duration + " is not positive");
    }
}
