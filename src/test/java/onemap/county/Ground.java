package onemap.county;

import java.util.List;
import onemap.county.Grid.Km;

/** What a place is like: height, slope, how near the sea and the next river. */
final class Ground {
    private final Grid grid;
    private final double[] heights;
    private final Plan plan;
    private final List<Rivers.River> rivers;

    Ground(Grid grid, double[] heights, Plan plan, List<Rivers.River> rivers) {
        this.grid = grid;
        this.heights = heights;
        this.plan = plan;
        this.rivers = rivers;
    }

    Grid grid() { return grid; }

    double heightMetres(Km at) { return heights[grid.cell(at)]; }

    /** Rise over run across the neighbours of the place. */
    double slope(Km at) {
        int cell = grid.cell(at);
        if (grid.onRim(cell)) return 0;
        double east = (heights[cell + 1] - heights[cell - 1]) / (2000 * grid.stepKm(Grid.NEIGHBOURS[0]));
        double south = (heights[cell + grid.columns()] - heights[cell - grid.columns()]) / (2000 * grid.stepKm(Grid.NEIGHBOURS[1]));
        return Math.sqrt(east * east + south * south);
    }

    double inlandKm(Km at) { return plan.inlandKm(at); }

    double insideKm(Km at) { return plan.insideKm(at); }

    double riverKm(Km at) {
        double nearest = Double.MAX_VALUE;
        for (var river : rivers)
            nearest = Math.min(nearest, lineKm(at, river.line()));
        return nearest;
    }

    static double lineKm(Km at, List<Km> line) {
        double nearest = Double.MAX_VALUE;
        for (int i = 1; i < line.size(); i++)
            nearest = Math.min(nearest, Plan.segmentKm(at, line.get(i - 1), line.get(i)));
        return nearest;
    }
}
