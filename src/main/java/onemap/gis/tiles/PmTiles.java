package onemap.gis.tiles;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import onemap.gis.TileCache.Tile;

/**
 * Tiles in one file with directories along a Hilbert curve: PMTiles, specification version 3. Every offset and length is checked against its section
 * before it is followed.
 */
public final class PmTiles implements TileArchive {
    private static final byte[] MAGIC = "PMTiles\u0003".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = 127;
    private static final int MOST_DIRECTORY_BYTES = 4 << 20;
    /** The specification's own readers follow as many. */
    private static final int DEEPEST = 4;
    private static final int KEPT_LEAVES = 64;

    private final FileChannel file;
    private final Header header;
    private final PmDirectory root;
    private final java.util.Map<Long, PmDirectory> leaves = new java.util.LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override protected boolean removeEldestEntry(java.util.Map.Entry<Long, PmDirectory> eldest) { return size() > KEPT_LEAVES; }
    };

    /** A stretch of the file. */
    private record Section(long offset, long length) {
        /** @throws IOException when the part is not wholly inside */
        Section part(long from, long bytes, long most) throws IOException {
            if (from < 0 || bytes < 1 || bytes > most || from > length - bytes)
                throw new IOException("it points outside of itself: " + bytes + " bytes at " + from + " of " + length);
            return new Section(offset + from, bytes);
        }
    }

    private record Header(Section root, Section leaves, Section tiles, boolean packedDirectories, Info info) {
        static Header read(ByteBuffer bytes, long fileBytes) throws IOException {
            for (int i = 0; i < MAGIC.length; i++)
                if (bytes.get(i) != MAGIC[i]) throw new IOException("no PMTiles of version 3");
            var whole = new Section(0, fileBytes);
            int packed = bytes.get(97);
            if (packed != 1 && packed != 2)
                throw new IOException("its directories are packed in way " + packed + "; only none and gzip are read");
            int tilesPacked = bytes.get(98);
            var format = switch (bytes.get(99)) {
                case 1 -> TileFormat.MVT;
                case 2 -> TileFormat.PNG;
                case 3 -> TileFormat.JPEG;
                case 4 -> TileFormat.WEBP;
                default -> throw new IOException("its tiles are of type " + bytes.get(99));
            };
            if (tilesPacked > 2) throw new IOException("its tiles are packed in way " + tilesPacked + "; only none and gzip are read");
            return new Header(whole.part(bytes.getLong(8), bytes.getLong(16), MOST_DIRECTORY_BYTES), section(whole, bytes, 40),
                    section(whole, bytes, 56), packed == 2, new Info(format, bytes.get(100), bytes.get(101), ""));
        }

        private static Section section(Section whole, ByteBuffer bytes, int at) throws IOException {
            long length = bytes.getLong(at + 8);
            return length == 0 ? new Section(0, 0) : whole.part(bytes.getLong(at), length, Long.MAX_VALUE);
        }
    }

    private PmTiles(FileChannel file, Header header) throws IOException {
        this.file = file;
        this.header = header;
        root = directory(header.root);
    }

    public static PmTiles open(Path path) throws IOException {
        var file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            if (file.size() < HEADER_BYTES) throw new IOException("no PMTiles: it is too short");
            var header = ByteBuffer.wrap(read(file, new Section(0, HEADER_BYTES))).order(ByteOrder.LITTLE_ENDIAN);
            return new PmTiles(file, Header.read(header, file.size()));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e instanceof IOException io ? io : new IOException("no PMTiles: " + e.getMessage(), e);
        }
    }

    @Override public Info info() { return header.info; }

    @Override public Optional<byte[]> find(Tile tile) throws IOException {
        if (tile.zoom() > header.info.maxZoom() || tile.zoom() < header.info.minZoom()) return Optional.empty();
        long id = id(tile);
        var directory = root;
        for (int depth = 0; depth < DEEPEST; depth++) {
            int at = directory.find(id);
            if (at < 0) return Optional.empty();
            if (!directory.isLeaf(at)) {
                if (!directory.covers(at, id)) return Optional.empty();
                return Optional.of(read(file, header.tiles.part(directory.offset(at), directory.length(at), MOST_TILE_BYTES)));
            }
            directory = leaf(header.leaves.part(directory.offset(at), directory.length(at), MOST_DIRECTORY_BYTES));
        }
        throw new IOException("its directories are deeper than " + DEEPEST);
    }

    /** Where a tile stands on the Hilbert curves of all zooms, one after the other (specification, 4.1). */
    static long id(Tile tile) {
        long id = 0;
        for (int zoom = 0; zoom < tile.zoom(); zoom++)
            id += 1L << 2 * zoom;
        long across = 1L << tile.zoom(), x = tile.x(), y = tile.y();
        for (long side = across / 2; side > 0; side /= 2) {
            int right = (x & side) > 0 ? 1 : 0, down = (y & side) > 0 ? 1 : 0;
            id += side * side * (3 * right ^ down);
            if (down == 1) continue;
            long before = right == 1 ? across - 1 - x : x;
            x = right == 1 ? across - 1 - y : y;
            y = before;
        }
        return id;
    }

    private PmDirectory leaf(Section section) throws IOException {
        synchronized (leaves) {
            var kept = leaves.get(section.offset);
            if (kept != null) return kept;
        }
        var read = directory(section);
        synchronized (leaves) {
            leaves.put(section.offset, read);
        }
        return read;
    }

    private PmDirectory directory(Section section) throws IOException {
        return PmDirectory.read(read(file, section), header.packedDirectories, MOST_DIRECTORY_BYTES);
    }

    private static byte[] read(FileChannel file, Section section) throws IOException {
        var bytes = ByteBuffer.allocate((int) section.length);
        while (bytes.hasRemaining())
            if (file.read(bytes, section.offset + bytes.position()) < 0) throw new EOFException("it ends too early");
        return bytes.array();
    }

    @Override public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
