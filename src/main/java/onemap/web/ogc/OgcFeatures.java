package onemap.web.ogc;

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
import onemap.flow.Directory;
import onemap.live.Picture;
import onemap.live.codec.LiveJson;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.Problem;

/** Read access for machines: the live picture as collections of GeoJSON features (OGC API – Features, the part that is there so far). */
public final class OgcFeatures {
    private static final String GEOJSON = "application/geo+json";
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
            var page = ItemsQuery.of(context.request(), kind.get());
            var caller = Gate.caller(context);
            vertx.executeBlocking(() -> page(kind.get(), page, caller), false)
                    .onSuccess(body -> Answers.bytes(context, GEOJSON, body))
                    .onFailure(
                            failure -> Answers.problem(failure).answer(context));
        } catch (IllegalArgumentException e) {
            Problem.badRequest(e.getMessage()).answer(context);
        }
    }

    private Buffer page(Kind kind, ItemsQuery page, Principal caller) {
        var matched = new ArrayList<LiveObject>();
        for (LiveObject object : picture.list(kind))
            if (sight.maySee(caller, object) && page.accepts(sight.shown(caller, object))) matched.add(object);
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

    private static JsonArray links(Kind kind, ItemsQuery page, int matched) {
        String path = "/ogc/collections/" + kind.collection() + "/items";
        var links = new JsonArray()
                .add(link("self", GEOJSON, path + "?limit=" + page.limit() + "&offset=" + page.offset() + page.parameters()));
        if (page.offset() + page.limit() < matched) {
            links.add(link("next", GEOJSON,
                    path + "?limit=" + page.limit() + "&offset=" + (page.offset() + page.limit()) + page.parameters()));
        }
        return links;
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

    private static JsonObject link(String relation, String type, String path) {
        return new JsonObject().put("rel", relation).put("type", type).put("href", path);
    }
}
