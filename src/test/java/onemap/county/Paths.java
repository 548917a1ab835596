package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Cheapest ways over the ground: slopes and streams cost, the sea and reservoirs stop, and existing roads are cheap. */
final class Paths {
    private static final double ROAD_SHARE = 0.3;

    private final Grid grid;
    private final double[] heights;
    private final Drainage drainage;
    private final boolean[] blocked;
    private final boolean[] road;
    private final double[] cost;
    private final int[] from;

    Paths(Grid grid, double[] heights, Drainage drainage, boolean[] blocked) {
        this.grid = grid;
        this.heights = heights;
        this.drainage = drainage;
        this.blocked = blocked;
        road = new boolean[grid.size()];
        cost = new double[grid.size()];
        from = new int[grid.size()];
    }

    boolean isRoad(int cell) { return road[cell]; }

    void pave(List<Integer> cells) { cells.forEach(cell -> road[cell] = true); }

    /** Cells from the start to the cheapest goal, both included; empty when there is no way. */
    List<Integer> way(int start, IntPredicate goal) {
        Arrays.fill(cost, Double.MAX_VALUE);
        cost[start] = 0;
        from[start] = -1;
        var queue = new CellQueue();
        queue.push(0, start);
        while (!queue.isEmpty()) {
            double so = queue.cost();
            int cell = queue.pop();
            if (so > cost[cell]) continue;
            if (goal.test(cell)) return back(cell);
            if (grid.onRim(cell)) continue;
            for (int[] step : Grid.NEIGHBOURS) {
                int next = cell + step[0] + step[1] * grid.columns();
                if (blocked[next]) continue;
                double dear = so + grid.stepKm(step) * hardship(cell, next, grid.stepKm(step));
                if (dear >= cost[next]) continue;
                cost[next] = dear;
                from[next] = cell;
                queue.push(dear, next);
            }
        }
        return List.of();
    }

    private double hardship(int cell, int next, double km) {
        double slope = Math.abs(heights[next] - heights[cell]) / (km * 1000);
        double water = drainage.squareKm()[next] > 8 ? 1.5 : 0;
        double share = road[cell] && road[next] ? ROAD_SHARE : 1;
        return share * (1 + 160 * slope * slope + 4 * slope + heights[next] / 500 + water);
    }

    private List<Integer> back(int goal) {
        var cells = new ArrayList<Integer>();
        for (int cell = goal; cell >= 0; cell = from[cell])
            cells.addFirst(cell);
        return cells;
    }
}
