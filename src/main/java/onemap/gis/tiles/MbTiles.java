package onemap.gis.tiles;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import onemap.gis.TileCache.Tile;
import org.sqlite.SQLiteConfig;

/** Tiles in SQLite: MBTiles 1.3, whose rows count from the south. It is only read, so it is no second place of truth beside the journal. */
public final class MbTiles implements TileArchive {
    private final Connection connection;
    private final Info info;

    private MbTiles(Connection connection, Info info) {
        this.connection = connection;
        this.info = info;
    }

    public static MbTiles open(Path file) throws IOException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(1_000);
        try {
            var connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            try {
                return new MbTiles(connection, info(connection));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | IllegalArgumentException e) {
            throw new IOException("no MBTiles: " + e.getMessage(), e);
        }
    }

    private static Info info(Connection connection) throws SQLException {
        var metadata = metadata(connection);
        var format = switch (metadata.getOrDefault("format", "png").toLowerCase(Locale.ROOT)) {
            case "png" -> TileFormat.PNG;
            case "jpg", "jpeg" -> TileFormat.JPEG;
            case "webp" -> TileFormat.WEBP;
            case "pbf" -> TileFormat.MVT;
            default -> throw new IllegalArgumentException("its format is " + metadata.get("format"));
        };
        try (var statement = connection.prepareStatement("""
                SELECT min(zoom_level), max(zoom_level)
                FROM tiles
                """); var row = statement.executeQuery()) {
            row.next();
            if (row.getString(1) == null) throw new IllegalArgumentException("it holds no tile");
            return new Info(format, row.getInt(1), row.getInt(2), metadata.getOrDefault("attribution", ""));
        }
    }

    private static Map<String, String> metadata(Connection connection) throws SQLException {
        var metadata = new HashMap<String, String>();
        try (var statement = connection.prepareStatement("""
                SELECT name, value
                FROM metadata
                LIMIT 1000
                """); var rows = statement.executeQuery()) {
            while (rows.next())
                metadata.put(rows.getString(1), String.valueOf(rows.getString(2)));
        }
        return metadata;
    }

    @Override public Info info() { return info; }

    /** One connection, one reader: a tile takes less than a millisecond. */
    @Override public synchronized Optional<byte[]> find(Tile tile) throws IOException {
        try (var statement = connection.prepareStatement("""
                SELECT tile_data
                FROM tiles
                WHERE zoom_level = ?
                  AND tile_column = ?
                  AND tile_row = ?
                  AND length(tile_data) <= ?
                """)) {
            statement.setInt(1, tile.zoom());
            statement.setInt(2, tile.x());
            statement.setLong(3, (1L << tile.zoom()) - 1 - tile.y());
            statement.setInt(4, MOST_TILE_BYTES);
            try (var row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e); // nothing was written, so nothing can be lost: somebody must look
        }
    }
}
