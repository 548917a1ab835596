package onemap.gis.tiles;

import java.io.IOException;
import java.util.Optional;
import onemap.gis.TileCache.Tile;

/** A file of ready tiles, 256 pixels of Web Mercator. Thread-safe; blocks. */
public sealed interface TileArchive extends AutoCloseable permits MbTiles, PmTiles {
    /** No tile of a map is larger. */
    int MOST_TILE_BYTES = 4 << 20;

    /** @param attribution as the file has it; may be empty, and may hold HTML */
    record Info(TileFormat format, int minZoom, int maxZoom, String attribution) {
        public Info {
            if (minZoom < 0 || maxZoom > 24 || maxZoom < minZoom)
                throw new IllegalArgumentException("zoom from " + minZoom + " to " + maxZoom);
        }
    }

    Info info();

    /**
     * As it lies in the file, which may be gzip for vector tiles.
     *
     * @throws IOException when the file is damaged there
     */
    Optional<byte[]> find(Tile tile) throws IOException;

    @Override void close();
}
