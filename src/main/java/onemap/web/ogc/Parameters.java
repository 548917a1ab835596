package onemap.web.ogc;

import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The query of a request, each parameter of which is known and there once (OGC API – Features, Part 1, 7.5.3). */
record Parameters(Map<String, String> values) {
    /** What every resource takes: its format, and language and light of its page. */
    static final Set<String> EVERYWHERE = Set.of("f", "lang", "theme");

    Parameters { values = Collections.unmodifiableMap(new TreeMap<>(values)); }

    /** @throws IllegalArgumentException naming the parameter that is not known here, or there twice */
    static Parameters of(MultiMap query, Set<String> known) {
        var values = new TreeMap<String, String>();
        for (String name : query.names()) {
            if (!known.contains(name) && !EVERYWHERE.contains(name)) {
                var all = new TreeSet<>(known);
                all.addAll(EVERYWHERE);
                throw new IllegalArgumentException("there is no parameter " + name + " here; there are " + String.join(", ", all));
            }
            if (query.getAll(name).size() > 1) throw new IllegalArgumentException(name + " is there more than once");
            values.put(name, query.get(name));
        }
        return new Parameters(values);
    }

    Optional<String> find(String name) { return Optional.ofNullable(values.get(name)); }

    /** The same but for that one. */
    Parameters with(String name, String value) {
        var changed = new TreeMap<>(values);
        changed.put(name, value);
        return new Parameters(changed);
    }

    Parameters without(String... names) {
        var changed = new TreeMap<>(values);
        for (String name : names)
            changed.remove(name);
        return new Parameters(changed);
    }

    /** A whole number within those. */
    int number(String name, int otherwise, int lowest, int highest) {
        var text = find(name);
        if (text.isEmpty()) return otherwise;
        try {
            long value = Long.parseLong(text.get());
            if (value >= lowest) return (int) Math.min(value, highest);
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(name + "=" + text.get() + " is not a whole number from " + lowest);
    }

    /** As it stands in a link: nothing, or a question mark and the rest. */
    String query() {
        var query = new StringBuilder();
        values.forEach((name, value) -> query.append(query.isEmpty() ? "?" : "&").append(coded(name)).append('=').append(coded(value)));
        return query.toString();
    }

    static String coded(String text) { return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"); }
}
