package onemap.web.ogc;

import io.vertx.core.http.HttpServerRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.gis.cql2.Cql2Text;
import onemap.gis.cql2.Filter;
import org.locationtech.jts.geom.Envelope;

/**
 * Which features of a collection are asked for (OGC API – Features, Part 1, 7.15; Part 3, 7.3): a page of those in the box that the filter accepts.
 *
 * @param limit      features on a page at most
 * @param offset     features left out before it
 * @param parameters box and filter as they stand in a link, each after an ampersand
 */
record ItemsQuery(int limit, int offset, Optional<Envelope> box, Optional<Filter> filter, String parameters) {
    private static final int DEFAULT_LIMIT = 1000;
    /** A page of this many features is some 5 MB: what a GIS takes in one go. */
    private static final int MAX_LIMIT = 10_000;
    private static final String FILTER_LANGUAGE = "cql2-text";
    private static final String FILTER_CRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

    /** @throws IllegalArgumentException naming the parameter that cannot be read, or the property that there is not */
    static ItemsQuery of(HttpServerRequest request, Kind kind) {
        int limit = Math.min(number(request, "limit", DEFAULT_LIMIT, 1), MAX_LIMIT);
        var parameters = new StringBuilder();
        var box = Optional.ofNullable(request.getParam("bbox")).map(ItemsQuery::box);
        box.ifPresent(b -> parameters.append("&bbox=" + b.getMinX() + "," + b.getMinY() + "," + b.getMaxX() + "," + b.getMaxY()));
        check(request, "filter-lang", FILTER_LANGUAGE);
        check(request, "filter-crs", FILTER_CRS);
        var text = Optional.ofNullable(request.getParam("filter"));
        text.ifPresent(filter -> parameters.append("&filter=").append(URLEncoder.encode(filter, StandardCharsets.UTF_8)));
        return new ItemsQuery(limit, number(request, "offset", 0, 0), box, text.map(filter -> Cql2Text.parse(filter, Queryables.of(kind))),
                parameters.toString());
    }

    private static void check(HttpServerRequest request, String name, String only) {
        String value = request.getParam(name);
        if (value != null && !value.equals(only))
            throw new IllegalArgumentException(name + "=" + value + " is not known; there is " + only);
    }

    /** @param object as it is shown to whoever asks */
    boolean accepts(LiveObject object) {
        return box.map(inside -> lies(object, inside)).orElse(true)
                && filter.map(asked -> asked.accepts(Queryables.values(object))).orElse(true);
    }

    private static boolean lies(LiveObject object, Envelope box) {
        if (object instanceof Warning warning) return warning.area().map(area -> area.getEnvelopeInternal().intersects(box)).orElse(false);
        return object.place().map(at -> box.contains(at.lonDegrees(), at.latDegrees())).orElse(false);
    }

    private static int number(HttpServerRequest request, String name, int otherwise, int lowest) {
        String text = request.getParam(name);
        if (text == null) return otherwise;
        try {
            int value = Integer.parseInt(text);
            if (value >= lowest) return value;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(name + "=" + text + " is not a whole number from " + lowest);
    }

    private static Envelope box(String text) {
        String[] parts = text.split(",");
        if (parts.length != 4) throw new IllegalArgumentException("bbox=" + text + " is not minLon,minLat,maxLon,maxLat");
        var edges = new double[4];
        for (int i = 0; i < 4; i++)
            edges[i] = degrees(parts[i], text);
        if (edges[0] > edges[2] || edges[1] > edges[3])
            throw new IllegalArgumentException("bbox=" + text + ": the minimum lies above the maximum");
        return new Envelope(edges[0], edges[2], edges[1], edges[3]);
    }

    private static double degrees(String part, String text) {
        try {
            double value = Double.parseDouble(part.strip());
            if (Double.isFinite(value)) return value;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException("bbox=" + text + ": \"" + part + "\" is not a number");
    }
}
