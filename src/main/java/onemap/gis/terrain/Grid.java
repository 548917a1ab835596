package onemap.gis.terrain;

import java.util.OptionalInt;
import onemap.domain.LonLat;
import onemap.gis.CoordinateSystems;
import onemap.gis.Terrain;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Heights as a file has them, in its own coordinate system, x before y.
 *
 * @param west     outer edge of the first column
 * @param north    outer edge of the first row
 * @param step     size of a cell in x
 * @param stepDown size of a cell in y, positive
 * @param heights  metres, row by row from the north; NaN where nobody measured
 * @param epsg     the system the file says it is in
 */
record Grid(double west, double north, double step, double stepDown, int columns, int rows, float[] heights, OptionalInt epsg) {
    /** A county of 50 km at 12.5 m; 64 MB. */
    static final int MOST_CELLS = 16_000_000;
    private static final int WGS84 = 4326;
    private static final int MESH = 16;
    private static final double METRES_PER_DEGREE = 111_195;

    Grid {
        if (!(step > 0) || !(stepDown > 0) || !Double.isFinite(west) || !Double.isFinite(north))
            throw new IllegalArgumentException("cells of " + step + " by " + stepDown + " from " + west + ", " + north);
    }

    private Envelope bounds() { return new Envelope(west, west + step * columns, north - stepDown * rows, north); }

    /** On equal steps of longitude and latitude; CGCS2000 degrees are taken as they are, they agree with WGS-84 to centimetres. */
    Terrain terrain(int system, CoordinateSystems systems) {
        if (system == WGS84 || system == CoordinateSystems.CGCS2000) return new Terrain(bounds(), columns, rows, heights);
        var box = new Envelope();
        for (int i = 0; i <= MESH; i++) {
            double x = west + step * columns * i / MESH;
            double y = north - stepDown * rows * i / MESH;
            for (Coordinate edge : new Coordinate[]{new Coordinate(x, north), new Coordinate(x, north - stepDown * rows),
                    new Coordinate(west, y), new Coordinate(west + step * columns, y)}) {
                var place = systems.toWgs84(edge.x, edge.y, system);
                box.expandToInclude(place.lonDegrees(), place.latDegrees());
            }
        }
        double shrink = Math.cos(Math.toRadians(box.centre().y));
        double finer = 1.0;
        int down, across;
        do {
            down = (int) Math.ceil(box.getHeight() * METRES_PER_DEGREE / stepDown / finer);
            across = (int) Math.ceil(box.getWidth() * METRES_PER_DEGREE * shrink / step / finer);
            finer *= 1.1;
        } while ((long) down * across > MOST_CELLS);
        return new Terrain(box, across, down, resampled(box, across, down, system, systems));
    }

    /** The projection is asked at every 16th cell; between, where it is as good as straight, places are interpolated. */
    private float[] resampled(Envelope box, int across, int down, int system, CoordinateSystems systems) {
        int meshAcross = across / MESH + 2, meshDown = down / MESH + 2;
        var mesh = new Coordinate[meshDown][meshAcross];
        for (int row = 0; row < meshDown; row++)
            for (int column = 0; column < meshAcross; column++)
                mesh[row][column] = systems.fromWgs84(new LonLat(box.getMinX() + (column * MESH + 0.5) * box.getWidth() / across,
                        box.getMaxY() - (row * MESH + 0.5) * box.getHeight() / down), system);
        var made = new float[across * down];
        for (int row = 0; row < down; row++)
            for (int column = 0; column < across; column++) {
                var top = mesh[row / MESH];
                var bottom = mesh[row / MESH + 1];
                double e = column % MESH / (double) MESH, s = row % MESH / (double) MESH;
                int at = column / MESH;
                double x = (top[at].x * (1 - e) + top[at + 1].x * e) * (1 - s) + (bottom[at].x * (1 - e) + bottom[at + 1].x * e) * s;
                double y = (top[at].y * (1 - e) + top[at + 1].y * e) * (1 - s) + (bottom[at].y * (1 - e) + bottom[at + 1].y * e) * s;
                made[row * across + column] = height(x, y);
            }
        return made;
    }

    /** Between the four nearest cells; NaN outside and beside a hole. */
    private float height(double x, double y) {
        double u = (x - west) / step - 0.5, v = (north - y) / stepDown - 0.5;
        if (u < -0.5 || v < -0.5 || u > columns - 0.5 || v > rows - 0.5) return Float.NaN;
        int column = (int) Math.floor(u), row = (int) Math.floor(v);
        double east = u - column, south = v - row;
        return (float) ((at(column, row) * (1 - east) + at(column + 1, row) * east) * (1 - south)
                + (at(column, row + 1) * (1 - east) + at(column + 1, row + 1) * east) * south);
    }

    private float at(int column, int row) { return heights[Math.clamp(row, 0, rows - 1) * columns + Math.clamp(column, 0, columns - 1)]; }
}
