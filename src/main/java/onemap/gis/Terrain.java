package onemap.gis;

import java.io.IOException;
import java.io.InputStream;
import org.locationtech.jts.geom.Envelope;

/** Heights in metres above mean sea level on a raster of equal steps in longitude and latitude; below 0 is sea. Immutable. */
public final class Terrain {
    /** Of latitude, on the mean Earth (IUGG R1). */
    private static final double METRES_PER_DEGREE = Math.toRadians(6_371_008.8);

    /**
     * How the grey values of the raster file are meant: {@code metres = value * unitMetres + zeroMetres}.
     *
     * @param bounds outer edges of the outermost pixels, degrees
     */
    public record Scale(Envelope bounds, double unitMetres, double zeroMetres) {
        public Scale {
            if (bounds.isNull() || bounds.getArea() == 0) throw new IllegalArgumentException("terrain bounds " + bounds);
            if (!(unitMetres > 0) || !Double.isFinite(zeroMetres)) throw new IllegalArgumentException("terrain unit " + unitMetres + " m");
        }
    }

    private final Envelope bounds;
    private final int columns;
    private final int rows;
    private final float[] heightsMetres;

    /**
     * @param heightsMetres row by row from the north, {@code columns * rows} values, NaN where nobody measured; not copied
     */
    public Terrain(Envelope bounds, int columns, int rows, float[] heightsMetres) {
        this.bounds = bounds;
        this.columns = columns;
        this.rows = rows;
        this.heightsMetres = heightsMetres;
    }

    /**
     * Reads a 16-bit grey PNG; {@code gdal_translate -of PNG -ot UInt16 -scale} makes one from any height model in EPSG:4326.
     *
     * @throws IOException when it cannot be read or is no such PNG
     */
    public static Terrain read(InputStream png, Scale scale) throws IOException {
        var raster = Png.readGrey16(png);
        var heights = new float[raster.values().length];
        for (int i = 0; i < heights.length; i++)
            heights[i] = (float) (raster.values()[i] * scale.unitMetres + scale.zeroMetres);
        return new Terrain(scale.bounds, raster.columns(), raster.rows(), heights);
    }

    public Envelope bounds() { return new Envelope(bounds); }

    public int columns() { return columns; }

    public int rows() { return rows; }

    /** Height in metres between the four nearest raster points; outside, that of the nearest edge. */
    public double heightMetres(double lonDegrees, double latDegrees) {
        double x = (lonDegrees - bounds.getMinX()) / bounds.getWidth() * columns - 0.5;
        double y = (bounds.getMaxY() - latDegrees) / bounds.getHeight() * rows - 0.5;
        int column = (int) Math.floor(x), row = (int) Math.floor(y);
        double east = x - column, south = y - row;
        return (at(column, row) * (1 - east) + at(column + 1, row) * east) * (1 - south)
                + (at(column, row + 1) * (1 - east) + at(column + 1, row + 1) * east) * south;
    }

    /** Size of a cell from north to south, metres. */
    public double resolutionMetres() {
        return bounds.getHeight() / rows * METRES_PER_DEGREE;
    }

    /** The same with that height where nobody measured. */
    Terrain filled(float metres) {
        var filled = heightsMetres;
        for (int i = 0; i < heightsMetres.length; i++) {
            if (!Float.isNaN(heightsMetres[i])) continue;
            if (filled == heightsMetres) filled = heightsMetres.clone();
            filled[i] = metres;
        }
        return filled == heightsMetres ? this : new Terrain(bounds, columns, rows, filled);
    }

    /** Height at a raster point, row 0 in the north; outside, that of the nearest edge. */
    float at(int column, int row) {
        return heightsMetres[Math.clamp(row, 0, rows - 1) * columns + Math.clamp(column, 0, columns - 1)];
    }

    /** The same ground at half the resolution: each point the mean of four. */
    Terrain halved() {
        int halfColumns = columns / 2, halfRows = rows / 2;
        var half = new float[halfColumns * halfRows];
        for (int row = 0; row < halfRows; row++)
            for (int column = 0; column < halfColumns; column++)
                half[row * halfColumns + column] = (at(2 * column, 2 * row) + at(2 * column + 1, 2 * row) + at(2 * column, 2 * row + 1)
                        + at(2 * column + 1, 2 * row + 1)) / 4;
        double east = bounds.getMinX() + bounds.getWidth() * 2 * halfColumns / columns;
        double south = bounds.getMaxY() - bounds.getHeight() * 2 * halfRows / rows;
        return new Terrain(new Envelope(bounds.getMinX(), east, south, bounds.getMaxY()), halfColumns, halfRows, half);
    }
}
