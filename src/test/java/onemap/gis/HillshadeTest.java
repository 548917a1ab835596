package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import onemap.gis.TileCache.Tile;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** Decodes with javax.imageio, the reference for our own PNG writer. */
class HillshadeTest {
    private static final int SEA = 0x0B1016;
    /** 0.6° round 121.5 E 29.2 N; west half land that rises to the west, east half sea; the county is the southern half. */
    private static final Envelope BOUNDS = new Envelope(121.2, 121.8, 28.9, 29.5);
    private static final Hillshade HILLSHADE = new Hillshade(slope(), GeoJson.WGS84.toGeometry(new Envelope(121.2, 121.8, 28.9, 29.2)));

    private static Terrain slope() {
        var heights = new float[600 * 600];
        for (int i = 0; i < heights.length; i++)
            heights[i] = (300 - i % 600 - 0.5f) * 20;
        return new Terrain(BOUNDS, 600, 600, heights);
    }

    @Test void drawsSeaCountyAndNeighbours() throws IOException {
        assertEquals(SEA, pixel(12, 121.65, 29.1));
        assertThat(red(12, 121.35, 29.1)).isBetween(0x1B - 14, 0x1B - 1); // rises to the west, so it turns away from the light
        assertThat(red(12, 121.35, 29.3)).isLessThan(red(12, 121.35, 29.1));
    }

    @Test void theCoastIsWhereHeightsAreZero() throws IOException {
        assertThat(red(15, 121.499, 29.1)).isGreaterThan(0x0B);
        assertEquals(SEA, pixel(15, 121.501, 29.1));
    }

    @Test void beyondTheTerrainIsSeaAndAllTilesThereAreOne() throws IOException {
        byte[] far = HILLSHADE.png(new Tile(9, 0, 0));

        assertSame(far, HILLSHADE.png(new Tile(12, 4000, 100)));
        assertEquals(SEA, ImageIO.read(new ByteArrayInputStream(far)).getRGB(128, 128) & 0xffffff);
    }

    @Test void theSameTileIsTheSameBytes() {
        assertArrayEquals(HILLSHADE.png(tile(11, 121.4, 29.1)), HILLSHADE.png(tile(11, 121.4, 29.1)));
    }

    @Test void neighbouringTilesMeetWithoutASeam() throws IOException {
        Tile west = tile(13, 121.4, 29.1);
        BufferedImage left = read(west), right = read(new Tile(13, west.x() + 1, west.y()));
        for (int y = 0; y < 256; y++)
            assertThat(Math.abs((left.getRGB(255, y) & 0xff) - (right.getRGB(0, y) & 0xff))).isLessThanOrEqualTo(2);
    }

    @Test void knowsWhichTilesThereAre() {
        assertTrue(Hillshade.exists(new Tile(8, 255, 255)));
        for (Tile none : new Tile[]{new Tile(8, 256, 0), new Tile(8, 0, -1), new Tile(7, 0, 0), new Tile(16, 0, 0), new Tile(-1, 0, 0),
                new Tile(64, 0, 0)}) {
            assertFalse(Hillshade.exists(none));
            assertThrows(IllegalArgumentException.class, () -> HILLSHADE.png(none));
        }
    }

    @Test void rastersOfHeightsComeBackAsWritten() throws IOException {
        var values = new char[37 * 23];
        for (int i = 0; i < values.length; i++)
            values[i] = (char) (i * 7919);

        byte[] png = Png.write(new Png.Grey16(37, 23, values));

        assertArrayEquals(values, Png.readGrey16(new ByteArrayInputStream(png)).values());
        assertEquals(values[5 * 37 + 8], ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(8, 5, 0));
        png[png.length / 2] ^= 1;
        assertThrows(IOException.class, () -> Png.readGrey16(new ByteArrayInputStream(png)));
    }

    @Test void theCacheKeepsItsBounds() {
        var cache = new TileCache(3, 1000);
        for (int x = 0; x < 5; x++)
            cache.find(new Tile(9, x, 0), tile -> new byte[100]);
        assertEquals(3, cache.size());

        byte[] last = cache.find(new Tile(9, 4, 0), tile -> new byte[1]);
        cache.find(new Tile(9, 9, 0), tile -> new byte[850]);

        assertEquals(100, last.length);
        assertEquals(950, cache.bytes());
    }

    private static int red(int zoom, double lon, double lat) throws IOException { return pixel(zoom, lon, lat) >> 16; }

    private static int pixel(int zoom, double lon, double lat) throws IOException {
        return read(tile(zoom, lon, lat)).getRGB((int) x(zoom, lon) & 0xff, (int) y(zoom, lat) & 0xff) & 0xffffff;
    }

    private static BufferedImage read(Tile tile) throws IOException { return ImageIO.read(new ByteArrayInputStream(HILLSHADE.png(tile))); }

    private static Tile tile(int zoom, double lon, double lat) {
        return new Tile(zoom, (int) x(zoom, lon) / 256, (int) y(zoom, lat) / 256);
    }

    private static double x(int zoom, double lon) { return (lon + 180) / 360 * (256 << zoom); }

    /** Web Mercator as the OpenStreetMap wiki writes it (Slippy map tilenames). */
    private static double y(int zoom, double lat) {
        double phi = Math.toRadians(lat);
        return (1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2 * (256 << zoom);
    }
}
