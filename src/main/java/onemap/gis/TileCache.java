package onemap.gis;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The tiles used last, bounded in number and bytes. Thread-safe; two threads that miss the same tile at once both make it. */
public final class TileCache {
    /** A tile of the Web Mercator pyramid, rows from the north. */
    public record Tile(int zoom, int x, int y) {}

    private final int maxTiles;
    private final long maxBytes;
    private final Map<Tile, byte[]> tiles = new LinkedHashMap<>(64, 0.75f, true);
    private long bytes;

    public TileCache(int maxTiles, long maxBytes) {
        if (maxTiles < 1 || maxBytes < 1)
            throw new IllegalArgumentException("tile cache of " + maxTiles + " tiles, " + maxBytes + " bytes");
        this.maxTiles = maxTiles;
        this.maxBytes = maxBytes;
    }

    /** The tile as kept, or as {@code make} makes it now; the array is shared and must not be changed. */
    public byte[] find(Tile tile, Function<Tile, byte[]> make) {
        synchronized (this) {
            byte[] kept = tiles.get(tile);
            if (kept != null) return kept;
        }
        byte[] made = make.apply(tile);
        keep(tile, made);
        return made;
    }

    public synchronized int size() { return tiles.size(); }

    public synchronized long bytes() { return bytes; }

    private synchronized void keep(Tile tile, byte[] made) {
        byte[] before = tiles.put(tile, made);
        bytes += made.length - (before == null ? 0 : before.length);
        var eldest = tiles.entrySet().iterator();
        while (tiles.size() > maxTiles || bytes > maxBytes) {
            bytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }
}
