package onemap.desk.area;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import onemap.domain.LonLat;
import org.locationtech.jts.geom.Geometry;

/**
 * One thing inside.
 *
 * @param area           of a warning
 * @param distanceMetres from the ground's middle ({@link onemap.gis.ground.Ground#distanceMetres})
 * @param at             when it was last told: the newest report, the register's entry, when it was raised or sent; empty when it never reported
 */
public record Item(String id, String name, String town, LonLat place, Optional<Geometry> area, double distanceMetres, Optional<Instant> at,
        Map<Figure, Long> figures, Map<Word, String> words) {
    public Item {
        figures = Map.copyOf(figures);
        words = Map.copyOf(words);
    }
}
