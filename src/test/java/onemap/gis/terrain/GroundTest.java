package onemap.gis.terrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onemap.domain.LonLat;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The height of a place, from whatever the county's surveyors gave. */
class GroundTest {
    private static final LonLat PLACE = new LonLat(121.45, 29.18);
    /** Of that place in EPSG:4549; gdaltransform of GDAL 3.6. */
    private static final double EAST = 641048.901;
    private static final double NORTH = 3230090.327;

    @TempDir Path folder;

    private Ground ground(String file, int epsg) throws IOException {
        String text = """
                {"county": {"code": "331099", "name": "望海县", "nameEn": "Wanghai", "home": [121, 29, 122, 30]}, "layers": [{"id": "dem", "use": "terrain",
                "title": "地形", "titleEn": "Terrain", "file": "%s", "epsg": %d, "source": "survey", "licence": "own", "date": "2026-01-01"}]}"""
                .formatted(file, epsg);
        return new Ground(Catalogue.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))), folder, new CoordinateSystems());
    }

    @Test void readsAnAsciiGridAndSaysWhereNobodyMeasured() throws IOException {
        Files.writeString(folder.resolve("dem.asc"), """
                ncols 3
                nrows 2
                xllcorner 121.4
                yllcorner 29.1
                cellsize 0.1
                NODATA_value -9999
                10 20 30
                40 50 -9999
                """);
        var ground = ground("dem.asc", 4326);

        assertThat(ground.at(new LonLat(121.45, 29.25)).orElseThrow().metres()).isCloseTo(10, within(1e-4));
        assertThat(ground.at(new LonLat(121.5, 29.2)).orElseThrow().metres()).as("the mean of four").isCloseTo(30, within(1e-4));
        assertThat(ground.at(new LonLat(121.45, 29.15)).orElseThrow().resolutionMetres()).isCloseTo(11_119, within(1.0));
        assertThat(ground.at(new LonLat(121.65, 29.15))).isEmpty();
        assertThat(ground.at(new LonLat(120, 29.15))).isEmpty();
        assertThat(ground.fault()).isEmpty();
    }

    /** A plane that rises a metre per cell eastwards tells where each cell came to lie. */
    @Test void turnsAProjectedGridToWgs84() throws IOException {
        int cells = 200;
        double size = 30;
        var text = new StringBuilder(
                "ncols 200\nnrows 200\nxllcenter " + (EAST - 100 * size) + "\nyllcenter " + (NORTH - 99 * size) + "\ncellsize " + size
                        + "\n");
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++)
                text.append(column).append(' ');
            text.append('\n');
        }
        Files.writeString(folder.resolve("dem.asc"), text);

        assertThat(ground("dem.asc", 4549).at(PLACE).orElseThrow().metres()).isCloseTo(100, within(0.05));
    }

    @Test void readsAGeoTiffOfWholeNumbersAndOfFractions() throws IOException {
        for (boolean fractions : new boolean[]{false, true}) {
            Files.write(folder.resolve("dem.tif"), tiff(fractions, 4326));
            var ground = ground("dem.tif", 0);

            assertThat(ground.at(new LonLat(121.45, 29.25)).orElseThrow().metres()).isCloseTo(10, within(1e-4));
            assertThat(ground.at(new LonLat(121.5, 29.2)).orElseThrow().metres()).isCloseTo(30, within(1e-4));
            assertThat(ground.at(new LonLat(121.65, 29.15))).as("no data").isEmpty();
        }
    }

    @Test void saysWhyAFileIsNotUsed() throws IOException {
        Files.write(folder.resolve("dem.tif"), tiff(true, 4326));
        Files.writeString(folder.resolve("dem.asc"), "ncols 3\nnrows 2\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3 4 x 6\n");
        Files.writeString(folder.resolve("huge.asc"), "ncols 99999\nnrows 99999\nxllcorner 0\nyllcorner 0\ncellsize 1\n1\n");
        Files.write(folder.resolve("torn.tif"), java.util.Arrays.copyOf(tiff(true, 4326), 60));

        for (String[] each : List.of(new String[]{"dem.tif", "EPSG:4549"}, new String[]{"dem.asc", "“x”"},
                new String[]{"huge.asc", "larger"},
                new String[]{"torn.tif", ""}, new String[]{"gone.asc", "no such file"})) {
            var ground = ground(each[0], 4549);
            assertThat(ground.at(PLACE)).isEmpty();
            assertThat(ground.fault().orElseThrow()).contains(each[1]);
        }
    }

    /** Three by two cells of 0.1 degrees from 121.4 E, 29.3 N: OGC 19-008r4 over TIFF 6.0, one strip, little-endian. */
    private static byte[] tiff(boolean fractions, int epsg) throws IOException {
        float[] heights = {10, 20, 30, 40, 50, -9999};
        var values = ByteBuffer.allocate(6 * (fractions ? 4 : 2)).order(ByteOrder.LITTLE_ENDIAN);
        for (float height : heights)
            if (fractions) values.putFloat(height);
            else
                values.putShort((short) height);
        var tags = new Tags();
        tags.add(256, 3, 1, shorts(3)).add(257, 3, 1, shorts(2)).add(258, 3, 1, shorts(fractions ? 32 : 16)).add(259, 3, 1, shorts(1));
        tags.add(262, 3, 1, shorts(1)).add(273, 4, 1, ints(8)).add(277, 3, 1, shorts(1)).add(278, 3, 1, shorts(2));
        tags.add(279, 4, 1, ints(values.capacity())).add(339, 3, 1, shorts(fractions ? 3 : 2)).add(33_550, 12, 3, doubles(0.1, 0.1, 0));
        tags.add(33_922, 12, 6, doubles(0, 0, 0, 121.4, 29.3, 0));
        tags.add(34_735, 3, 16, shorts(1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, epsg));
        tags.add(42_113, 2, 6, "-9999\0".getBytes(StandardCharsets.US_ASCII));
        return tags.file(values.array());
    }

    private static byte[] shorts(int... numbers) {
        var bytes = ByteBuffer.allocate(Math.max(4, 2 * numbers.length)).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers)
            bytes.putShort((short) number);
        return bytes.array();
    }

    private static byte[] ints(int number) { return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array(); }

    private static byte[] doubles(double... numbers) {
        var bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers)
            bytes.putDouble(number);
        return bytes.array();
    }

    /** The directory of a TIFF being put together. */
    private static final class Tags {
        private record Tag(int number, int type, int count, byte[] bytes) {}

        private final List<Tag> tags = new ArrayList<>();

        Tags add(int number, int type, int count, byte[] bytes) {
            tags.add(new Tag(number, type, count, bytes));
            return this;
        }

        byte[] file(byte[] pixels) throws IOException {
            int directory = 8 + pixels.length, after = directory + 2 + 12 * tags.size() + 4;
            var head = ByteBuffer.allocate(after - directory).order(ByteOrder.LITTLE_ENDIAN).putShort((short) tags.size());
            var rest = new ByteArrayOutputStream();
            for (Tag tag : tags) {
                head.putShort((short) tag.number).putShort((short) tag.type).putInt(tag.count);
                if (tag.bytes.length <= 4) head.put(tag.bytes);
                else {
                    head.putInt(after + rest.size());
                    rest.write(tag.bytes);
                }
            }
            var file = new ByteArrayOutputStream();
            file.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 'I')
                    .put((byte) 'I')
                    .putShort((short) 42)
                    .putInt(directory)
                    .array());
            file.write(pixels);
            file.write(head.array());
            file.write(rest.toByteArray());
            return file.toByteArray();
        }
    }
}
