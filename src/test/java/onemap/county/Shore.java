package onemap.county;

import java.util.ArrayList;
import java.util.List;
import onemap.county.Grid.Km;
import onemap.county.Settlements.Village;
import org.locationtech.jts.geom.Coordinate;

/** Places on the shore where a village keeps its boats. */
final class Shore {
    private static final double NEAR_VILLAGE_KM = 4.5;

    private Shore() {}

    /** The point of the coast nearest to each village that lives by the sea; the largest harbour of each town comes first. */
    static List<Km> harbours(County county) {
        var shore = new ArrayList<Km>();
        for (Coordinate coordinate : county.coast().getCoordinates()) {
            Km at = Km.at(coordinate.x, coordinate.y);
            if (county.ground().insideKm(at) > 0.5 && county.holds(at)) shore.add(at);
        }
        var harbours = new ArrayList<Km>();
        for (boolean seats : new boolean[]{true, false})
            for (Village village : county.villages()) {
                if (village.at().equals(village.town().seat) != seats) continue;
                Km nearest = shore.getFirst();
                for (Km at : shore)
                    if (at.to(village.at()) < nearest.to(village.at())) nearest = at;
                Km harbour = nearest;
                if (harbour.to(village.at()) < (seats ? 2 * NEAR_VILLAGE_KM : NEAR_VILLAGE_KM)
                        && harbours.stream().noneMatch(other -> other.to(harbour) < 0.4))
                    harbours.add(harbour);
            }
        return harbours;
    }
}
