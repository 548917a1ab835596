package onemap.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A declared route, as the description sees it.
 *
 * @param right      who may ask; empty: everybody
 * @param openInDemo the demo on this machine asks for no session or token
 * @param scope      how it keeps to an area
 * @param bodyBytes  the largest body of an action; empty: it takes none, or reads it itself
 */
public record Operation(String method, String path, String summary, Optional<String> right, boolean openInDemo, String scope,
        OptionalInt bodyBytes) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** By which it is found among the descriptions: {@code GET /healthz}. */
    String key() { return method + " " + path; }

    boolean changes() { return !method.equals("GET"); }

    List<String> parameters() {
        var names = new ArrayList<String>();
        for (var found = PARAMETER.matcher(path); found.find();)
            names.add(found.group(1));
        return names;
    }
}
