package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onemap.county.Grid.Km;

/**
 * The invented ground of 望海县: heights in metres, negative at sea. Ridged noise says where mountains rise, rivers then cut into them until the
 * valleys drain to the sea as real ones do.
 *
 * @see "J. Braun, S. Willett, A very efficient O(n), implicit and parallel method to solve the stream power equation, Geomorphology 180-181, 2013"
 */
final class Relief {
    /** Highest summit 青岭尖. */
    private static final double SUMMIT_METRES = 902;
    private static final int EROSION_ROUNDS = 28;

    private final Plan plan;
    private final Noise ridges;
    private final Noise detail;

    Relief(Plan plan, int seed) {
        this.plan = plan;
        ridges = new Noise(seed + 303);
        detail = new Noise(seed + 401);
    }

    /** Heights on the grid; the rivers are cut at half its resolution. */
    double[] heights(Grid grid) {
        var coarse = new Grid(grid.west(), grid.north(), grid.stepDegrees() * 2, grid.columns() / 2, grid.rows() / 2);
        double[] mountains = erode(coarse);
        var heights = new double[grid.size()];
        for (int cell = 0; cell < heights.length; cell++) {
            Km at = grid.km(cell);
            double inland = plan.inlandKm(at);
            heights[cell] = inland > 0 ? land(at, inland, between(coarse, mountains, at)) : sea(at, inland);
        }
        widenValleys(grid, heights);
        dropSpecks(grid, heights);
        return heights;
    }

    /** Steep for the first metres, so that the coast line stays sharp on the raster; then a plain that rises a metre a kilometre. */
    private double land(Km at, double inland, double mountain) {
        double plain = Math.min(inland * 40, 2.6) + 1.1 * inland
                + 2.2 * detail.hills(at.east() * 0.35, at.north() * 0.35, 3) * step(0.1, 2, inland);
        double rough = mountain * 0.10 * (detail.hills(at.east() * 1.7 + 9, at.north() * 1.7, 4) - 0.5);
        return plain + Math.max(0, mountain + rough) * step(0, 0.5, inland);
    }

    private double sea(Km at, double inland) {
        double shelf = Math.max(inland * 40, -3) + inland * 1.6;
        return Math.max(-60, shelf - 3 * detail.hills(at.east() * 0.2, at.north() * 0.2, 3));
    }

    private double[] erode(Grid grid) {
        var uplift = new double[grid.size()];
        var heights = new double[grid.size()];
        for (int cell = 0; cell < heights.length; cell++) {
            Km at = grid.km(cell);
            double inland = plan.inlandKm(at);
            uplift[cell] = inland > 0 ? uplift(at, inland) : 0;
            heights[cell] = inland > 0 ? 0.5 + 4 * uplift[cell] + 6 * detail.hills(at.east(), at.north(), 4) : -1;
        }
        for (int round = 0; round < EROSION_ROUNDS; round++) {
            cut(grid, heights, uplift);
            creep(grid, heights, 0.16);
        }
        double[] sorted = heights.clone();
        Arrays.sort(sorted);
        double top = sorted[sorted.length - 20];
        for (int cell = 0; cell < heights.length; cell++)
            heights[cell] = Math.max(0, heights[cell]) / top * SUMMIT_METRES;
        return heights;
    }

    /** How fast the ground rises: mountains in the west and round the county, hills on the headlands, nothing in the plains and main valleys. */
    private double uplift(Km at, double inland) {
        double west = step(13, -17, at.east());
        double crests = ridges.ridges(at.east() * 0.075 + 7, at.north() * 0.075 + 2, 5);
        double hills = ridges.hills(at.east() * 0.21, at.north() * 0.21 + 40, 4);
        double rim = 0.55 * StrictMath.exp(-square(plan.insideKm(at) / 3.2)) * step(0.5, 6, inland);
        double mountains = (0.2 + 1.0 * west) * (0.25 + 1.1 * crests) * step(0.4, 7, inland) + rim;
        double headlands = 0.8 * step(0.40, 0.70, hills) * step(0.2, 1.6, inland);
        double open = step(0.2, 2.6, plan.valleyKm(at)) * step(1.2, 4.5, plan.plainKm(at));
        return Math.max(mountains, headlands) * open + 0.006;
    }

    /** One round of uplift and of rivers cutting down: the implicit stream power law with exponents ½ and 1. */
    private static void cut(Grid grid, double[] heights, double[] uplift) {
        var drainage = Drainage.of(grid, heights);
        for (int cell : drainage.downFirst()) {
            int to = drainage.receiver()[cell];
            if (to == cell) continue;
            double power = 1.15 * Math.sqrt(drainage.squareKm()[cell]) / drainage.stepKm(cell);
            heights[cell] = (heights[cell] + uplift[cell] * 10 + power * Math.max(0, heights[to])) / (1 + power);
        }
    }

    /** Soil creeps down: each cell moves towards the mean of its four neighbours. */
    private static void creep(Grid grid, double[] heights, double share) {
        double[] before = heights.clone();
        for (int row = 1; row < grid.rows() - 1; row++)
            for (int column = 1; column < grid.columns() - 1; column++) {
                int cell = row * grid.columns() + column;
                if (before[cell] <= 0) continue;
                double mean = (Math.max(0, before[cell - 1]) + Math.max(0, before[cell + 1]) + Math.max(0, before[cell - grid.columns()])
                        + Math.max(0, before[cell + grid.columns()])) / 4;
                heights[cell] = before[cell] + share * (mean - before[cell]);
            }
    }

    /** Valley floors: beside a river the ground rises slowly at first, the wider the larger the river. */
    private static void widenValleys(Grid grid, double[] heights) {
        var drainage = Drainage.of(grid, heights);
        double[] before = heights.clone();
        for (int cell : drainage.downFirst()) {
            double squareKm = drainage.squareKm()[cell];
            if (squareKm < 1.5) continue;
            double floorKm = Math.min(0.75, 0.09 * Math.sqrt(squareKm));
            int reach = (int) Math.ceil(2 * floorKm / (grid.stepDegrees() * Grid.KM_PER_LON));
            for (int down = -reach; down <= reach; down++)
                for (int right = -reach; right <= reach; right++) {
                    if (!grid.holds(grid.column(cell) + right, grid.row(cell) + down)) continue;
                    int near = cell + down * grid.columns() + right;
                    double away = grid.stepKm(new int[]{right, down}) / floorKm;
                    double highest = before[cell] + 1.5 * away + 60 * floorKm * square(Math.max(0, away - 0.5));
                    if (away < 2 && before[near] > 0) heights[near] = Math.min(heights[near], Math.max(1, highest));
                }
        }
    }

    /** Rocks smaller than a raster can show become sea, ponds behind the beach become land. */
    private static void dropSpecks(Grid grid, double[] heights) {
        var seen = new boolean[grid.size()];
        for (int start = 0; start < heights.length; start++) {
            if (seen[start]) continue;
            boolean land = heights[start] > 0;
            var part = new ArrayList<Integer>(List.of(start));
            seen[start] = true;
            boolean rim = false;
            for (int i = 0; i < part.size(); i++) {
                int cell = part.get(i);
                rim |= grid.onRim(cell);
                for (int side = 0; side < 4; side++) {
                    int column = grid.column(cell) + Grid.NEIGHBOURS[side][0], row = grid.row(cell) + Grid.NEIGHBOURS[side][1];
                    if (!grid.holds(column, row)) continue;
                    int next = row * grid.columns() + column;
                    if (seen[next] || heights[next] > 0 != land) continue;
                    seen[next] = true;
                    part.add(next);
                }
            }
            if (!rim && (!land || part.size() < 40)) for (int cell : part)
                heights[cell] = land ? -1.5 : 1;
        }
    }

    private static double between(Grid grid, double[] values, Km at) {
        double x = (at.lon() - grid.west()) / grid.stepDegrees() - 0.5, y = (grid.north() - at.lat()) / grid.stepDegrees() - 0.5;
        int column = Math.clamp((int) Math.floor(x), 1, grid.columns() - 3), row = Math.clamp((int) Math.floor(y), 1, grid.rows() - 3);
        double u = Math.clamp(x - column, 0, 1), v = Math.clamp(y - row, 0, 1), sum = 0;
        for (int j = -1; j <= 2; j++) {
            double line = 0;
            for (int i = -1; i <= 2; i++)
                line += spline(u - i) * values[(row + j) * grid.columns() + column + i];
            sum += spline(v - j) * line;
        }
        return Math.max(0, sum);
    }

    /** Catmull-Rom. */
    private static double spline(double away) {
        double x = Math.abs(away);
        if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    }

    private static double square(double x) { return x * x; }

    static double step(double from, double to, double value) {
        double share = Math.clamp((value - from) / (to - from), 0, 1);
        return share * share * (3 - 2 * share);
    }
}
