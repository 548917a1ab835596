package onemap.desk.area;

import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import onemap.gis.ground.Ground;

/**
 * What lies on a piece of ground 圈选统计, as it was at one moment.
 *
 * @param title what the ground is called: a warning, a town, a thing and a radius, or what was drawn
 */
public record AreaAnswer(String title, Ground ground, Instant computedAt, List<Group> groups) {
    public AreaAnswer { groups = List.copyOf(groups); }

    /** All of one kind, nearest first. */
    public record Group(Category category, List<Item> items) {
        public Group { items = List.copyOf(items); }

        /** Only of figures that this kind has. */
        public Map<Figure, Long> sums() { return sum(items); }
    }

    /** Of all kinds: a thing that stands in two of them counts once. */
    public Map<Figure, Long> totals() {
        return sum(groups.stream().flatMap(group -> group.items().stream()).distinct().toList());
    }

    private static Map<Figure, Long> sum(Collection<Item> items) {
        var sums = new EnumMap<Figure, Long>(Figure.class);
        items.forEach(item -> item.figures().forEach((figure, number) -> sums.merge(figure, number, Long::sum)));
        return sums;
    }
}
