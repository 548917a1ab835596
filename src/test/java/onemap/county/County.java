package onemap.county;

import java.util.Comparator;
import java.util.List;
import onemap.county.Grid.Km;
import onemap.county.Lakes.Lake;
import onemap.county.Plan.Town;
import onemap.county.Rivers.River;
import onemap.county.Roads.Road;
import onemap.county.Settlements.Village;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Polygon;

/** The land of the county once it is made: what registers are placed upon. */
record County(Ground ground, Geometry coast, Polygon outline, List<Polygon> towns, List<LineString> townBorders,
        List<LineString> countyBorder,
        List<River> rivers, List<Lake> lakes, List<Village> villages, List<Road> roads) {

    /** Makes the same land from the same seed. */
    static County of(Grid grid, double[] heights, Plan plan, Names names, int seed) {
        var lakes = Lakes.fill(grid, heights, plan);
        var rivers = Rivers.of(Drainage.of(grid, heights), plan, names.rivers());
        var ground = new Ground(grid, heights, plan, rivers);
        var coast = Contours.above0(grid, heights, 0.02, 0, 0.012);
        var coarse = new Grid(grid.west(), grid.north(), grid.stepDegrees() * 2, grid.columns() / 2, grid.rows() / 2);
        var coarseHeights = new double[coarse.size()];
        for (int cell = 0; cell < coarseHeights.length; cell++)
            coarseHeights[cell] = ground.heightMetres(coarse.km(cell));
        var drainage = Drainage.of(coarse, coarseHeights);
        var division = new Towns(coarse, coarseHeights, drainage, plan);
        var towns = division.polygons();
        List<Geometry> water = lakes.stream().map(Lake::shape).toList();
        var villages = new Settlements(ground, names, seed).settle(towns, water);
        var roads = new Roads(coarse, new Paths(coarse, coarseHeights, drainage, blocked(coarse, coarseHeights, water))).build(villages);
        return new County(ground, coast, division.county(), towns, division.borders(false), division.borders(true), rivers, lakes, villages,
                roads);
    }

    private static boolean[] blocked(Grid grid, double[] heights, List<Geometry> water) {
        var blocked = new boolean[grid.size()];
        for (int cell = 0; cell < blocked.length; cell++) {
            var point = Lines.FACTORY.createPoint(Lines.degrees(grid.km(cell)));
            blocked[cell] = heights[cell] <= 0 || water.stream()
                    .anyMatch(lake -> lake.getEnvelopeInternal().contains(point.getCoordinate()) && lake.contains(point));
        }
        return blocked;
    }

    Village nearestVillage(Km at) {
        return villages.stream().min(Comparator.comparingDouble(village -> village.at().to(at))).orElseThrow();
    }

    /** The nearest village of the town whose ground the place is on. */
    Village villageOf(Km at) {
        var point = Lines.FACTORY.createPoint(Lines.degrees(at));
        for (Town town : Town.values())
            if (towns.get(town.ordinal()).covers(point))
                return villages.stream()
                        .filter(village -> village.town() == town)
                        .min(Comparator.comparingDouble(village -> village.at().to(at)))
                        .orElseThrow();
        return nearestVillage(at);
    }

    Village seat(Town town) { return villages.stream().filter(village -> village.town() == town).findFirst().orElseThrow(); }

    List<Village> villagesOf(Town town) { return villages.stream().filter(village -> village.town() == town).toList(); }

    boolean holds(Km at) { return outline.contains(Lines.FACTORY.createPoint(Lines.degrees(at))); }

    boolean holds(Town town, Km at) { return towns.get(town.ordinal()).contains(Lines.FACTORY.createPoint(Lines.degrees(at))); }

    /** The river whose line is nearest. */
    River nearestRiver(Km at) {
        return rivers.stream().min(Comparator.comparingDouble(river -> Ground.lineKm(at, river.line()))).orElseThrow();
    }
}
