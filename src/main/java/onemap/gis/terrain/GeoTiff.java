package onemap.gis.terrain;

import it.geosolutions.imageio.plugins.tiff.TIFFDirectory;
import it.geosolutions.imageio.plugins.tiff.TIFFField;
import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Heights from a GeoTIFF (OGC 19-008r4) of one band, unrotated: pixels by the reader GeoTools brings, which takes the JDK's own out of the registry, place and system from its tags. */
final class GeoTiff {
    private static final int PIXEL_SCALE = 33_550;
    private static final int TIE_POINT = 33_922;
    private static final int GEO_KEYS = 34_735;
    private static final int GDAL_NO_DATA = 42_113;
    private static final int RASTER_TYPE = 1025;
    private static final int PIXEL_IS_POINT = 2;
    private static final int GEODETIC_CRS = 2048;
    private static final int PROJECTED_CRS = 3072;
    private static final int USER_DEFINED = 32_767;

    private final TIFFDirectory tags;

    private GeoTiff(TIFFDirectory tags) { this.tags = tags; }

    /** @throws IOException when it is no such file; the message says what is wrong */
    static Grid read(File file) throws IOException {
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance();
        try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
            if (in == null) throw new IOException("it cannot be read");
            reader.setInput(in);
            int columns = reader.getWidth(0), rows = reader.getHeight(0);
            if ((long) columns * rows > Grid.MOST_CELLS)
                throw new IOException(
                        columns + " x " + rows + " cells are more than " + Grid.MOST_CELLS + "; make them larger with gdalwarp -tr");
            var tags = new GeoTiff(TIFFDirectory.createFromMetadata(reader.getImageMetadata(0)));
            double[] scale = tags.numbers(PIXEL_SCALE, 2), tie = tags.numbers(TIE_POINT, 6);
            double noData = tags.noData();
            var heights = heights(reader.read(0).getRaster(), noData);
            double shift = tags.key(RASTER_TYPE) == PIXEL_IS_POINT ? 0.5 : 0;
            return new Grid(tie[3] - (tie[0] + shift) * scale[0], tie[4] + (tie[1] + shift) * scale[1], scale[0], scale[1], columns, rows,
                    heights, tags.epsg());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException damaged) {
            throw new IOException("the file is damaged: " + damaged.getMessage(), damaged);
        } finally {
            reader.dispose();
        }
    }

    private static float[] heights(Raster raster, double noData) throws IOException {
        if (raster.getNumBands() != 1) throw new IOException("it has " + raster.getNumBands() + " bands, heights have one");
        var heights = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, new float[raster.getWidth() * raster.getHeight()]);
        for (int i = 0; i < heights.length; i++)
            if (heights[i] == (float) noData) heights[i] = Float.NaN;
        return heights;
    }

    private Optional<TIFFField> find(int tag) { return Optional.ofNullable(tags.getTIFFField(tag)); }

    private double[] numbers(int tag, int least) throws IOException {
        var field = find(tag).filter(found -> found.getCount() >= least)
                .orElseThrow(() -> new IOException("no unrotated GeoTIFF: tag " + tag + " is missing"));
        return field.getAsDoubles();
    }

    private double noData() {
        try {
            return find(GDAL_NO_DATA).map(field -> Double.parseDouble(field.getAsString(0).strip())).orElse(Double.NaN);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A short value of the directory of keys (OGC 19-008r4, 7.1.2); 0 when it is not there. */
    private int key(int wanted) {
        var keys = find(GEO_KEYS).map(TIFFField::getAsChars).orElse(new char[0]);
        for (int i = 4; i + 3 < keys.length; i += 4)
            if (keys[i] == wanted && keys[i + 1] == 0) return keys[i + 3];
        return 0;
    }

    private OptionalInt epsg() {
        for (int key : new int[]{PROJECTED_CRS, GEODETIC_CRS})
            if (key(key) != 0) return key(key) == USER_DEFINED ? OptionalInt.empty() : OptionalInt.of(key(key));
        return OptionalInt.empty();
    }
}
