package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onemap.county.Grid.Km;
import onemap.county.Plan.Town;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateList;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/**
 * The county divided among its towns: each cell belongs to the town whose seat it is cheapest to reach from, so that borders follow ridges and large rivers.
 * Every stretch of border is one line, used by both sides: the towns tile the county without gap or overlap.
 */
final class Towns {
    private static final int OUTSIDE = -1;
    /** Raster corners go right, down, left, up. */
    private static final int[][] WAYS = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

    private final Grid grid;
    private final int[] townOf;
    private final Map<List<Integer>, List<Km>> stretches = new LinkedHashMap<>();

    /**
     * @param heights and drainage on the same grid
     */
    Towns(Grid grid, double[] heights, Drainage drainage, Plan plan) {
        this.grid = grid;
        townOf = divide(grid, heights, drainage, plan);
    }

    /** Borders by town, in the order of {@link Town}. */
    List<Polygon> polygons() {
        var polygons = new ArrayList<Polygon>();
        for (Town town : Town.values())
            polygons.add(polygon(town.ordinal()));
        return polygons;
    }

    /** The county's border. */
    Polygon county() { return polygon(OUTSIDE); }

    /** Each stretch of border once; with {@code true} those on the county's border, else those between towns. */
    List<LineString> borders(boolean ofCounty) {
        polygons();
        Set<Coordinate> rim = new HashSet<>(Arrays.asList(county().getCoordinates()));
        var lines = new ArrayList<LineString>();
        for (List<Km> stretch : stretches.values()) {
            LineString line = Lines.line(stretch);
            boolean onRim = rim.contains(line.getCoordinateN(line.getNumPoints() / 2))
                    && (line.getNumPoints() > 2 || rim.containsAll(List.of(line.getCoordinates())));
            if (onRim == ofCounty) lines.add(line);
        }
        return lines;
    }

    private static int[] divide(Grid grid, double[] heights, Drainage drainage, Plan plan) {
        var town = new int[grid.size()];
        Arrays.fill(town, OUTSIDE);
        var cost = new double[grid.size()];
        Arrays.fill(cost, Double.MAX_VALUE);
        var inside = new boolean[grid.size()];
        for (int cell = 0; cell < inside.length; cell++)
            inside[cell] = !grid.onRim(cell) && plan.insideKm(grid.km(cell)) > 0;
        var queue = new CellQueue();
        for (Town seat : Town.values()) {
            int cell = grid.cell(seat.seat);
            cost[cell] = 0;
            town[cell] = seat.ordinal();
            queue.push(0, cell);
        }
        while (!queue.isEmpty()) {
            double so = queue.cost();
            int cell = queue.pop();
            if (so > cost[cell]) continue;
            for (int[] step : Grid.NEIGHBOURS) {
                int next = cell + step[0] + step[1] * grid.columns();
                if (!inside[next]) continue;
                double dear = so + grid.stepKm(step) * hardship(heights, drainage, cell, next) * plan.whim(grid.km(next));
                if (dear >= cost[next]) continue;
                cost[next] = dear;
                town[next] = town[cell];
                queue.push(dear, next);
            }
        }
        return connected(grid, town);
    }

    /** A cell that hangs on its town by a corner only goes to a town it shares a side with, so that each town is one piece with one border. */
    private static int[] connected(Grid grid, int[] town) {
        var joined = new int[grid.size()];
        Arrays.fill(joined, OUTSIDE);
        var reached = new ArrayList<Integer>();
        for (Town seat : Town.values()) {
            reached.add(grid.cell(seat.seat));
            joined[grid.cell(seat.seat)] = seat.ordinal();
        }
        for (boolean own : new boolean[]{true, false})
            for (int i = 0; i < reached.size(); i++) {
                int cell = reached.get(i);
                for (int side = 0; side < 4; side++) {
                    int next = cell + Grid.NEIGHBOURS[side][0] + Grid.NEIGHBOURS[side][1] * grid.columns();
                    if (joined[next] != OUTSIDE || town[next] == OUTSIDE || own && town[next] != joined[cell]) continue;
                    joined[next] = joined[cell];
                    reached.add(next);
                }
            }
        return joined;
    }

    private static double hardship(double[] heights, Drainage drainage, int from, int to) {
        if (heights[to] <= 0) return 1.6;
        double climb = Math.abs(heights[to] - heights[from]) / 40;
        double river = drainage.squareKm()[to] > 60 ? 4 : 0;
        return 1 + climb + Math.max(0, heights[to]) / 250 + river;
    }

    private int at(int column, int row) { return grid.holds(column, row) ? townOf[row * grid.columns() + column] : OUTSIDE; }

    private Polygon polygon(int town) {
        var ring = new CoordinateList();
        for (List<Integer> corners : stretchesOf(town)) {
            boolean forward = isForward(corners);
            List<Integer> key = forward ? corners : corners.reversed();
            List<Km> line = stretches.computeIfAbsent(key, this::smooth);
            ring.add(Lines.degrees(forward ? line : line.reversed()), false);
        }
        ring.closeRing();
        Polygon polygon = Lines.FACTORY.createPolygon(ring.toCoordinateArray());
        return Orientation.isCCW(polygon.getExteriorRing().getCoordinateSequence()) ? polygon : polygon.reverse();
    }

    private static boolean isForward(List<Integer> corners) {
        int first = corners.getFirst(), last = corners.getLast();
        return first != last ? first < last : corners.get(1) < corners.get(corners.size() - 2);
    }

    private List<Km> smooth(List<Integer> corners) {
        var points = new ArrayList<Km>();
        for (int corner : corners)
            points.add(Km.at(grid.lon(column(corner) - 0.5), grid.lat(row(corner) - 0.5)));
        return Lines.thinned(Lines.rounded(Lines.rounded(points, 4), 4), 0.03);
    }

    private int column(int corner) { return corner % (grid.columns() + 1); }

    private int row(int corner) { return corner / (grid.columns() + 1); }

    /** The ring round a town, cut where three divisions meet. */
    private List<List<Integer>> stretchesOf(int town) {
        List<Integer> ring = ring(town);
        int start = 0;
        while (start < ring.size() - 1 && !isNode(ring.get(start)))
            start++;
        var turned = new ArrayList<Integer>(ring.subList(start, ring.size() - 1));
        turned.addAll(ring.subList(0, start + 1));
        var cut = new ArrayList<List<Integer>>();
        int from = 0;
        for (int i = 1; i < turned.size(); i++)
            if (isNode(turned.get(i)) || i == turned.size() - 1) {
                cut.add(List.copyOf(turned.subList(from, i + 1)));
                from = i;
            }
        return cut;
    }

    private boolean isNode(int corner) {
        int column = column(corner), row = row(corner);
        var around = new HashSet<>(List.of(at(column, row), at(column - 1, row), at(column, row - 1), at(column - 1, row - 1)));
        return around.size() > 2;
    }

    /** Raster corners round the longest border of a town, or of all that lies outside, which is then on the right. */
    private List<Integer> ring(int town) {
        var next = new HashMap<Integer, Integer>(); // corner * 4 + way → the same for the next step
        var starts = new ArrayList<Integer>();
        for (int row = 0; row <= grid.rows(); row++)
            for (int column = 0; column <= grid.columns(); column++)
                for (int way = 0; way < 4; way++)
                    if (isBorder(town, column, row, way)) starts.add((row * (grid.columns() + 1) + column) * 4 + way);
        for (int step : starts)
            next.put(step, follow(town, step));
        List<Integer> longest = List.of();
        for (int start : starts) {
            if (!next.containsKey(start)) continue;
            var ring = new ArrayList<Integer>();
            for (Integer step = start; step != null; step = next.remove(step))
                ring.add(step / 4);
            if (ring.size() > longest.size()) longest = ring;
        }
        var closed = new ArrayList<>(longest);
        closed.removeLast();
        closed.add(closed.getFirst());
        return closed;
    }

    private int follow(int town, int step) {
        int way = step % 4, column = column(step / 4) + WAYS[way][0], row = row(step / 4) + WAYS[way][1];
        for (int turn : new int[]{1, 0, 3}) {
            int then = (way + turn) % 4;
            if (isBorder(town, column, row, then)) return (row * (grid.columns() + 1) + column) * 4 + then;
        }
        throw new IllegalStateException("border ends at " + column + ", " + row);
    }

    /** True when the step from that corner has the town on its right and something else on its left. */
    private boolean isBorder(int town, int column, int row, int way) {
        int right = switch (way) {
            case 0 -> at(column, row);
            case 1 -> at(column - 1, row);
            case 2 -> at(column - 1, row - 1);
            default -> at(column, row - 1);
        };
        int left = switch (way) {
            case 0 -> at(column, row - 1);
            case 1 -> at(column, row);
            case 2 -> at(column - 1, row);
            default -> at(column - 1, row - 1);
        };
        return right == town && left != town;
    }
}
