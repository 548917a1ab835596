package onemap.gis.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPOutputStream;
import onemap.gis.TileCache.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles others made, out of their files. */
class TileArchiveTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1};

    @TempDir Path folder;

    /** Of the specification's own tests: protomaps/PMTiles, js/test/v3.test.ts. */
    @Test void idsFollowTheHilbertCurve() {
        assertThat(PmTiles.id(new Tile(0, 0, 0))).isEqualTo(0);
        assertThat(PmTiles.id(new Tile(1, 0, 0))).isEqualTo(1);
        assertThat(PmTiles.id(new Tile(1, 0, 1))).isEqualTo(2);
        assertThat(PmTiles.id(new Tile(1, 1, 1))).isEqualTo(3);
        assertThat(PmTiles.id(new Tile(1, 1, 0))).isEqualTo(4);
        assertThat(PmTiles.id(new Tile(2, 0, 0))).isEqualTo(5);
        assertThat(PmTiles.id(new Tile(12, 3423, 1763))).isEqualTo(19_078_479);
    }

    @Test void mbTilesCountRowsFromTheSouth() throws Exception {
        Path file = mbTiles(folder, "png", PNG);

        try (var tiles = MbTiles.open(file)) {
            assertThat(tiles.info()).isEqualTo(new TileArchive.Info(TileFormat.PNG, 3, 3, "survey"));
            assertThat(tiles.find(new Tile(3, 6, 2)).orElseThrow()).isEqualTo(PNG);
            assertThat(tiles.find(new Tile(3, 6, 5))).isEmpty();
        }
    }

    static Path mbTiles(Path folder, String format, byte[] tile) throws SQLException {
        Path file = folder.resolve("a.mbtiles");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE metadata (name TEXT, value TEXT)");
            statement.execute("CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB)");
            statement.execute("INSERT INTO metadata VALUES ('format', '" + format + "'), ('attribution', 'survey')");
            try (var insert = connection.prepareStatement("INSERT INTO tiles VALUES (3, 6, 5, ?)")) {
                insert.setBytes(1, tile);
                insert.execute();
            }
        }
        return file;
    }

    @Test void pmTilesAreFoundThroughLeavesAndRuns() throws IOException {
        for (boolean packed : new boolean[]{false, true}) {
            Path file = Files.write(folder.resolve("a.pmtiles"), pmTiles(packed));
            try (var tiles = PmTiles.open(file)) {
                assertThat(tiles.info()).isEqualTo(new TileArchive.Info(TileFormat.PNG, 0, 2, ""));
                assertThat(tiles.find(new Tile(0, 0, 0)).orElseThrow()).isEqualTo(PNG);
                assertThat(tiles.find(new Tile(1, 1, 1)).orElseThrow()).as("the third of a run")
                        .isEqualTo("sea".getBytes(StandardCharsets.US_ASCII));
                assertThat(tiles.find(new Tile(1, 1, 0))).as("after the run").isEmpty();
                assertThat(tiles.find(new Tile(2, 0, 0)).orElseThrow()).as("in the leaf")
                        .isEqualTo("leaf".getBytes(StandardCharsets.US_ASCII));
                assertThat(tiles.find(new Tile(2, 3, 3))).isEmpty();
                assertThat(tiles.find(new Tile(9, 3, 3))).isEmpty();
            }
        }
    }

    /** Whatever byte is wrong, it ends in an answer or in an IOException. */
    @Test void damageIsNamedAndNothingElseHappens() throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        byte[] whole = pmTiles(false);
        int told = 0;
        for (int i = 0; i < 2_000; i++)
            if (isTold(damaged(whole, random))) told++;

        assertThat(told).isGreaterThan(200);
        Files.writeString(folder.resolve("b.mbtiles"), "not a database, but long enough to be taken for one ".repeat(50));
        assertThatThrownBy(() -> MbTiles.open(folder.resolve("b.mbtiles"))).isInstanceOf(IOException.class)
                .hasMessageContaining("no MBTiles");
        assertThatThrownBy(() -> MbTiles.open(mbTiles(folder, "gif", PNG))).hasMessageContaining("gif");
    }

    private static byte[] damaged(byte[] whole, RandomGenerator random) {
        var bytes = whole.clone();
        for (int i = 0; i < 3; i++)
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        return bytes;
    }

    private boolean isTold(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.pmtiles"), bytes);
        try (var tiles = PmTiles.open(file)) {
            for (Tile tile : new Tile[]{new Tile(0, 0, 0), new Tile(1, 1, 1), new Tile(2, 0, 0), new Tile(2, 3, 3)})
                tiles.find(tile);
            return false;
        } catch (IOException told) {
            return true;
        }
    }

    /** A tile, a run of three of the same, a leaf with one. */
    private static byte[] pmTiles(boolean packed) throws IOException {
        byte[] leaf = directory(packed, new long[][]{{5, 1, 4, 13}}); // id, run, length, offset + 1
        byte[] root = directory(packed, new long[][]{{0, 1, 9, 1}, {1, 3, 3, 0}, {5, 0, leaf.length, 1}});
        byte[] tiles = ("xxxxxxxxx" + "sea" + "leaf").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(PNG, 0, tiles, 0, PNG.length);
        var file = ByteBuffer.allocate(127 + root.length + leaf.length + tiles.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put("PMTiles".getBytes(StandardCharsets.US_ASCII)).put((byte) 3);
        long at = 127;
        for (byte[] section : new byte[][]{root, {}, leaf, tiles}) {
            file.putLong(at).putLong(section.length);
            at += section.length;
        }
        file.putLong(5)
                .putLong(3)
                .putLong(3)
                .put((byte) 1)
                .put((byte) (packed ? 2 : 1))
                .put((byte) 1)
                .put((byte) 2)
                .put((byte) 0)
                .put((byte) 2);
        return file.position(127).put(root).put(leaf).put(tiles).array();
    }

    private static byte[] directory(boolean packed, long[][] entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        varint(bytes, entries.length);
        for (int field = 0; field < 4; field++) {
            long before = 0;
            for (long[] entry : entries) {
                varint(bytes, field == 0 ? entry[0] - before : entry[field]);
                before = entry[0];
            }
        }
        if (!packed) return bytes.toByteArray();
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(bytes.toByteArray());
        }
        return gzip.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, long number) {
        for (long rest = number;; rest >>>= 7) {
            if (rest < 128) {
                out.write((int) rest);
                return;
            }
            out.write((int) (rest & 0x7F | 0x80));
        }
    }
}
