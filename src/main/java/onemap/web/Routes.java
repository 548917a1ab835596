package onemap.web;

import static onemap.access.Permission.ACKNOWLEDGE;
import static onemap.access.Permission.PLACE_DEVICE;
import static onemap.access.Permission.POST_FEEDS;
import static onemap.access.Permission.READ_FEEDS;
import static onemap.access.Permission.READ_FIGURES;
import static onemap.access.Permission.READ_LOG;
import static onemap.access.Permission.READ_NAMES;
import static onemap.access.Permission.READ_PICTURE;
import static onemap.access.Permission.WRITE_LOG;
import static onemap.web.Endpoint.get;
import static onemap.web.Endpoint.post;
import static onemap.web.Endpoint.stream;
import static onemap.web.Endpoint.text;
import static onemap.web.Need.nothing;
import static onemap.web.Need.openInDemo;
import static onemap.web.Need.right;
import static onemap.web.Scope.COUNTY;
import static onemap.web.Scope.FILTERED;
import static onemap.web.Scope.NONE;
import static onemap.web.Scope.OBJECT;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import onemap.stream.LiveEndpoint;
import onemap.stream.View;

/** Every route, on one screen, with who may ask it and about what. */
final class Routes {
    private final StaticFiles files;
    private final Health health;
    private final Metrics metrics;
    private final LiveEndpoint live;
    private final OgcFeatures ogc;
    private final DeskApi desk;
    private final LogApi log;
    private final PictureApi picture;
    private final CountyApi county;
    private final FeedsApi feeds;
    private final Tiles tiles;
    private final List<FeedPosts> posts;
    private final Gate gate;

    Routes(StaticFiles files, Health health, Metrics metrics, LiveEndpoint live, OgcFeatures ogc, DeskApi desk, LogApi log,
            PictureApi picture,
            CountyApi county,
            FeedsApi feeds, Tiles tiles, List<FeedPosts> posts, Gate gate) {
        this.files = files;
        this.health = health;
        this.metrics = metrics;
        this.live = live;
        this.ogc = ogc;
        this.desk = desk;
        this.log = log;
        this.picture = picture;
        this.county = county;
        this.feeds = feeds;
        this.tiles = tiles;
        this.posts = posts;
        this.gate = gate;
    }

    /** The table: everything that is answered, and who may ask it. */
    List<Endpoint> endpoints() {
        var table = new ArrayList<Endpoint>();
        table.add(get("/healthz", nothing(), NONE, "Whether the server can be relied on now", health::answer));
        table.add(get("/metrics", openInDemo(READ_FIGURES), NONE, "Figures of the server, Prometheus text", metrics::answer));
        table.add(get("/live", openInDemo(READ_PICTURE), FILTERED, "The live stream, a WebSocket", this::live));

        table.add(get("/ogc", openInDemo(READ_PICTURE), NONE, "Landing page of the OGC API", ogc::landing));
        table.add(get("/ogc/collections", openInDemo(READ_PICTURE), NONE, "The collections", ogc::collections));
        table.add(get("/ogc/collections/{collection}", openInDemo(READ_PICTURE), NONE, "One collection", ogc::collection));
        table.add(get("/ogc/collections/{collection}/items", openInDemo(READ_PICTURE), FILTERED, "Its features", ogc::items));
        table.add(get("/ogc/collections/{collection}/items/{id}", openInDemo(READ_PICTURE), FILTERED, "One feature", ogc::item));

        table.add(get("/api/v1/county", right(READ_PICTURE), NONE, "The county, its base layers, freshness limits", county::county));
        table.add(get("/api/v1/alarms", right(READ_PICTURE), FILTERED, "Open alarms, worst first", picture::alarms));
        table.add(get("/api/v1/log", right(READ_LOG), FILTERED, "The duty log, newest first", log::list));
        table.add(text("/api/v1/log", right(WRITE_LOG), FILTERED, "Writes a note", log::note));
        table.add(text("/api/v1/log/{node}/{seq}/correction", right(WRITE_LOG), FILTERED, "Corrects a note", log::correct));
        table.add(get("/api/v1/feeds", right(READ_FEEDS), COUNTY, "The feeds' books", feeds::books));
        table.add(get("/api/v1/feeds/{feed}/quarantine", right(READ_FEEDS), COUNTY, "What a feed would not take", feeds::quarantine));
        table.add(get("/api/v1/warnings/{id}/covers", right(READ_PICTURE), FILTERED, "What a warning's area holds now", picture::covers));
        table.add(get("/api/v1/stations/{id}/observations", right(READ_PICTURE), OBJECT, "A station's curve", picture::observations));
        table.add(post("/api/v1/alarms/{id}/acknowledge", right(ACKNOWLEDGE), FILTERED, "Takes an alarm", desk::acknowledge));
        table.add(post("/api/v1/devices/{id}/place", right(PLACE_DEVICE), COUNTY, "Gives a device its place", desk::place));

        posts.forEach(post -> table.add(stream(post.path(), openInDemo(POST_FEEDS), NONE, "Takes reports", post::receive)));

        table.add(get("/tiles/hillshade/{z}/{x}/{y}.png", openInDemo(READ_PICTURE), NONE, "Offline base map", tiles::hillshade));
        page(table, "/", "/pages/duty.html");
        page(table, "/wall", "/pages/wall.html");
        page(table, "/feeds", "/pages/feeds.html");
        page(table, "/log", "/pages/log.html");
        return List.copyOf(table);
    }

    void mount(Router router) {
        router.route().handler(Guard::headers).handler(Guard::origin);
        for (Endpoint endpoint : endpoints())
            mount(router, endpoint);
        router.get().handler(context -> files.serve(context, context.normalizedPath()));
        router.route().handler(gate::unknown);
        router.route().failureHandler(Routes::failed);
    }

    private void mount(Router router, Endpoint endpoint) {
        // two routes, since within one a body is read before a handler of ours may refuse it
        router.routeWithRegex(endpoint.method(), endpoint.regex()).handler(context -> gate.pass(context, endpoint));
        var route = router.routeWithRegex(endpoint.method(), endpoint.regex());
        endpoint.bodyBytes().ifPresent(most -> route.handler(BodyHandler.create(false).setBodyLimit(most)));
        route.handler(endpoint.handler());
    }

    /** A page holds nothing but itself; what it shows it asks for. */
    private void page(List<Endpoint> table, String path, String file) {
        table.add(get(path, nothing(), NONE, "Page", context -> files.serve(context, file)));
    }

    private void live(RoutingContext context) {
        String since = context.request().getParam("since");
        String epoch = context.request().getParam("epoch");
        var caller = Gate.caller(context);
        var view = View.of(caller.area(), !caller.may(READ_NAMES));
        context.request()
                .toWebSocket()
                .onSuccess((ServerWebSocket socket) -> live.accept(socket, view, since, epoch))
                .onFailure(failure -> Problem.badRequest(
                        "/live is a WebSocket").answer(context));
    }

    private static void failed(RoutingContext context) {
        if (context.failure() != null) Answers.problem(context.failure()).answer(context);
        else
            new Problem(context.statusCode() <= 0 ? 500 : context.statusCode(), "Refused 拒绝", "the request was refused").answer(context);
    }
}
