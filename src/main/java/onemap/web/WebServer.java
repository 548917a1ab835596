package onemap.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import onemap.access.Doors;
import onemap.access.RefusalLog;
import onemap.desk.Conflicts;
import onemap.desk.Contacts;
import onemap.desk.DutyLog;
import onemap.desk.Merge;
import onemap.desk.ObjectNames;
import onemap.desk.Officers;
import onemap.desk.RegisterDesk;
import onemap.desk.area.AreaDesk;
import onemap.desk.imports.Imports;
import onemap.desk.Sight;
import onemap.domain.Area;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.HttpFeed;
import onemap.feed.HttpIntake;
import onemap.feed.Ledgers;
import onemap.flow.Directory;
import onemap.gis.Catalogue;
import onemap.hook.Webhooks;
import onemap.journal.Journal;
import onemap.journal.archive.Forwarder;
import onemap.journal.history.History;
import onemap.journal.search.LogIndex;
import onemap.live.Picture;
import onemap.rule.Thresholds;
import onemap.stream.LiveEndpoint;
import onemap.web.api.AccessApi;
import onemap.web.api.ConflictsApi;
import onemap.web.api.ContactsApi;
import onemap.web.api.CountyApi;
import onemap.web.api.DescriptionApi;
import onemap.web.api.DeskApi;
import onemap.web.api.DurabilityApi;
import onemap.web.api.FeedPosts;
import onemap.web.api.FeedsApi;
import onemap.web.api.Freshness;
import onemap.web.api.HooksApi;
import onemap.web.api.LayersApi;
import onemap.web.api.LiveApi;
import onemap.web.api.MapData;
import onemap.web.api.MergeApi;
import onemap.web.ogc.OgcFeatures;
import onemap.web.ogc.OgcTiles;
import onemap.web.api.ImportApi;
import onemap.web.api.PictureApi;
import onemap.web.api.RegistersApi;
import onemap.web.api.SignInApi;
import onemap.web.api.Tiles;
import onemap.web.api.WallApi;
import onemap.web.area.AreaApi;
import onemap.web.gate.Gate;
import onemap.web.gate.Guard;
import onemap.web.gate.Mounting;
import onemap.web.gate.Refusals;
import onemap.web.gate.RouteTable;
import onemap.web.gate.Sockets;
import onemap.web.http.OffLoop;
import onemap.web.http.StaticFiles;
import onemap.web.log.LogApi;
import onemap.web.tls.Certificates;

/** The web side: pages, live stream, HTTP feeds and API on one port. */
public final class WebServer {
    private static final long SWEEP_MILLIS = 5_000;
    /** Why it does not listen where {@code web.host} says. */
    private static final String WAITING = "on this machine only, until the administrator's password is changed 管理员修改初始密码前仅限本机访问";
    /** Leaflet as the pages use it. */
    private static final List<String> LEAFLET = List.of("leaflet-src.esm.js", "leaflet.css", "images/layers.png", "images/layers-2x.png",
            "images/marker-icon.png", "images/marker-icon-2x.png", "images/marker-shadow.png");

    private final StaticFiles files;
    private final Listener listener;

    /** Everything the routes answer from. */
    public record Parts(Picture picture, Directory directory, Journal journal, History history, Thresholds.Index limits, Officers officers,
            RegisterDesk registers, Imports imports, DutyLog dutyLog, LogIndex logIndex,
            Contacts contacts,
            Doors doors, Function<Area, Optional<String>> areaNames,
            Ledgers ledgers,
            List<Feed> feeds, FeedContext feedContext, Catalogue catalogue, MapData map, boolean demo,
            Map<String, Freshness> freshness,
            LiveEndpoint live, Health health, Metrics metrics, InstantSource clock, Executor virtualThreads, RefusalLog refusalLog,
            Certificates certificates, Webhooks webhooks, Conflicts conflicts, Merge merge,
            AreaDesk.Sources area, Optional<Forwarder> archive) {}

    public WebServer(Vertx vertx, WebSettings settings, StaticFiles files, Parts parts) {
        this.files = files;
        var router = Router.router(vertx);
        var offLoop = new OffLoop(vertx, parts.virtualThreads());
        var posts = parts.feeds()
                .stream()
                .filter(HttpFeed.class::isInstance)
                .map(HttpFeed.class::cast)
                .map(feed -> new FeedPosts(feed, new HttpIntake(feed,
                        parts.feedContext()), offLoop))
                .toList();
        var access = parts.doors().access();
        var refusals = new Refusals(parts.refusalLog());
        parts.metrics().counters("onemap.refused", "reason", refusals::counts);
        var sockets = new Sockets(access);
        vertx.setPeriodic(SWEEP_MILLIS, again -> sockets.sweep());
        boolean guests = parts.demo() && settings.isLocal();
        var sight = new Sight(parts.directory(), access::name);
        var signIn = new SignInApi(parts.doors(), parts.areaNames());
        var gate = new Gate(access, parts.directory(), guests, refusals);
        var live = new LiveApi(parts.live(), sockets, Routes.messages());
        var tilesets = new OgcTiles(vertx, parts.map().layers());
        var description = new DescriptionApi();
        var routes = new Routes(files, gate, parts.health(), parts.metrics(), live,
                new OgcFeatures(vertx, tilesets, parts.picture(), parts.directory(), sight, parts.clock(),
                        files.text("/pages/ogc.html"), gate::welcome),
                new DeskApi(parts.officers(), sight), new RegistersApi(parts.registers(), sight, offLoop),
                new ImportApi(parts.imports(), offLoop), logApi(parts, sight, offLoop),
                new ContactsApi(parts.contacts(), offLoop),
                new PictureApi(vertx, offLoop, parts.picture(), parts.directory(), sight, parts.history(), parts.limits(), parts.clock()),
                new CountyApi(parts.catalogue(), parts.demo(), parts.freshness()), new FeedsApi(parts.ledgers(), parts.feeds()),
                new Tiles(vertx, parts.map().hillshade()), posts, signIn, new AccessApi(parts.doors()), new WallApi(parts.doors(), signIn),
                new HooksApi(parts.webhooks(), offLoop), description, conflictsApi(parts, sight, offLoop),
                new MergeApi(parts.merge(), parts.journal(), offLoop), new LayersApi(vertx, offLoop, parts.map()),
                tilesets, areaApi(vertx, parts, sight), new DurabilityApi(parts.archive()));
        var endpoints = routes.endpoints();
        description.describe(endpoints);
        var table = new RouteTable(endpoints, Routes.messages());
        new Mounting(table, new Guard(settings.names(), refusals), gate, files).mount(router);
        listener = new Listener(vertx, settings, parts.certificates(), access::isAdministratorSafe, router, refusals::nonsense);
        parts.health().tell("web", () -> listener.isWaiting() ? WAITING : "ready");
    }

    private static LogApi logApi(Parts parts, Sight sight, OffLoop offLoop) {
        return new LogApi(parts.journal(), parts.logIndex(), parts.dutyLog(), sight, new ObjectNames(parts.directory(), parts.picture()),
                offLoop);
    }

    private static ConflictsApi conflictsApi(Parts parts, Sight sight, OffLoop offLoop) {
        return new ConflictsApi(parts.conflicts(), parts.journal(), sight, new ObjectNames(parts.directory(), parts.picture()), offLoop);
    }

    private static AreaApi areaApi(Vertx vertx, Parts parts, Sight sight) {
        return new AreaApi(vertx, new AreaDesk(parts.area(), sight, silence(parts, "track"), silence(parts, "camera"), parts.clock()),
                parts.clock());
    }

    /** Age beyond which a thing of that class is lost 失联; the page has the same defaults. */
    private static Duration silence(Parts parts, String kind) {
        return Duration
                .ofMillis((long) (parts.freshness().getOrDefault(kind, new Freshness(1, kind.equals("track") ? 15 : 10)).stale() * 60_000));
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
    public Future<Integer> open() { return listener.open(); }

    /** Where it listens, and when it is TLS the certificate's fingerprint: lines for the console. */
    public List<String> announce() {
        var lines = new ArrayList<>(List.of(listener.address()));
        listener.fingerprint().ifPresent(print -> lines.add("TLS SHA-256 " + print));
        if (listener.isWaiting()) lines.add(WAITING);
        return lines;
    }

    public String build() { return files.build(); }

    public Future<Void> close() { return listener.close(); }
}
