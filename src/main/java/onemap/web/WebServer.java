package onemap.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import onemap.access.Access;
import onemap.desk.DutyLog;
import onemap.desk.ObjectNames;
import onemap.desk.Officers;
import onemap.desk.Sight;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.HttpFeed;
import onemap.feed.HttpIntake;
import onemap.feed.Ledgers;
import onemap.flow.Directory;
import onemap.gis.Catalogue;
import onemap.gis.Hillshade;
import onemap.journal.history.History;
import onemap.journal.Journal;
import onemap.journal.search.LogIndex;
import onemap.live.Picture;
import onemap.rule.Thresholds;
import onemap.stream.LiveEndpoint;

/** The web side: pages, live stream, HTTP feeds and API on one port. */
public final class WebServer {
    /** Leaflet as the pages use it. */
    private static final List<String> LEAFLET = List.of("leaflet-src.esm.js", "leaflet.css", "images/layers.png", "images/layers-2x.png",
            "images/marker-icon.png", "images/marker-icon-2x.png", "images/marker-shadow.png");

    private final Vertx vertx;
    private final WebSettings settings;
    private final StaticFiles files;
    private final Router router;
    private HttpServer server;

    /** Everything the routes answer from. */
    public record Parts(Picture picture, Directory directory, Journal journal, History history, Thresholds.Index limits, Officers officers,
            DutyLog dutyLog, LogIndex logIndex,
            Access access,
            Ledgers ledgers,
            List<Feed> feeds, FeedContext feedContext, Catalogue catalogue, Supplier<Hillshade> terrain, boolean demo,
            Map<String, Freshness> freshness,
            LiveEndpoint live, Health health, Metrics metrics, InstantSource clock, Executor virtualThreads) {}

    public WebServer(Vertx vertx, WebSettings settings, StaticFiles files, Parts parts) {
        this.vertx = vertx;
        this.settings = settings;
        this.files = files;
        router = Router.router(vertx);
        var offLoop = new OffLoop(vertx, parts.virtualThreads());
        var posts = parts.feeds()
                .stream()
                .filter(HttpFeed.class::isInstance)
                .map(HttpFeed.class::cast)
                .map(feed -> new FeedPosts(feed, new HttpIntake(feed,
                        parts.feedContext()), offLoop))
                .toList();
        var sight = new Sight(parts.directory(), parts.access()::name);
        new Routes(files, parts.health(), parts.metrics(), parts.live(),
                new OgcFeatures(vertx, parts.picture(), parts.directory(), sight, parts.clock()),
                new DeskApi(parts.officers(), sight),
                logApi(parts, sight, offLoop),
                new PictureApi(vertx, offLoop, parts.picture(), parts.directory(), sight, parts.history(), parts
                        .limits(), parts.clock()),
                new CountyApi(parts.catalogue(), parts.demo(), parts.freshness()), new FeedsApi(parts.ledgers(), parts.feeds()),
                new Tiles(vertx, parts.terrain()), posts, new Gate(parts.access(), parts.directory(), parts.demo())).mount(router);
    }

    private static LogApi logApi(Parts parts, Sight sight, OffLoop offLoop) {
        return new LogApi(parts.journal(), parts.logIndex(), parts.dutyLog(), sight, new ObjectNames(parts.directory(), parts.picture()),
                offLoop);
    }

    /** The pages, Leaflet and the vector base layers. */
    public static StaticFiles files(Path pages, Path gisData, Catalogue catalogue) {
        var files = new StaticFiles().addFolder("/", pages).addWebJar("leaflet", "1.9.4", LEAFLET);
        catalogue.layers()
                .stream()
                .filter(layer -> layer.use() == Catalogue.Use.BASE && layer.file().endsWith(".geojson"))
                .forEach(layer -> files.addFile(
                        "/tiles/base/" + layer.id() + ".geojson", gisData.resolve(layer.file())));
        return files;
    }

    /** Listens; fails when the port is taken. */
    public Future<Integer> open() {
        var options = new HttpServerOptions().setHost(settings.host())
                .setPort(settings.port())
                .setIdleTimeout(settings.idleTimeoutSeconds())
                .setWriteIdleTimeout(settings.writeIdleTimeoutSeconds())
                .setMaxWebSocketFrameSize(64 * 1024)
                .setMaxWebSocketMessageSize(256 * 1024)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false)
                .setCompressionSupported(true)
                .setTcpNoDelay(true);
        server = vertx.createHttpServer(options).requestHandler(router);
        return server.listen()
                .map(HttpServer::actualPort)
                .recover(failure -> Future.failedFuture(new IllegalStateException(
                        "web.port: cannot listen on " + settings.host() + ":" + settings.port() + ": " + failure.getMessage(), failure)));
    }

    public String build() { return files.build(); }

    public Future<Void> close() { return server == null ? Future.succeededFuture() : server.close(); }
}
