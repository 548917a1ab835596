package onemap.web;

import static onemap.access.Permission.ACKNOWLEDGE;
import static onemap.access.Permission.PLACE_DEVICE;
import static onemap.access.Permission.POST_FEEDS;
import static onemap.access.Permission.READ_FEEDS;
import static onemap.access.Permission.READ_FIGURES;
import static onemap.access.Permission.READ_LOG;
import static onemap.access.Permission.READ_NAMES;
import static onemap.access.Permission.READ_PICTURE;
import static onemap.stream.MessageType.SINCE;
import static onemap.web.Endpoint.get;
import static onemap.web.Endpoint.post;
import static onemap.web.Endpoint.stream;
import static onemap.web.Need.nothing;
import static onemap.web.Need.openInDemo;
import static onemap.web.Need.openPage;
import static onemap.web.Need.right;
import static onemap.web.Need.workPage;
import static onemap.web.Scope.COUNTY;
import static onemap.web.Scope.FILTERED;
import static onemap.web.Scope.NONE;
import static onemap.web.Scope.OBJECT;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onemap.access.Principal;
import onemap.stream.LiveEndpoint;
import onemap.stream.MessageType;
import onemap.stream.Position;
import onemap.stream.View;

/** Every route, on one screen, with who may ask it and about what. */
final class Routes {
    /** Routes of the router that answer nothing of their own. */
    private static final Set<String> PLUMBING = Set.of("headers", "files", "unknown");
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
    private final Gate gate;
    private final Guard guard;
    private final Sockets sockets;

    Routes(StaticFiles files, Health health, Metrics metrics, LiveEndpoint live, OgcFeatures ogc, DeskApi desk, PictureApi picture,
            CountyApi county,
            FeedsApi feeds, Tiles tiles, List<FeedPosts> posts, Gate gate, Guard guard, Sockets sockets) {
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
        this.gate = gate;
        this.guard = guard;
        this.sockets = sockets;
    }

    /** The table: everything that is answered, and who may ask it. */
    List<Endpoint> endpoints() {
        var table = new ArrayList<Endpoint>();
        table.add(get("/healthz", nothing(), NONE, "Whether the server can be relied on now", this::health));
        table.add(get("/metrics", openInDemo(READ_FIGURES), NONE, "Figures of the server, Prometheus text", metrics::answer));
        table.add(get("/live", openInDemo(READ_PICTURE), FILTERED, "The live stream, a WebSocket", this::live));

        table.add(get("/ogc", openInDemo(READ_PICTURE), NONE, "Landing page of the OGC API", ogc::landing));
        table.add(get("/ogc/collections", openInDemo(READ_PICTURE), NONE, "The collections", ogc::collections));
        table.add(get("/ogc/collections/{collection}", openInDemo(READ_PICTURE), NONE, "One collection", ogc::collection));
        table.add(get("/ogc/collections/{collection}/items", openInDemo(READ_PICTURE), FILTERED, "Its features", ogc::items));
        table.add(get("/ogc/collections/{collection}/items/{id}", openInDemo(READ_PICTURE), FILTERED, "One feature", ogc::item));

        table.add(get("/api/v1/county", right(READ_PICTURE), NONE, "The county, its base layers, freshness limits", county::county));
        table.add(get("/api/v1/alarms", right(READ_PICTURE), FILTERED, "Open alarms, worst first", picture::alarms));
        table.add(get("/api/v1/log", right(READ_LOG), FILTERED, "The duty log, newest first", desk::log));
        table.add(get("/api/v1/feeds", right(READ_FEEDS), COUNTY, "The feeds' books", feeds::books));
        table.add(get("/api/v1/feeds/{feed}/quarantine", right(READ_FEEDS), COUNTY, "What a feed would not take", feeds::quarantine));
        table.add(get("/api/v1/warnings/{id}/covers", right(READ_PICTURE), FILTERED, "What a warning's area holds now", picture::covers));
        table.add(get("/api/v1/stations/{id}/observations", right(READ_PICTURE), OBJECT, "A station's curve", picture::observations));
        table.add(post("/api/v1/alarms/{id}/acknowledge", right(ACKNOWLEDGE), OBJECT, "Takes an alarm", desk::acknowledge));
        table.add(post("/api/v1/devices/{id}/place", right(PLACE_DEVICE), COUNTY, "Gives a device its place", desk::place));

        posts.forEach(post -> table.add(stream(post.path(), openInDemo(POST_FEEDS), NONE, "Takes reports", post::receive)));

        table.add(get("/tiles/hillshade/{z}/{x}/{y}.png", openInDemo(READ_PICTURE), NONE, "Offline base map", tiles::hillshade));
        table.add(get("/tiles/base/{layer}", openInDemo(READ_PICTURE), NONE, "Vector base layer", this::file));
        page(table, "/", workPage(), "/pages/duty.html");
        page(table, "/wall", openPage(), "/pages/wall.html");
        page(table, "/feeds", workPage(), "/pages/feeds.html");
        return table;
    }

    /** What a screen may say on {@code /live}. */
    static List<SocketMessage> messages() {
        return List.of(new SocketMessage(SINCE, READ_PICTURE, FILTERED, "Where it stands, or that it wants a snapshot"));
    }

    /** Refuses what contradicts itself or is declared nowhere. */
    void mount(Router router) {
        var table = new RouteTable(endpoints(), messages());
        plumbing(router.route(), "headers").handler(guard::headers).handler(guard::sizes).handler(guard::origin);
        table.endpoints().forEach(endpoint -> mount(router, endpoint));
        plumbing(router.get(), "files").method(HttpMethod.HEAD).handler(this::file);
        plumbing(router.route(), "unknown").handler(context -> gate.unknown(context, table)).failureHandler(Routes::failed);
        router.getRoutes().forEach(route -> route.failureHandler(Routes::failed));
        table.check(router, PLUMBING);
    }

    private static Route plumbing(Route route, String name) { return route.setName(name); }

    private void mount(Router router, Endpoint endpoint) {
        // two routes, since within one a body is read before a handler of ours may refuse it
        on(router, endpoint).handler(context -> gate.pass(context, endpoint));
        var route = on(router, endpoint);
        endpoint.bodyBytes().ifPresent(most -> route.handler(BodyHandler.create(false).setBodyLimit(most)));
        route.handler(endpoint.handler());
    }

    private static Route on(Router router, Endpoint endpoint) {
        var route = router.routeWithRegex(endpoint.method(), endpoint.regex()).setName(endpoint.name());
        return endpoint.method().equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
    }

    /** A page holds nothing but itself; what it shows it asks for. */
    private void page(List<Endpoint> table, String path, Need need, String file) {
        table.add(get(path, need, NONE, "Page", context -> files.serve(context, file)));
    }

    private void file(RoutingContext context) { files.serve(context, context.normalizedPath()); }

    private void health(RoutingContext context) {
        if (gate.mayRead(context, READ_FIGURES)) health.answer(context);
        else
            health.brief(context);
    }

    private void live(RoutingContext context) {
        var request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            context.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            new Problem(426, "A WebSocket 须用 WebSocket", "/live is a WebSocket").answer(context);
            return;
        }
        Principal caller = Gate.caller(context);
        var view = View.of(caller.area(), !caller.may(READ_NAMES));
        var resume = Position.parse(request.getParam("epoch", ""), request.getParam("since", ""));
        request.toWebSocket().onSuccess(socket -> {
            sockets.opened(caller, socket);
            live.accept(socket, view, type -> maySay(caller, type), resume);
        });
    }

    private static boolean maySay(Principal caller, MessageType type) {
        return messages().stream().anyMatch(message -> message.type() == type && caller.may(message.permission()));
    }

    /** What a handler threw, or a body that was too long or broke off. */
    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status == 413) new Problem(413, "Too large 请求体过大", "the body is longer than this takes").answer(context);
        else if (status >= 400 && status < 500) new Problem(status, "Bad request 请求有误", "the request could not be read").answer(context);
        else if (context.failure() != null) Answers.problem(context.failure()).answer(context);
        else
            new Problem(500, "Our fault 内部错误", "the request could not be worked").answer(context);
    }
}
