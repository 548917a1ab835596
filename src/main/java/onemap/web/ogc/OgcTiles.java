package onemap.web.ogc;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import onemap.gis.Catalogue;
import onemap.gis.TileCache;
import onemap.gis.TileCache.Tile;
import onemap.gis.layer.StaticLayers;
import onemap.gis.layer.Things;
import onemap.gis.mvt.VectorTile;
import onemap.web.http.Answers;
import onemap.web.http.Problem;
import onemap.web.http.Tagged;

/**
 * The static layers as vector tiles: OGC API – Tiles, Part 1 (OGC 20-057), on the WebMercatorQuad of the Tile Matrix Set standard (17-083r4). A tile is
 * {tileMatrix}/{tileRow}/{tileCol}: the row comes first.
 */
public final class OgcTiles {
    static final String MVT = "application/vnd.mapbox-vector-tile";
    static final String TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector";
    private static final String SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes";
    private static final String SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme";
    private static final int DEEPEST = 20;
    private static final int MAX_TILES = 2_000;
    private static final long MAX_BYTES = 8L << 20;

    private final Vertx vertx;
    private final StaticLayers layers;
    private final ConcurrentHashMap<String, TileCache> caches = new ConcurrentHashMap<>();

    public OgcTiles(Vertx vertx, StaticLayers layers) {
        this.vertx = vertx;
        this.layers = layers;
    }

    /**
     * To the tilesets of each static layer. They stand among the links of the landing page and of the list of collections, not as members of that list: GDAL,
     * and with it QGIS, takes every member for features and fails where there are no items.
     */
    JsonArray links(Asked asked) {
        var links = new JsonArray();
        layers().forEach(layer -> links.addAll(tilesetsLink(layer, asked)));
        return links;
    }

    /** A static layer as a collection that has tilesets and no items; empty when there is none of that name. */
    Optional<JsonObject> collection(String id, Asked asked) {
        return find(id).map(layer -> describe(layer).put("links", asked.links(Asked.JSON).addAll(tilesetsLink(layer, asked))));
    }

    /** In the order they are listed; a layer that has the name of a collection of features is broken and has no tiles. */
    List<Catalogue.Layer> layers() {
        return layers.list().stream().filter(layer -> FeatureTypes.find(layer.id()).isEmpty()).toList();
    }

    private Optional<Catalogue.Layer> find(String id) { return layers.find(id).filter(layer -> FeatureTypes.find(id).isEmpty()); }

    private static JsonObject describe(Catalogue.Layer layer) {
        return new JsonObject().put("id", layer.id())
                .put("title", layer.titleEn() + " " + layer.title())
                .put("description", "A static layer, as vector tiles. 专题图层(矢量瓦片)· " + layer.source() + " · " + layer.date())
                .put("dataType", "vector");
    }

    private static JsonArray tilesetsLink(Catalogue.Layer layer, Asked asked) {
        return new JsonArray().add(asked.to(TILESETS, Asked.JSON, path(layer)).put("title", layer.titleEn() + " " + layer.title()));
    }

    public void matrixSets(RoutingContext context) {
        answer(context, asked -> new JsonObject().put("tileMatrixSets", new JsonArray().add(new JsonObject().put("id", WebMercatorQuad.ID)
                .put("title", WebMercatorQuad.TITLE)
                .put("uri", WebMercatorQuad.URI)
                .put("crs", WebMercatorQuad.CRS)
                .put("links", new JsonArray().add(asked.to("self", Asked.JSON, WebMercatorQuad.PATH)))))
                .put("links", new JsonArray().add(asked.to("self", Asked.JSON, "/ogc/tileMatrixSets"))));
    }

    public void matrixSet(RoutingContext context) {
        if (!context.pathParam("matrixSet").equals(WebMercatorQuad.ID)) noMatrixSet(context);
        else
            answer(context, asked -> WebMercatorQuad.definition(DEEPEST)
                    .put("links", new JsonArray().add(asked.to("self", Asked.JSON, WebMercatorQuad.PATH))));
    }

    public void tilesets(RoutingContext context) {
        withLayer(context, (layer, asked) -> new JsonObject().put("tilesets", new JsonArray().add(brief(layer, asked)))
                .put("links", new JsonArray().add(asked.to("self", Asked.JSON, path(layer)))
                        .add(asked.to(SCHEMES, Asked.JSON, "/ogc/tileMatrixSets"))));
    }

    public void tileset(RoutingContext context) {
        if (!context.pathParam("matrixSet").equals(WebMercatorQuad.ID)) noMatrixSet(context);
        else
            withLayer(context, (layer, asked) -> {
                var json = brief(layer, asked);
                json.getJsonArray("links")
                        .add(asked.to("item", MVT, path(layer) + "/" + WebMercatorQuad.ID + "/{tileMatrix}/{tileRow}/{tileCol}")
                                .put("templated", true));
                return json.put("layers", new JsonArray().add(new JsonObject().put("id", layer.id()).put("dataType", "vector")));
            });
    }

    private static JsonObject brief(Catalogue.Layer layer, Asked asked) {
        return new JsonObject().put("title", layer.title() + " " + layer.titleEn())
                .put("dataType", "vector")
                .put("crs", WebMercatorQuad.CRS)
                .put("tileMatrixSetURI", WebMercatorQuad.URI)
                .put("links", new JsonArray().add(asked.to("self", Asked.JSON, path(layer) + "/" + WebMercatorQuad.ID))
                        .add(asked.to(SCHEME, Asked.JSON, WebMercatorQuad.PATH)));
    }

    private static String path(Catalogue.Layer layer) { return "/ogc/collections/" + layer.id() + "/tiles"; }

    /** The tile; 204 where the layer has nothing (Part 1, 8.2.2), 404 where there is no such tile. */
    public void tile(RoutingContext context) {
        var layer = find(context.pathParam("collection"));
        var tile = tileOf(context);
        if (layer.isEmpty()) noLayer(context);
        else if (!context.pathParam("matrixSet").equals(WebMercatorQuad.ID)) noMatrixSet(context);
        else if (tile.isEmpty()) Problem.notFound("no such tile: it is tileMatrix 0 to " + DEEPEST + ", tileRow, tileCol").answer(context);
        else
            vertx.executeBlocking(() -> layers.things(layer.get().id()).map(things -> made(layer.get().id(), things, tile.get())), false)
                    .onSuccess(bytes -> bytes.ifPresentOrElse(found -> send(context, found),
                            () -> new Problem(503, "The layer's file cannot be used 图层文件不可用", layer.get().file()).answer(context)))
                    .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private byte[] made(String layer, Things things, Tile tile) {
        return caches.computeIfAbsent(layer, any -> new TileCache(MAX_TILES, MAX_BYTES))
                .find(tile, wanted -> VectorTile.of(layer, things, wanted));
    }

    private static void send(RoutingContext context, byte[] bytes) {
        if (bytes.length > 0) Tagged.answer(context, Tagged.Content.of(MVT, bytes, false), 0);
        else if (!context.response().ended()) context.response().setStatusCode(204).end();
    }

    private static Optional<Tile> tileOf(RoutingContext context) {
        try {
            int zoom = Integer.parseInt(context.pathParam("tileMatrix"));
            int row = Integer.parseInt(context.pathParam("tileRow")), column = Integer.parseInt(context.pathParam("tileCol"));
            boolean exists = zoom >= 0 && zoom <= DEEPEST && row >= 0 && column >= 0 && row < 1L << zoom && column < 1L << zoom;
            return exists ? Optional.of(new Tile(zoom, column, row)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void withLayer(RoutingContext context, BiFunction<Catalogue.Layer, Asked, JsonObject> resource) {
        find(context.pathParam("collection"))
                .ifPresentOrElse(layer -> answer(context, asked -> resource.apply(layer, asked)), () -> noLayer(context));
    }

    private static void answer(RoutingContext context, Function<Asked, JsonObject> resource) {
        try {
            Answers.json(context, resource.apply(Asked.of(context, Set.of())));
        } catch (IllegalArgumentException e) {
            Problem.badRequest(e.getMessage()).answer(context);
        }
    }

    private void noLayer(RoutingContext context) {
        Problem.notFound("no tiles of " + context.pathParam("collection") + "; there are tiles of "
                + layers().stream().map(Catalogue.Layer::id).toList()).answer(context);
    }

    private static void noMatrixSet(RoutingContext context) {
        Problem.notFound("no tile matrix set " + context.pathParam("matrixSet") + "; there is " + WebMercatorQuad.ID).answer(context);
    }
}
