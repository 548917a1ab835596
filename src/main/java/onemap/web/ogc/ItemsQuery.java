package onemap.web.ogc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onemap.domain.LiveObject;
import onemap.gis.CoordinateSystems;
import onemap.gis.ReferenceSystem;
import onemap.gis.cql2.Cql2Text;
import onemap.gis.cql2.Ecql;
import onemap.gis.cql2.Filter;
import onemap.gis.cql2.Placing;
import onemap.gis.cql2.ValueType;

/**
 * Which features of a collection are asked for (OGC API – Features, Part 1, 7.15; Part 2, 6.2; Part 3, 7.3).
 *
 * @param limit   features on a page at most
 * @param offset  features left out before it
 * @param after   the id after which it begins, in the order of ids: a page that follows another one whatever came or went meanwhile
 * @param filters all of which a feature must fit
 * @param crs     the coordinate system of the answer
 */
record ItemsQuery(int limit, int offset, Optional<String> after, Optional<Box> box, Optional<Period> time, List<Filter> filters,
        ReferenceSystem crs) {
    /** Parameters with a meaning of their own: a property of such a name would have to be asked for in a filter. */
    private static final Set<String> OWN = Set.of("limit", "offset", "after", "bbox", "bbox-crs", "datetime", "filter", "filter-lang",
            "filter-crs", "crs");
    static final int DEFAULT_LIMIT = 1000;
    /** A page of this many features is some 5 MB: what a GIS takes in one go. */
    static final int MAX_LIMIT = 10_000;

    /** Every parameter a collection's features can be asked with. */
    static Set<String> parameters(FeatureType type) {
        var names = new HashSet<>(OWN);
        names.addAll(properties(type));
        return names;
    }

    /** Properties that are parameters too (Part 3, 6.3): all that are no geometry. */
    static List<String> properties(FeatureType type) {
        return type.queryables()
                .entrySet()
                .stream()
                .filter(each -> each.getValue() != ValueType.GEOMETRY && !OWN.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** @throws IllegalArgumentException naming the parameter that cannot be read, or the property that there is not */
    static ItemsQuery of(Parameters parameters, FeatureType type, CoordinateSystems systems) {
        int limit = parameters.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        int offset = parameters.number("offset", 0, 0, Integer.MAX_VALUE);
        var boxSystem = system(parameters, "bbox-crs");
        var box = parameters.find("bbox").map(text -> Box.parse(text, (first, second) -> boxSystem.toWgs84(first, second, systems)));
        return new ItemsQuery(limit, offset, parameters.find("after"), box, parameters.find("datetime").map(Period::parse),
                filters(parameters, type, systems), system(parameters, "crs"));
    }

    /** @throws IllegalArgumentException naming the parameter, and what there is */
    static ReferenceSystem system(Parameters parameters, String name) {
        var uri = parameters.find(name);
        if (uri.isEmpty()) return ReferenceSystem.CRS84;
        return ReferenceSystem.of(uri.get())
                .orElseThrow(() -> new IllegalArgumentException(name + "=" + uri.get() + " is not known; there are "
                        + String.join(", ", List.of(ReferenceSystem.values()).stream().map(ReferenceSystem::uri).toList())));
    }

    private static List<Filter> filters(Parameters parameters, FeatureType type, CoordinateSystems systems) {
        var filters = new ArrayList<Filter>();
        var system = system(parameters, "filter-crs");
        String language = parameters.find("filter-lang").orElse("cql2-text");
        if (!Set.of("cql2-text", "ecql").contains(language))
            throw new IllegalArgumentException("filter-lang=" + language + " is not known; there are cql2-text, ecql");
        Placing placing = (first, second) -> system.toWgs84(first, second, systems);
        parameters.find("filter")
                .ifPresent(text -> filters.add(language.equals("ecql")
                        ? Ecql.parse(text, type.queryables(), placing)
                        : Cql2Text.parse(text, type.queryables(), placing)));
        for (String name : properties(type))
            parameters.find(name).ifPresent(text -> filters.add(equal(name, type.queryables().get(name), text)));
        return filters;
    }

    private static Filter equal(String name, ValueType type, String text) {
        try {
            return Filter.equal(name, type, text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + "=" + text + ": " + e.getMessage(), e);
        }
    }

    /** @param object as it is shown to whoever asks */
    boolean accepts(LiveObject object) {
        if (!box.map(inside -> inside.accepts(object)).orElse(true)) return false;
        if (!time.map(asked -> Period.of(object).map(asked::intersects).orElse(true)).orElse(true)) return false;
        if (filters.isEmpty()) return true;
        var values = Queryables.values(object);
        return filters.stream().allMatch(asked -> asked.accepts(values));
    }
}
