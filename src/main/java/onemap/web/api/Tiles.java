package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.http.Problem;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Supplier;
import onemap.gis.Hillshade;
import onemap.gis.TileCache;

/** The offline base map: hillshade tiles drawn on demand from the terrain. */
public final class Tiles {
    /** A county at three zoom levels; some 15 KB a tile. */
    private static final int MAX_TILES = 2_000;
    private static final long MAX_BYTES = 32L << 20;

    private final Vertx vertx;
    private final Supplier<Hillshade> terrain;
    private final TileCache cache = new TileCache(MAX_TILES, MAX_BYTES);
    private volatile Hillshade hillshade;

    /** The terrain is read when the first tile is asked for: it is not on the start path. */
    public Tiles(Vertx vertx, Supplier<Hillshade> terrain) {
        this.vertx = vertx;
        this.terrain = terrain;
    }

    public void hillshade(RoutingContext context) {
        TileCache.Tile tile;
        try {
            tile = new TileCache.Tile(Integer.parseInt(context.pathParam("z")), Integer.parseInt(context.pathParam("x")),
                    Integer.parseInt(context.pathParam(
                            "y")));
        } catch (NumberFormatException e) {
            Problem.notFound("no such tile").answer(context);
            return;
        }
        if (!Hillshade.exists(tile)) {
            Problem.notFound("no such tile").answer(context);
            return;
        }
        vertx.executeBlocking(() -> cache.find(tile, wanted -> shade().png(wanted)), false)
                .onSuccess(png -> answer(context, png))
                .onFailure(
                        failure -> Answers.problem(failure).answer(context));
    }

    private synchronized Hillshade shade() {
        if (hillshade == null) hillshade = terrain.get();
        return hillshade;
    }

    private static void answer(RoutingContext context, byte[] png) {
        if (context.response().ended() || context.response().closed()) return;
        context.response()
                .putHeader("Content-Type", "image/png")
                .putHeader("Cache-Control", "private, max-age=86400")
                .end(Buffer.buffer(png));
    }
}
