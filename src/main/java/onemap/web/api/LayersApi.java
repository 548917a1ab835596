package onemap.web.api;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import onemap.domain.LonLat;
import onemap.gis.TileCache.Tile;
import onemap.gis.layer.LayerState;
import onemap.gis.tiles.TileFiles;
import onemap.gis.tiles.TileFormat;
import onemap.web.http.Answers;
import onemap.web.http.OffLoop;
import onemap.web.http.Problem;
import onemap.web.http.Tagged;

/** Static layers 静态图层, files of tiles, the online base map and the height of the ground. */
public final class LayersApi {
    private static final String GEOJSON = "application/geo+json";
    private static final int DAY_SECONDS = 86_400;
    private static final int MINUTES_SECONDS = 600;
    private static final int DEEPEST_ZOOM = 24;

    private final Vertx vertx;
    private final OffLoop offLoop;
    private final MapData map;

    public LayersApi(Vertx vertx, OffLoop offLoop, MapData map) {
        this.vertx = vertx;
        this.offLoop = offLoop;
        this.map = map;
    }

    /** What there is to switch on, and what is wrong with the rest. */
    public void list(RoutingContext context) {
        Answers.json(context, LayerList.of(map));
    }

    public void things(RoutingContext context) {
        String id = context.pathParam("layer");
        if (map.layers().find(id).isEmpty()) {
            Problem.notFound("no layer " + id).answer(context);
            return;
        }
        vertx.executeBlocking(() -> {
            map.layers().things(id);
            return map.layers().state(id);
        }, false).onSuccess(state -> answer(context, id, state)).onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private static void answer(RoutingContext context, String id, LayerState state) {
        switch (state) {
            case LayerState.Ready ready -> {
                boolean packed = Tagged.takesGzip(context);
                var text = ready.geoJson();
                context.response().putHeader("Vary", "Accept-Encoding");
                Tagged.answer(context, new Tagged.Content(GEOJSON, packed ? text.packed() : text.plain(), packed, text.tag()), 0);
            }
            case LayerState.Loading loading -> new Problem(503, "Still being read 正在读取", "layer " + id).answer(context);
            case LayerState.Broken broken -> new Problem(503, "The layer's file cannot be used 图层文件不可用",
                    broken.reason().textZh() + " / " + broken.reason().textEn()).answer(context);
        }
    }

    /** A tile of a file. */
    public void tile(RoutingContext context) {
        var tile = tileOf(context);
        var archive = map.tiles().find(context.pathParam("layer")).flatMap(TileFiles.Opened::archive);
        if (tile.isEmpty() || archive.isEmpty()) {
            Problem.notFound("no such tile").answer(context);
            return;
        }
        var format = archive.get().info().format();
        boolean takesGzip = Tagged.takesGzip(context);
        vertx.executeBlocking(() -> archive.get().find(tile.get()), false)
                .onSuccess(found -> found.ifPresentOrElse(bytes -> Tagged.answer(context, content(format, bytes, takesGzip), DAY_SECONDS),
                        () -> Problem.notFound("no such tile").answer(context)))
                .onFailure(failure -> new Problem(503, "The layer's file cannot be used 图层文件不可用", String.valueOf(failure.getMessage()))
                        .answer(context));
    }

    private static Tagged.Content content(TileFormat format, byte[] bytes, boolean takesGzip) {
        var type = TileFormat.picture(bytes).orElse(format).type();
        boolean packed = TileFormat.isGzip(bytes);
        if (!packed || takesGzip) return Tagged.Content.of(type, bytes, packed);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return Tagged.Content.of(type, in.readNBytes(16 << 20), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tile of the online map, through here. */
    public void online(RoutingContext context) {
        String layer = context.pathParam("layer");
        tileOf(context).ifPresentOrElse(
                tile -> offLoop.run(() -> map.online().find(layer, tile))
                        .onSuccess(found -> found.ifPresentOrElse(
                                picture -> Tagged.answer(context, Tagged.Content.of(
                                        TileFormat.picture(picture).orElse(TileFormat.PNG).type(), picture, false), MINUTES_SECONDS),
                                () -> Problem.notFound("no such tile, or the online map is away 在线底图不可用").answer(context)))
                        .onFailure(failure -> Answers.problem(failure).answer(context)),
                () -> Problem.notFound("no such tile").answer(context));
    }

    private static Optional<Tile> tileOf(RoutingContext context) {
        try {
            int zoom = Integer.parseInt(context.pathParam("z"));
            int x = Integer.parseInt(context.pathParam("x")), y = Integer.parseInt(context.pathParam("y"));
            boolean exists = zoom >= 0 && zoom <= DEEPEST_ZOOM && x >= 0 && y >= 0 && x < 1L << zoom && y < 1L << zoom;
            return exists ? Optional.of(new Tile(zoom, x, y)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** How high the ground is at lon and lat. */
    public void elevation(RoutingContext context) {
        LonLat place;
        try {
            place = new LonLat(degrees(context, "lon"), degrees(context, "lat"));
        } catch (IllegalArgumentException e) {
            Problem.badRequest(e.getMessage()).answer(context);
            return;
        }
        vertx.executeBlocking(() -> map.ground().at(place), false).onSuccess(found -> {
            var body = new JsonObject().put("lonDegrees", place.lonDegrees())
                    .put("latDegrees", place.latDegrees())
                    .put("found", found.isPresent());
            found.ifPresent(elevation -> body.put("metres", Math.round(elevation.metres() * 10) / 10.0)
                    .put("resolutionMetres", Math.round(elevation.resolutionMetres() * 10) / 10.0)
                    .put("source", elevation.source().source())
                    .put("title", elevation.source().title())
                    .put("titleEn", elevation.source().titleEn()));
            Answers.json(context, body);
        }).onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private static double degrees(RoutingContext context, String name) {
        try {
            return Double.parseDouble(String.valueOf(context.queryParams().get(name)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is not a number of degrees", e);
        }
    }
}
