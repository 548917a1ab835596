package onemap.web.ogc;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Site;
import onemap.gis.cql2.ValueType;

/**
 * One collection of features (OGC API – Features, Part 1, 7.14): which live objects are in it, and what of each can be asked for.
 *
 * @param id         in paths
 * @param kind       the live objects it is taken from
 * @param holds      which of them
 * @param queryables what a filter may name (Part 3, 6.2), by name
 */
record FeatureType(String id, Kind kind, Predicate<LiveObject> holds, String title, String description, Map<String, ValueType> queryables) {
    private static final String COMMON_TEXTS = "id name town glyph source ";
    private static final String COMMON_TIMES = "observedAt receivedAt ";

    /** All live objects of a kind. */
    static FeatureType of(Kind kind, String title, String description, Fields fields) {
        return new FeatureType(kind.collection(), kind, object -> true, title, description, fields.types());
    }

    /** A register: the sites with details of that class. */
    static FeatureType register(String id, Class<? extends Site.Detail> details, String title, String description, Fields own) {
        return new FeatureType(id, Kind.SITE, object -> object instanceof Site site && details.isInstance(site.detail()), title,
                description,
                own.common().types());
    }

    /** Names of properties with blanks between, by the type of their values. */
    record Fields(String texts, String numbers, String booleans, String instants) {
        /** With those that all things in registers have. */
        Fields common() {
            return new Fields(COMMON_TEXTS + texts, numbers, booleans, COMMON_TIMES + instants);
        }

        private Map<String, ValueType> types() {
            var types = new TreeMap<String, ValueType>();
            types.put(Queryables.GEOMETRY, ValueType.GEOMETRY);
            put(types, texts, ValueType.TEXT);
            put(types, numbers, ValueType.NUMBER);
            put(types, booleans, ValueType.BOOLEAN);
            put(types, instants, ValueType.INSTANT);
            return Collections.unmodifiableMap(types);
        }

        private static void put(Map<String, ValueType> types, String names, ValueType type) {
            for (String name : names.strip().split(" +"))
                if (!name.isEmpty()) types.put(name, type);
        }
    }
}
