package onemap.web.ogc;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import onemap.desk.Sight;
import onemap.flow.Directory;
import onemap.gis.ReferenceSystem;
import onemap.live.Picture;
import onemap.web.http.Answers;
import onemap.web.http.FileAnswer;
import onemap.web.http.Problem;

/**
 * Read access for every GIS: the live picture and the registers as OGC API – Features, Part 1 (OGC 17-069r4), Part 2 (18-058r1) and Part 3 (19-079r2). Each
 * resource is JSON for programs and a page for people, by the parameter f or by what the client accepts.
 */
public final class OgcFeatures {
    private static final String FEATURES = "http://www.opengis.net/spec/ogcapi-features-";
    private static final String CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/";
    private static final String TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/";
    /** What is kept, each by its tests; ECQL is no class of the standard. */
    private static final List<String> CONFORMS_TO = List.of(FEATURES + "1/1.0/conf/core", FEATURES + "1/1.0/conf/oas30",
            FEATURES + "1/1.0/conf/html", FEATURES + "1/1.0/conf/geojson", FEATURES + "2/1.0/conf/crs",
            FEATURES + "3/1.0/conf/queryables", FEATURES + "3/1.0/conf/queryables-query-parameters", FEATURES + "3/1.0/conf/filter",
            FEATURES + "3/1.0/conf/features-filter", CQL2 + "cql2-text", CQL2 + "basic-cql2", CQL2 + "advanced-comparison-operators",
            CQL2 + "basic-spatial-functions", CQL2 + "basic-spatial-functions-plus", TILES + "core", TILES + "tileset",
            TILES + "tilesets-list", TILES + "mvt", "http://www.opengis.net/spec/tms/2.0/conf/tilematrixset",
            "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset");
    /** Where the page holds what it shows without scripts. */
    private static final String PLAIN = "<noscript></noscript>";
    private static final String QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables";

    /** A file has no pages and one coordinate system. */
    private static final Set<String> PAGES = Set.of("limit", "offset", "after", "crs");

    private final Vertx vertx;
    private final FileAnswer files;
    private final InstantSource clock;
    private final Features features;
    private final OgcTiles tiles;
    private final String page;
    private final Consumer<RoutingContext> welcome;

    /**
     * @param page    the page that shows any of the resources; what it shows without scripts goes into its noscript
     * @param welcome called before it is sent
     */
    public OgcFeatures(Vertx vertx, OgcTiles tiles, Picture picture, Directory directory, Sight sight, InstantSource clock,
            String page, Consumer<RoutingContext> welcome) {
        this.vertx = vertx;
        this.tiles = tiles;
        this.files = new FileAnswer(vertx);
        this.clock = clock;
        this.features = new Features(picture, directory, sight, clock);
        this.page = page;
        this.welcome = welcome;
    }

    public void landing(RoutingContext context) {
        answer(context, Set.of(), asked -> Reply.found(Asked.JSON, new JsonObject().put("title", "onemap 应急指挥一张图")
                .put("description", "The county's live picture and registers 实时态势与基础数据")
                .put("links", asked.links(Asked.JSON)
                        .add(asked.to("service-desc", Asked.OPENAPI, "/ogc/api?f=json"))
                        .add(asked.to("service-doc", Asked.HTML, "/ogc/api?f=html"))
                        .add(asked.to("conformance", Asked.JSON, "/ogc/conformance"))
                        .add(asked.to("data", Asked.JSON, "/ogc/collections"))
                        .add(asked.to("http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes", Asked.JSON, "/ogc/tileMatrixSets"))
                        .addAll(tiles.links(asked)))));
    }

    public void conformance(RoutingContext context) {
        answer(context, Set.of(), asked -> Reply.found(Asked.JSON, new JsonObject().put("conformsTo", new JsonArray(CONFORMS_TO))
                .put("links", asked.links(Asked.JSON))));
    }

    public void api(RoutingContext context) {
        answer(context, Set.of("q"), asked -> Reply.found(Asked.OPENAPI, ApiDefinition.of(asked, tiles.layers())));
    }

    public void collections(RoutingContext context) {
        answer(context, Set.of(), asked -> {
            var list = new JsonArray();
            FeatureTypes.all()
                    .forEach(type -> list.add(describe(type, asked)
                            .put("links", links(type, asked).add(asked.to("self", Asked.JSON, path(type))))));
            return Reply.found(Asked.JSON, new JsonObject().put("collections", list)
                    .put("links", asked.links(Asked.JSON).addAll(tiles.links(asked))));
        });
    }

    public void collection(RoutingContext context) {
        String id = context.pathParam("collection");
        if (tiles.layers().stream().anyMatch(layer -> layer.id().equals(id)))
            answer(context, Set.of(), asked -> Reply.found(Asked.JSON, tiles.collection(id, asked).orElseThrow()));
        else
            ofFeatures(context);
    }

    private void ofFeatures(RoutingContext context) {
        answer(context, type -> Set.of(), (type, asked) -> Reply.found(Asked.JSON,
                describe(type, asked).put("links", asked.links(Asked.JSON).addAll(links(type, asked)))));
    }

    public void queryables(RoutingContext context) {
        answer(context, type -> Set.of(),
                (type, asked) -> Reply.found(Asked.SCHEMA, Queryables.schema(type, asked.base() + path(type) + "/queryables")));
    }

    public void items(RoutingContext context) { answer(context, ItemsQuery::parameters, features::page); }

    public void item(RoutingContext context) {
        String id = context.pathParam("id");
        answer(context, type -> Set.of("crs"), (type, asked) -> features.one(type, id, asked));
    }

    /** {@code GET /api/v1/export/{collection}}: the whole of it as a file, with the parameters of its items but for pages and coordinate systems. */
    public void export(RoutingContext context) {
        String id = context.pathParam("collection");
        FeatureTypes.find(id)
                .ifPresentOrElse(type -> export(context, type),
                        () -> Problem.notFound("no collection " + id + "; there are " + FeatureTypes.ids()).answer(context));
    }

    private void export(RoutingContext context, FeatureType type) {
        try {
            var known = new HashSet<>(ItemsQuery.parameters(type));
            known.removeAll(PAGES);
            known.add("format");
            var asked = Asked.of(context, known);
            var format = FileAnswer.format(asked.parameters().find("format").orElse("xlsx"));
            files.answer(context, format, () -> FeatureExport.of(type, features.all(type, asked)), clock.instant());
        } catch (IllegalArgumentException wrong) {
            Problem.badRequest(wrong.getMessage()).answer(context);
        }
    }

    /** The names no static layer may have: one address would mean two things. */
    public static Set<String> names() {
        return Set.copyOf(FeatureTypes.ids());
    }

    private JsonObject describe(FeatureType type, Asked asked) {
        var systems = new JsonArray();
        for (var system : ReferenceSystem.values())
            systems.add(system.uri());
        return new JsonObject().put("id", type.id())
                .put("title", type.title())
                .put("description", type.description())
                .put("itemType", "feature")
                .put("extent", features.extent(type, asked.caller()))
                .put("crs", systems)
                .put("storageCrs", ReferenceSystem.CRS84.uri());
    }

    private static JsonArray links(FeatureType type, Asked asked) {
        return new JsonArray().add(asked.to("items", Asked.GEOJSON, path(type) + "/items"))
                .add(asked.to("items", Asked.HTML, path(type) + "/items?f=html"))
                .add(asked.to(QUERYABLES, Asked.SCHEMA, path(type) + "/queryables"));
    }

    private static String path(FeatureType type) { return "/ogc/collections/" + type.id(); }

    private void answer(RoutingContext context, Function<FeatureType, Set<String>> known, BiFunction<FeatureType, Asked, Reply> resource) {
        String id = context.pathParam("collection");
        FeatureTypes.find(id)
                .ifPresentOrElse(type -> answer(context, known.apply(type), asked -> resource.apply(type, asked)),
                        () -> answer(context,
                                new Reply.Refused(Problem.notFound("no collection " + id + "; there are " + FeatureTypes.ids()))));
    }

    /** Off the event loop: a large picture takes a while. */
    private void answer(RoutingContext context, Set<String> known, Function<Asked, Reply> resource) {
        try {
            var asked = Asked.of(context, known);
            vertx.executeBlocking(() -> resource.apply(asked), false)
                    .onSuccess(reply -> answer(context, reply))
                    .onFailure(failure -> answer(context, new Reply.Refused(Answers.problem(failure))));
        } catch (IllegalArgumentException e) {
            answer(context, new Reply.Refused(Problem.badRequest(e.getMessage())));
        }
    }

    private void answer(RoutingContext context, Reply reply) {
        context.response().putHeader("Vary", "Accept");
        boolean forPeople = Asked.wantsPage(context);
        switch (reply) {
            case Reply.Refused refused when forPeople -> {
                context.response().setStatusCode(refused.problem().status());
                page(context, refused.problem().body(context.request().path()).toBuffer());
            }
            case Reply.Refused refused -> refused.problem().answer(context);
            case Reply.Found found -> {
                found.crs().ifPresent(crs -> context.response().putHeader("Content-Crs", "<" + crs.uri() + ">"));
                if (forPeople) page(context, found.body());
                else
                    Answers.bytes(context, found.type(), found.body());
            }
        }
    }

    private void page(RoutingContext context, Buffer json) {
        welcome.accept(context);
        Answers.bytes(context, "text/html; charset=utf-8",
                Buffer.buffer(page.replace(PLAIN, "<noscript>" + Plain.of(json) + "</noscript>")));
    }
}
