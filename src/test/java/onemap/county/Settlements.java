package onemap.county;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import onemap.county.Grid.Km;
import onemap.county.Plan.Town;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/** The 169 villages 行政村: on flat ground by water, apart from one another, named after where they lie. */
final class Settlements {

    /**
     * One village.
     *
     * @param code of 12 digits
     * @param stem of the name, without 村 or 社区
     */
    record Village(String code, String name, String stem, Town town, Km at) {}

    private final Ground ground;
    private final Random random;
    private final Names names;

    Settlements(Ground ground, Names names, long seed) {
        this.ground = ground;
        this.names = names;
        random = new Random(seed);
    }

    List<Village> settle(List<Polygon> towns, List<Geometry> water) {
        var villages = new ArrayList<Village>();
        var lakes = water.stream().map(IndexedPointInAreaLocator::new).toList();
        for (Town town : Town.values()) {
            var inTown = new IndexedPointInAreaLocator(towns.get(town.ordinal()));
            var box = towns.get(town.ordinal()).getEnvelopeInternal();
            var placed = new ArrayList<Km>(List.of(town.seat));
            double apartKm = 1.5;
            for (int attempt = 1; placed.size() < town.villages; attempt++) {
                var at = Km.at(box.getMinX() + random.nextDouble() * box.getWidth(), box.getMinY() + random.nextDouble() * box.getHeight());
                double chance = random.nextDouble();
                if (attempt % 300 == 0) apartKm *= 0.96;
                double apart = apartKm;
                if (chance > comfort(at) || !in(inTown, at) || lakes.stream().anyMatch(lake -> in(lake, at))) continue;
                if (placed.stream().anyMatch(other -> other.to(at) < apart)) continue;
                placed.add(at);
            }
            name(town, placed, villages);
        }
        return villages;
    }

    private static boolean in(IndexedPointInAreaLocator area, Km at) { return area.locate(Lines.degrees(at)) == Location.INTERIOR; }

    /** How likely people settled there, 0 to 1. */
    private double comfort(Km at) {
        double height = ground.heightMetres(at), slope = ground.slope(at);
        if (height < 2 || slope > 0.16 || ground.inlandKm(at) < 0.2 || ground.insideKm(at) < 0.35) return 0;
        double water = 0.25 + StrictMath.exp(-Math.max(0, ground.riverKm(at) - 0.15) / 0.9);
        return Math.min(1, water * StrictMath.exp(-height / 260) * (1 - slope / 0.2));
    }

    private void name(Town town, List<Km> placed, List<Village> villages) {
        int community = 0, village = 200;
        for (int i = 0; i < placed.size(); i++) {
            Km at = placed.get(i);
            boolean urban = town.code().charAt(6) == '0' && at.to(town.seat) < 3.2 || i == 0;
            String stem = i == 0 ? town.stem() : names.village(ground, at);
            String code = town.code() + "%03d".formatted(urban ? ++community : ++village);
            villages.add(new Village(code, stem + (urban ? "社区" : "村"), stem, town, at));
        }
    }
}
