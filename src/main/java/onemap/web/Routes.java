package onemap.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import onemap.stream.LiveEndpoint;

/** Every route, on one screen. */
final class Routes {
    /** The largest body an officer's action needs. */
    private static final int ACTION_BYTES = 16 * 1024;

    private final StaticFiles files;
    private final Health health;
    private final Metrics metrics;
    private final LiveEndpoint live;
    private final OgcFeatures ogc;
    private final DeskApi desk;
    private final PictureApi picture;
    private final CountyApi county;
    private final FeedsApi feeds;
    private final Tiles tiles;
    private final List<FeedPosts> posts;

    Routes(StaticFiles files, Health health, Metrics metrics, LiveEndpoint live, OgcFeatures ogc, DeskApi desk, PictureApi picture,
            CountyApi county,
            FeedsApi feeds, Tiles tiles, List<FeedPosts> posts) {
        this.files = files;
        this.health = health;
        this.metrics = metrics;
        this.live = live;
        this.ogc = ogc;
        this.desk = desk;
        this.picture = picture;
        this.county = county;
        this.feeds = feeds;
        this.tiles = tiles;
        this.posts = posts;
    }

    void mount(Router router) {
        router.route().handler(Guard::headers).handler(Guard::origin);

        router.get("/healthz").handler(health::answer);
        router.get("/metrics").handler(metrics::answer);
        router.get("/live").handler(this::live);

        router.get("/ogc").handler(ogc::landing);
        router.get("/ogc/collections").handler(ogc::collections);
        router.get("/ogc/collections/:collection").handler(ogc::collection);
        router.get("/ogc/collections/:collection/items").handler(ogc::items);
        router.getWithRegex("/ogc/collections/(?<collection>[^/]+)/items/(?<id>.+)").handler(ogc::item);

        router.get("/api/v1/county").handler(county::county);
        router.get("/api/v1/alarms").handler(picture::alarms);
        router.get("/api/v1/log").handler(desk::log);
        router.get("/api/v1/feeds").handler(feeds::books);
        router.get("/api/v1/feeds/:feed/quarantine").handler(feeds::quarantine);
        router.getWithRegex("/api/v1/warnings/(?<id>.+)/covers").handler(picture::covers);
        router.getWithRegex("/api/v1/stations/(?<id>.+)/observations").handler(picture::observations);
        action(router, "/api/v1/alarms/(?<id>.+)/acknowledge").handler(desk::acknowledge);
        action(router, "/api/v1/devices/(?<id>.+)/place").handler(desk::place);

        posts.forEach(post -> router.post(post.path()).handler(post::receive));

        router.get("/tiles/hillshade/:z/:x/:y.png").handler(tiles::hillshade);
        page(router, "/", "/pages/duty.html");
        page(router, "/wall", "/pages/wall.html");
        page(router, "/feeds", "/pages/feeds.html");
        router.get().handler(context -> files.serve(context, context.normalizedPath()));

        router.route().handler(context -> Problem.notFound(context.request().method() + " " + context.normalizedPath()).answer(context));
        router.route().failureHandler(Routes::failed);
    }

    private static io.vertx.ext.web.Route action(Router router, String path) {
        return router.routeWithRegex(HttpMethod.POST, path).handler(BodyHandler.create(false).setBodyLimit(ACTION_BYTES));
    }

    private void page(Router router, String path, String file) { router.get(path).handler(context -> files.serve(context, file)); }

    private void live(RoutingContext context) {
        String since = context.request().getParam("since");
        String epoch = context.request().getParam("epoch");
        context.request()
                .toWebSocket()
                .onSuccess((ServerWebSocket socket) -> live.accept(socket, since, epoch))
                .onFailure(failure -> Problem.badRequest(
                        "/live is a WebSocket").answer(context));
    }

    private static void failed(RoutingContext context) {
        if (context.failure() != null) Answers.problem(context.failure()).answer(context);
        else
            new Problem(context.statusCode() <= 0 ? 500 : context.statusCode(), "Refused 拒绝", "the request was refused").answer(context);
    }
}
