package onemap.web.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import onemap.access.Principal;
import onemap.web.gate.Gate;

/**
 * A request for one of the resources.
 *
 * @param base   scheme, name and port by which this server was asked: the links of an answer lead back there
 * @param path   of the resource
 * @param caller who sees the answer
 */
record Asked(String base, String path, Parameters parameters, Principal caller) {
    static final String JSON = "application/json";
    static final String GEOJSON = "application/geo+json";
    static final String SCHEMA = "application/schema+json";
    static final String OPENAPI = "application/vnd.oai.openapi+json;version=3.0";
    static final String HTML = "text/html";
    /** Features on a page of a person's: a thousand rows are a program's. */
    private static final String PERSONS_LIMIT = "100";

    /** @throws IllegalArgumentException naming a parameter that is not known */
    static Asked of(RoutingContext context, Set<String> known) {
        var request = context.request();
        var parameters = Parameters.of(context.queryParams(), known);
        parameters.find("f").filter(format -> !format.equals("json") && !format.equals("html")).ifPresent(format -> {
            throw new IllegalArgumentException("f=" + format + " is not known; there are json, html");
        });
        boolean many = known.contains("limit") && parameters.find("limit").isEmpty() && wantsPage(context);
        if (many) parameters = parameters.with("limit", PERSONS_LIMIT);
        return new Asked(request.scheme() + "://" + request.authority(), request.path(), parameters, Gate.caller(context));
    }

    /** Whether a person asks: by the parameter f, else by what is liked better in Accept. A program that says nothing gets JSON. */
    static boolean wantsPage(RoutingContext context) {
        var format = context.queryParams().get("f");
        if (format != null) return format.equals("html");
        for (var accepted : context.parsedHeaders().accept()) { // what is liked best comes first
            if (accepted.weight() <= 0) continue;
            if (Set.of("html", "xhtml+xml").contains(accepted.subComponent())) return true;
            if (accepted.subComponent().endsWith("json") || accepted.component().equals("*")) return false;
        }
        return false;
    }

    /** To this resource, as it is now and in the other format. */
    JsonArray links(String type) {
        return new JsonArray().add(link("self", type, base + path + parameters.query()))
                .add(link("alternate", HTML, base + path + parameters.with("f", "html").query()));
    }

    /** To another resource. */
    JsonObject to(String relation, String type, String path) { return link(relation, type, base + path); }

    static JsonObject link(String relation, String type, String address) {
        return new JsonObject().put("rel", relation).put("type", type).put("href", address);
    }
}
