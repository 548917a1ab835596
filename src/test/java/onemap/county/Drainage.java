package onemap.county;

import java.util.Arrays;

/**
 * Where water runs on a raster of heights: each land cell's receiver, its catchment, and an order in which receivers come first.
 *
 * @param receiver  cell the water goes to; a cell itself at the sea and at the rim
 * @param downFirst all land cells, each after its receiver
 * @param squareKm  catchment above and with the cell
 * @see "R. Barnes, C. Lehman, D. Mulla, Priority-flood, Computers and Geosciences 62, 2014: water leaves hollows over their lowest brim"
 */
record Drainage(Grid grid, int[] receiver, int[] downFirst, double[] squareKm) {

    static Drainage of(Grid grid, double[] heights) {
        int size = grid.size();
        var receiver = new int[size];
        Arrays.fill(receiver, -1);
        var downFirst = new int[size];
        var levels = new double[size];
        Arrays.fill(levels, Double.NaN);
        int count = 0;
        var queue = new CellQueue();
        for (int cell = 0; cell < size; cell++)
            if (heights[cell] <= 0 || grid.onRim(cell)) {
                receiver[cell] = cell;
                if (heights[cell] <= 0) levels[cell] = 0;
                if (heights[cell] > 0 || touchesLand(grid, heights, cell)) queue.push(Math.max(0, heights[cell]), cell);
            }
        while (!queue.isEmpty()) {
            double level = queue.cost();
            int cell = queue.pop();
            if (heights[cell] > 0) downFirst[count++] = cell;
            levels[cell] = level;
            if (receiver[cell] != cell) receiver[cell] = steepest(grid, levels, receiver, cell);
            for (int[] way : Grid.NEIGHBOURS) {
                int column = grid.column(cell) + way[0], row = grid.row(cell) + way[1];
                if (!grid.holds(column, row)) continue;
                int next = row * grid.columns() + column;
                if (receiver[next] >= 0) continue;
                receiver[next] = cell;
                queue.push(Math.max(heights[next], level), next);
            }
        }
        downFirst = Arrays.copyOf(downFirst, count);
        return new Drainage(grid, receiver, downFirst, catchments(grid, receiver, downFirst));
    }

    /** The neighbour that lies lowest for its distance, among those the flood has passed; where none is lower, the one the flood came from. */
    private static int steepest(Grid grid, double[] levels, int[] receiver, int cell) {
        int best = receiver[cell];
        double fall = 0;
        for (int[] way : Grid.NEIGHBOURS) {
            int column = grid.column(cell) + way[0], row = grid.row(cell) + way[1];
            if (!grid.holds(column, row)) continue;
            int near = row * grid.columns() + column;
            if (Double.isNaN(levels[near]) || levels[near] >= levels[cell]) continue;
            double steep = (levels[cell] - levels[near]) / grid.stepKm(way);
            if (steep > fall) {
                fall = steep;
                best = near;
            }
        }
        return best;
    }

    private static boolean touchesLand(Grid grid, double[] heights, int cell) {
        for (int[] way : Grid.NEIGHBOURS) {
            int column = grid.column(cell) + way[0], row = grid.row(cell) + way[1];
            if (grid.holds(column, row) && heights[row * grid.columns() + column] > 0) return true;
        }
        return false;
    }

    private static double[] catchments(Grid grid, int[] receiver, int[] downFirst) {
        var squareKm = new double[receiver.length];
        for (int i = downFirst.length - 1; i >= 0; i--) {
            int cell = downFirst[i];
            squareKm[cell] += grid.cellSquareKm();
            if (receiver[cell] != cell) squareKm[receiver[cell]] += squareKm[cell];
        }
        return squareKm;
    }

    double stepKm(int cell) {
        int to = receiver[cell];
        return grid.stepKm(new int[]{grid.column(to) - grid.column(cell), grid.row(to) - grid.row(cell)});
    }
}
