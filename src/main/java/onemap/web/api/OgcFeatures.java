package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.Problem;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.access.Principal;
import onemap.desk.Sight;
import onemap.domain.Kind;
import onemap.domain.LiveObject;
import onemap.domain.Warning;
import onemap.flow.Directory;
import onemap.live.codec.LiveJson;
import onemap.live.Picture;
import org.locationtech.jts.geom.Envelope;

/** Read access for machines: the live picture as collections of GeoJSON features (OGC API – Features, the part that is there so far). */
public final class OgcFeatures {
    private static final String GEOJSON = "application/geo+json";
    private static final int DEFAULT_LIMIT = 1000;
    /** A page of this many features is some 5 MB: what a GIS takes in one go. */
    private static final int MAX_LIMIT = 10_000;
    private static final Map<String, Kind> COLLECTIONS = Map.of("tracks", Kind.TRACK, "stations", Kind.STATION, "sites", Kind.SITE,
            "cameras", Kind.CAMERA,
            "warnings", Kind.WARNING);

    private final Vertx vertx;
    private final Picture picture;
    private final Directory directory;
    private final Sight sight;
    private final InstantSource clock;

    public OgcFeatures(Vertx vertx, Picture picture, Directory directory, Sight sight, InstantSource clock) {
        this.vertx = vertx;
        this.picture = picture;
        this.directory = directory;
        this.sight = sight;
        this.clock = clock;
    }

    public void landing(RoutingContext context) {
        Answers.json(context,
                new JsonObject().put("title", "onemap 应急指挥一张图")
                        .put("links", new JsonArray().add(link("self", "application/json",
                                "/ogc")).add(link("data", "application/json", "/ogc/collections"))));
    }

    public void collections(RoutingContext context) {
        var list = new JsonArray();
        COLLECTIONS.keySet().stream().sorted().forEach(name -> list.add(describe(name)));
        Answers.json(context, new JsonObject().put("collections", list)
                .put("links", new JsonArray().add(link("self", "application/json",
                        "/ogc/collections"))));
    }

    public void collection(RoutingContext context) {
        kind(context).ifPresentOrElse(kind -> Answers.json(context, describe(kind.collection())), () -> unknownCollection(context));
    }

    private JsonObject describe(String name) {
        return new JsonObject().put("id", name)
                .put("itemType", "feature")
                .put("crs", new JsonArray().add("http://www.opengis.net/def/crs/OGC/1.3/CRS84"))
                .put("links", new JsonArray().add(link("items", GEOJSON, "/ogc/collections/" + name + "/items")));
    }

    public void items(RoutingContext context) {
        var kind = kind(context);
        if (kind.isEmpty()) {
            unknownCollection(context);
            return;
        }
        try {
            var page = new Page(number(context, "limit", DEFAULT_LIMIT, 1), number(context, "offset", 0, 0), box(context));
            var caller = Gate.caller(context);
            vertx.executeBlocking(() -> page(kind.get(), page, caller), false)
                    .onSuccess(body -> Answers.bytes(context, GEOJSON, body))
                    .onFailure(
                            failure -> Answers.problem(failure).answer(context));
        } catch (IllegalArgumentException e) {
            Problem.badRequest(e.getMessage()).answer(context);
        }
    }

    private record Page(int limit, int offset, Optional<Envelope> box) {
        Page { limit = Math.min(limit, MAX_LIMIT); }
    }

    private Buffer page(Kind kind, Page page, Principal caller) {
        var matched = new ArrayList<LiveObject>();
        for (LiveObject object : picture.list(kind))
            if (sight.maySee(caller, object) && (page.box().isEmpty() || lies(object, page.box().get()))) matched.add(object);
        matched.sort(Comparator.comparing(LiveObject::id));
        int from = Math.min(page.offset(), matched.size());
        List<LiveObject> shown = matched.subList(from, Math.min(matched.size(), from + page.limit()));
        var body = Buffer
                .buffer("{\"type\":\"FeatureCollection\",\"timeStamp\":\"" + clock.instant() + "\",\"numberMatched\":" + matched.size()
                        + ",\"numberReturned\":" + shown.size() + ",\"links\":" + links(kind, page, matched.size()) + ",\"features\":[");
        String comma = "";
        for (LiveObject object : shown) {
            body.appendString(comma).appendBytes(LiveJson.feature(sight.shown(caller, object)));
            comma = ",";
        }
        return body.appendString("]}");
    }

    private static JsonArray links(Kind kind, Page page, int matched) {
        String path = "/ogc/collections/" + kind.collection() + "/items";
        var links = new JsonArray().add(link("self", GEOJSON, path + "?limit=" + page.limit() + "&offset=" + page.offset() + box(page)));
        if (page.offset() + page.limit() < matched) {
            links.add(link("next", GEOJSON, path + "?limit=" + page.limit() + "&offset=" + (page.offset() + page.limit()) + box(page)));
        }
        return links;
    }

    private static String box(Page page) {
        return page.box().map(b -> "&bbox=" + b.getMinX() + "," + b.getMinY() + "," + b.getMaxX() + "," + b.getMaxY()).orElse("");
    }

    private static boolean lies(LiveObject object, Envelope box) {
        if (object instanceof Warning warning) return warning.area().map(area -> area.getEnvelopeInternal().intersects(box)).orElse(false);
        return object.place().map(at -> box.contains(at.lonDegrees(), at.latDegrees())).orElse(false);
    }

    public void item(RoutingContext context) {
        var kind = kind(context);
        if (kind.isEmpty()) {
            unknownCollection(context);
            return;
        }
        String asked = context.pathParam("id");
        String id = directory.find(asked).map(Directory.Target::id).orElse(asked);
        var caller = Gate.caller(context);
        var found = picture.find(kind.get(), id);
        if (found.isEmpty()) Problem.notFound("no feature " + asked + " in " + kind.get().collection()).answer(context);
        else if (!sight.maySee(caller, found.get())) Problem.outside(caller.area()).answer(context);
        else
            Answers.bytes(context, GEOJSON, Buffer.buffer(LiveJson.feature(sight.shown(caller, found.get()))));
    }

    private static Optional<Kind> kind(RoutingContext context) {
        return Optional.ofNullable(COLLECTIONS.get(context.pathParam("collection")));
    }

    private static void unknownCollection(RoutingContext context) {
        Problem.notFound(
                "no collection " + context.pathParam("collection") + "; there are " + COLLECTIONS.keySet().stream().sorted().toList())
                .answer(
                        context);
    }

    private static int number(RoutingContext context, String name, int otherwise, int lowest) {
        String text = context.request().getParam(name);
        if (text == null) return otherwise;
        try {
            int value = Integer.parseInt(text);
            if (value >= lowest) return value;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(name + "=" + text + " is not a whole number from " + lowest);
    }

    private static Optional<Envelope> box(RoutingContext context) {
        String text = context.request().getParam("bbox");
        if (text == null) return Optional.empty();
        String[] parts = text.split(",");
        if (parts.length != 4) throw new IllegalArgumentException("bbox=" + text + " is not minLon,minLat,maxLon,maxLat");
        var edges = new double[4];
        for (int i = 0; i < 4; i++)
            edges[i] = degrees(parts[i], text);
        if (edges[0] > edges[2] || edges[1] > edges[3])
            throw new IllegalArgumentException("bbox=" + text + ": the minimum lies above the maximum");
        return Optional.of(new Envelope(edges[0], edges[2], edges[1], edges[3]));
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

    private static JsonObject link(String relation, String type, String path) {
        return new JsonObject().put("rel", relation).put("type", type).put("href", path);
    }
}
