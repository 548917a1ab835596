package onemap.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onemap.county.Grid.Km;
import org.locationtech.jts.geom.Geometry;

/** Reservoirs 水库: dams across valleys, and the ground they flood. */
final class Lakes {

    /**
     * One reservoir.
     *
     * @param dam         where it is dammed
     * @param levelMetres of the water when full
     * @param catchmentSquareKm above the dam
     */
    record Lake(String name, Geometry shape, Km dam, double levelMetres, double squareKm, double catchmentSquareKm) {}

    /** Name, where about, and size wanted in square kilometres. */
    private record Wish(String name, double east, double north, double squareKm) {}

    private static final List<Wish> WISHES = List.of(new Wish("青岭水库", -22, -4.5, 2.1), new Wish("梅坑水库", -11.5, 18, 1.3),
            new Wish("石门水库", -20, 14, 1.1),
            new Wish("南山水库", -17, -10.5, 0.8), new Wish("沙岙水库", -7, -17.5, 0.5), new Wish("龙潭水库", -13, 9.5, 0.35),
            new Wish("白岩水库", -24, 6, 0.4),
            new Wish("大坑水库", -13, -2, 0.45), new Wish("枫树岭水库", -3, 9, 0.3), new Wish("金鸡岭水库", 2, -8.5, 0.3), new Wish("盐岙水库", 4, 20, 0.25),
            new Wish("鹤鸣水库", 3, -18, 0.25), new Wish("东山水库", 5, 10.5, 0.15), new Wish("里坞水库", -5, 14, 0.25));
    private static final double SEARCH_KM = 4.5;

    private final Grid grid;
    private final double[] heights;
    private final Drainage drainage;
    private final int[][] above;

    private Lakes(Grid grid, double[] heights) {
        this.grid = grid;
        this.heights = heights;
        drainage = Drainage.of(grid, heights);
        above = feeders(drainage);
    }

    /** Finds a dam for each wish and floods the heights up to it. */
    static List<Lake> fill(Grid grid, double[] heights, Plan plan) {
        var lakes = new Lakes(grid, heights);
        var filled = new ArrayList<Lake>();
        for (Wish wish : WISHES)
            filled.add(lakes.dam(wish, plan, filled));
        return filled;
    }

    private record Site(int dam, double levelMetres, List<Integer> cells, double score) {}

    private Lake dam(Wish wish, Plan plan, List<Lake> others) {
        var wanted = new Km(wish.east, wish.north);
        Site best = new Site(0, 0, List.of(), Double.MAX_VALUE);
        for (int cell : drainage.downFirst()) {
            Km at = grid.km(cell);
            double away = at.to(wanted), squareKm = drainage.squareKm()[cell];
            if (away > SEARCH_KM || squareKm < 2 * wish.squareKm || squareKm > 60 || heights[cell] < 12 || plan.insideKm(at) < 1.2)
                continue;
            if (others.stream().anyMatch(lake -> lake.dam.to(at) < 2.5)) continue;
            for (double deep = 14; deep <= 62; deep += 6) {
                List<Integer> cells = flooded(cell, heights[cell] + deep);
                double size = cells.size() * grid.cellSquareKm();
                double score = Math.abs(StrictMath.log(size / wish.squareKm)) + 0.15 * away + 0.01 * deep;
                if (score < best.score) best = new Site(cell, heights[cell] + deep, cells, score);
                if (size > 2 * wish.squareKm) break;
            }
        }
        return flood(wish.name, best);
    }

    /** Cells above the dam that drain over it and lie below the level. */
    private List<Integer> flooded(int dam, double levelMetres) {
        var cells = new ArrayList<Integer>(List.of(dam));
        for (int i = 0; i < cells.size(); i++)
            for (int feeder : above[cells.get(i)])
                if (heights[feeder] < levelMetres) cells.add(feeder);
        return cells;
    }

    private Lake flood(String name, Site site) {
        var depth = new double[grid.size()];
        Arrays.fill(depth, -1);
        for (int cell = 0; cell < depth.length; cell++)
            if (heights[cell] >= site.levelMetres) depth[cell] = site.levelMetres - heights[cell] - 0.1;
        for (int cell : site.cells)
            depth[cell] = Math.max(1, site.levelMetres - heights[cell]);
        for (int cell : site.cells)
            heights[cell] = site.levelMetres;
        double squareKm = site.cells.size() * grid.cellSquareKm();
        Geometry shape = largest(Contours.above0(grid, depth, 0.01, 1, 0.012));
        return new Lake(name, shape, grid.km(site.dam), Math.round(site.levelMetres * 100) / 100.0, squareKm,
                drainage.squareKm()[site.dam]);
    }

    private static Geometry largest(Geometry shapes) {
        Geometry largest = shapes.getGeometryN(0);
        for (int i = 1; i < shapes.getNumGeometries(); i++)
            if (shapes.getGeometryN(i).getArea() > largest.getArea()) largest = shapes.getGeometryN(i);
        return largest;
    }

    private static int[][] feeders(Drainage drainage) {
        var feeders = new int[drainage.receiver().length][];
        Arrays.fill(feeders, new int[0]);
        for (int cell : drainage.downFirst()) {
            int to = drainage.receiver()[cell];
            if (to == cell) continue;
            feeders[to] = Arrays.copyOf(feeders[to], feeders[to].length + 1);
            feeders[to][feeders[to].length - 1] = cell;
        }
        return feeders;
    }
}
