package onemap.county;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import onemap.county.Grid.Km;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The areas of a raster that lie above 0, as polygons: marching squares, straight between raster points. */
final class Contours {
    private final Grid grid;
    private final double[] values;
    /** Each crossing of a raster edge to the next, with the area on the left. */
    private final Map<Long, Long> next = new LinkedHashMap<>();

    private Contours(Grid grid, double[] values) {
        this.grid = grid;
        this.values = values;
    }

    /**
     * @param leastSquareKm smaller areas and holes are left out
     * @param reach         of the rounding, 0 for none
     */
    static Geometry above0(Grid grid, double[] values, double leastSquareKm, int reach, double toleranceKm) {
        var contours = new Contours(grid, values);
        for (int row = -1; row < grid.rows(); row++)
            for (int column = -1; column < grid.columns(); column++)
                contours.march(column, row);
        var outer = new ArrayList<LinearRing>();
        var holes = new ArrayList<LinearRing>();
        for (List<Km> ring : contours.rings()) {
            double squareKm = signedSquareKm(ring);
            if (Math.abs(squareKm) < leastSquareKm) continue;
            List<Km> thin = Lines.thinned(reach > 0 ? Lines.roundedRing(ring, reach) : ring, toleranceKm);
            if (thin.size() >= 4) (squareKm > 0 ? outer : holes).add(Lines.FACTORY.createLinearRing(Lines.degrees(thin)));
        }
        var polygons = new ArrayList<Polygon>();
        for (LinearRing ring : outer) {
            Polygon whole = Lines.FACTORY.createPolygon(ring);
            var inside = holes.stream().filter(hole -> whole.covers(hole.getStartPoint())).toArray(LinearRing[]::new);
            polygons.add(Lines.FACTORY.createPolygon(ring, inside));
        }
        return polygons.size() == 1 ? polygons.getFirst() : Lines.FACTORY.createMultiPolygon(polygons.toArray(Polygon[]::new));
    }

    private double value(int column, int row) { return grid.holds(column, row) ? values[row * grid.columns() + column] : -1e-3; }

    /** Edges of the square whose north-west corner is the raster point: 0 north, 1 east, 2 south, 3 west. */
    private void march(int column, int row) {
        boolean[] above = {value(column, row) > 0, value(column + 1, row) > 0, value(column + 1, row + 1) > 0, value(column, row + 1) > 0};
        // going round clockwise: an edge from above to below is where the border enters the square with the area on its left
        for (int corner = 0; corner < 4; corner++) {
            if (!above[corner] || above[(corner + 1) % 4]) continue;
            int back = corner;
            while (above[(back + 3) % 4])
                back = (back + 3) % 4;
            next.put(edge(column, row, (back + 3) % 4), edge(column, row, corner));
        }
    }

    /** A raster edge as a number: its north or west point, and whether it runs east (0) or south (1). */
    private long edge(int column, int row, int side) {
        int east = column + (side == 1 ? 1 : 0) + 2, south = row + (side == 2 ? 1 : 0) + 2;
        return ((long) south * (grid.columns() + 8) + east) * 2 + (side == 1 || side == 3 ? 1 : 0);
    }

    private Km crossing(long edge) {
        int down = (int) (edge % 2), column = (int) (edge / 2 % (grid.columns() + 8)) - 2,
                row = (int) (edge / 2 / (grid.columns() + 8)) - 2;
        double from = value(column, row), to = value(column + 1 - down, row + down), share = from / (from - to);
        return Km.at(grid.lon(column + (1 - down) * share), grid.lat(row + down * share));
    }

    private List<List<Km>> rings() {
        var rings = new ArrayList<List<Km>>();
        while (!next.isEmpty()) {
            long first = next.keySet().iterator().next();
            var ring = new ArrayList<Km>();
            for (Long at = first; at != null; at = next.remove(at))
                ring.add(crossing(at));
            rings.add(ring);
        }
        return rings;
    }

    private static double signedSquareKm(List<Km> ring) {
        double twice = 0;
        for (int i = 1; i < ring.size(); i++)
            twice += ring.get(i - 1).east() * ring.get(i).north() - ring.get(i).east() * ring.get(i - 1).north();
        return twice / 2;
    }

}
