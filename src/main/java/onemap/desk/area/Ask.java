package onemap.desk.area;

import java.util.List;
import onemap.domain.LonLat;

/** Which ground somebody wants to know about: drawn by hand, or by what lies there. */
public sealed interface Ask {
    /** @param ring corners in either direction, closed or not */
    record Polygon(List<LonLat> ring) implements Ask {
        public Polygon { ring = List.copyOf(ring); }
    }

    record Circle(LonLat centre, double metres) implements Ask {}

    /** @param metres on either side of the line */
    record Corridor(List<LonLat> line, double metres) implements Ask {
        public Corridor { line = List.copyOf(line); }
    }

    /** The area of a warning 预警. */
    record OfWarning(String id) implements Ask {}

    /** A town 乡镇, a village 村, or the county, by its code. */
    record OfTown(String code) implements Ask {}

    /** Round a thing on the map, for example a risk point 风险点; by any of its ids. */
    record Around(String object, double metres) implements Ask {}
}
