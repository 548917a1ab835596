package onemap.gis.tiles;

import java.util.Optional;

/** What a tile is, told by its bytes: what somebody's file or server claims is not believed. */
public enum TileFormat {
    PNG("image/png"), JPEG("image/jpeg"), WEBP("image/webp"), MVT("application/vnd.mapbox-vector-tile");

    private final String type;

    TileFormat(String type) { this.type = type; }

    /** Of the HTTP answer. */
    public String type() { return type; }

    /** A picture; vector tiles have no mark of their own. */
    public static Optional<TileFormat> picture(byte[] bytes) {
        if (begins(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A)) return Optional.of(PNG);
        if (begins(bytes, 0, 0xFF, 0xD8, 0xFF)) return Optional.of(JPEG);
        return begins(bytes, 0, 'R', 'I', 'F', 'F') && begins(bytes, 8, 'W', 'E', 'B', 'P') ? Optional.of(WEBP) : Optional.empty();
    }

    /** RFC 1952. */
    public static boolean isGzip(byte[] bytes) { return begins(bytes, 0, 0x1F, 0x8B); }

    private static boolean begins(byte[] bytes, int at, int... mark) {
        if (bytes.length < at + mark.length) return false;
        for (int i = 0; i < mark.length; i++)
            if ((bytes[at + i] & 0xFF) != mark[i]) return false;
        return true;
    }
}
