package onemap;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientOptions;
import java.net.BindException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import onemap.access.Access;
import onemap.access.Doors;
import onemap.access.FirstUsers;
import onemap.access.RefusalLog;
import onemap.access.console.ConsoleDesk;
import onemap.access.console.ConsoleSocket;
import onemap.access.secret.Passwords;
import onemap.desk.Contacts;
import onemap.desk.Conflicts;
import onemap.desk.Merge;
import onemap.desk.DutyLog;
import onemap.desk.LogText;
import onemap.desk.ObjectNames;
import onemap.desk.Officers;
import onemap.desk.RegisterDesk;
import onemap.desk.area.AreaDesk;
import onemap.desk.imports.ConsoleImport;
import onemap.desk.imports.Imports;
import onemap.gis.CoordinateSystems;
import onemap.gis.table.Limits;
import onemap.desk.Sight;
import onemap.domain.Area;
import onemap.domain.Personal;
import onemap.feed.EventLoops;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.Ledgers;
import onemap.flow.Alarms;
import onemap.flow.CheckpointWriter;
import onemap.flow.Decider;
import onemap.flow.decision.DecisionLane;
import onemap.flow.Directory;
import onemap.flow.Flow;
import onemap.flow.decision.Once;
import onemap.flow.decision.Recorder;
import onemap.flow.Recovery;
import onemap.flow.RegisterRows;
import onemap.flow.Registers;
import onemap.flow.fold.WarningFold;
import onemap.flow.WarningMatch;
import onemap.flow.Warnings;
import onemap.gis.Divisions;
import onemap.gis.WarningAreas;
import onemap.journal.archive.Forwarder;
import onemap.journal.audit.Notary;
import onemap.hook.Lines;
import onemap.hook.Webhooks;
import onemap.journal.checkpoint.Checkpoints;
import onemap.journal.SqliteJournal;
import onemap.journal.disk.DataFolder;
import onemap.journal.history.SqliteHistory;
import onemap.journal.search.LogIndex;
import onemap.live.ChangeLog;
import onemap.live.HazelcastNode;
import onemap.live.LiveState;
import onemap.live.Picture;
import onemap.live.RingWriter;
import onemap.net.AllowList;
import onemap.net.Destinations;
import onemap.net.HttpCalls;
import onemap.live.codec.LiveCodec;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;
import onemap.stream.LiveEndpoint;
import onemap.stream.Streamer;
import onemap.web.Health;
import onemap.web.log.LogLine;
import onemap.web.Metrics;
import onemap.web.WebServer;
import onemap.web.tls.Certificates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole wiring by hand, in reading order. */
public final class Server {
    private static final Logger log = LoggerFactory.getLogger(Server.class);
    private static final String VERSION = "0.1.0";
    private static final long OPEN_SECONDS = 20;

    private final Closings closings = new Closings();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** A port is taken, and it was given by hand or this is not the demo. */
    static final class PortTaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        PortTaken(String message) { super(message, null, false, false); }
    }

    /** Everything is open and listens when it returns; {@link #stop()} may come at any moment. */
    void open(Settings settings, Options options) {
        InstantSource clock = InstantSource.system();
        var random = new SecureRandom();

        // 1 what is kept: the data folder with journal and history; Hazelcast takes a second to start, so it starts meanwhile
        var folder = closings.add("data folder", DataFolder.open(Path.of(settings.data())));
        if (options.fresh()) empty(folder);
        var certificates = certificates(settings, folder, clock, random);
        var hazelcastStarting = CompletableFuture
                .supplyAsync(() -> HazelcastNode.start(settings.hazelcast(), settings.live().ringCapacity()));
        closings.add("hazelcast", () -> hazelcastStarting.join().close());
        var limits = SettingsFile.read(Path.of(settings.thresholds()), Map.of(), Thresholds.class).index();
        var county = County.read(Path.of(settings.gisData()));
        var journal = closings.add("journal", new SqliteJournal(folder, settings.journal(), clock, random));
        var notary = closings.add("notary", Notary.open(folder, journal, settings.audit(), clock, random, System.out::println));
        var history = closings.add("history", new SqliteHistory(folder, settings.history(), clock));
        var archive = settings.archive().isOn()
                ? Optional.of(closings.add("archive", Forwarder.start(settings.archive(), folder, journal, history, clock, random)))
                : Optional.<Forwarder>empty();
        var checkpoints = new Checkpoints(folder);

        // 2 what was: who may do what, and the picture before the stop
        var recorder = new Recorder(journal);
        var stage = options.demo() ? Access.Stage.DEMO : Access.Stage.REAL;
        var access = new Access(recorder, settings.access(), folder.secret(random), stage, clock, random).recover(journal);
        var passwords = closings.add("passwords", new Passwords(settings.access().argon2(), random));
        var directory = new Directory();
        var codec = new LiveCodec();
        var divisions = county.divisions();
        var areas = new WarningAreas(divisions);
        firstUsers(new FirstUsers(access, passwords, folder.path(), random), divisions);
        var expiry = Duration.ofHours(settings.flow().failSafeExpiryHours());
        var keep = Duration.ofHours(settings.flow().warningKeepHours());
        var rows = RegisterRows.of(journal);
        Registers.levels(rows, limits::register);
        var recovered = new Recovery(directory, limits, standing -> new WarningFold(areas::areaOf, expiry, keep, standing),
                access::name).run(journal,
                        history, checkpoints
                                .load(journal),
                        codec);

        // 3 what is: the live state
        var hazelcast = hazelcastStarting.join();
        var picture = new Picture(clock);
        var changeLog = new ChangeLog(hazelcast.ring(), codec, picture, settings.live(), random);
        closings.add("ring writer", RingWriter.start(changeLog, settings.live()));
        var live = new LiveState(hazelcast.liveMap(), picture, changeLog, codec);

        // 4 the flow: lanes for what devices tell, the decision lane for what people decide and authorities issue
        var ledgers = new Ledgers(clock);
        var flow = new Flow(settings.flow(), ledgers, directory, live, history, limits);
        var decisions = closings.add("decisions", new DecisionLane(settings.flow().decisionQueue()));
        var doors = Doors.of(access, decisions, passwords, divisions::has, clock, random);
        decisions.decide(RealTime::here);
        var match = new WarningMatch(flow, county.surroundings());
        var warnings = new Warnings(recovered, recorder, flow, match, ledgers.of("cap"), clock);
        var once = new Once(recorder, clock);
        var alarms = new Alarms(recovered, recorder, once, live, clock);
        var registers = new Registers(recorder, once, directory, rows, flow, divisions::townAt, limits::register);
        var imports = new Imports(decisions, registers, rows, divisions, new CoordinateSystems(), Limits.USUAL);
        closings.add("console", ConsoleSocket.open(folder.path(), new ConsoleDesk(doors, new ConsoleImport(imports))));
        var decider = new Decider(decisions, warnings, alarms, new ThresholdRule(limits), ledgers.of("cap"));
        var conflicts = new Conflicts(decisions, once, journal, alarms, registers, new Sight(directory, access::name));
        var merge = new Merge(decisions, recorder, List.of(alarms::refold, warnings::refold, registers::refold, conflicts::refold));
        conflicts.whenResolved(merge::show);
        var checkpoint = new CheckpointWriter(journal, history, checkpoints, decisions, alarms, directory, flow, codec);
        closings.add("checkpoint", checkpoint::write);
        closings.add("lanes", flow);
        flow.decideWith(decider);
        flow.matchWith(match);
        warnings.start();
        alarms.start();
        flow.start(recovered);
        merge.start();
        decider.judgeAll(picture);
        if (options.demo() && !registers.loaded()) load(county, registers, decisions);
        var dutyLog = new DutyLog(decisions, once, journal, directory, clock, folder.secret(random));
        var names = new ObjectNames(directory, picture);
        var logIndex = closings.add("log index",
                new LogIndex(folder.logIndexFile(), journal, new LogText(new Sight(directory, access::name), names::find),
                        LogText.VERSION));

        // 5 the feeds, on event loops of their own, so that a flood of devices never starves the screens
        var devices = closings.add("device loops", EventLoops.ofDevices());
        var feedContext = new FeedContext(devices, flow, ledgers, directory::registered, clock, random);
        var feeds = Feeds.of(settings.feeds(), feedContext, folder.path(), folder.secret(random));
        for (Feed feed : feeds)
            await("feeds." + feed.name(), feed.open());
        closings.add("feeds", () -> Closings.await(Future.all(feeds.stream().map(Feed::close).toList())));

        // 6 the screens and the web side
        var web = closings.add("web loops", EventLoops.ofScreens(RealTime::here));
        var virtualThreads = closings.add("use cases", Executors.newVirtualThreadPerTaskExecutor());
        var hooks = settings.webhooks();
        var destinations = new Destinations(new AllowList(hooks.allow()), closings.add("names", hooks.names()));
        var calls = closings.add("outgoing calls", new HttpCalls(web, new HttpClientOptions(), hooks.limits()));
        var lines = new Lines(entry -> LogLine.of(entry, Personal.maskName(access.name(entry.actor()))).encode(), access::name);
        var webhooks = closings.add("webhooks", new Webhooks(
                new Webhooks.Around(recorder, once, decisions, directory, lines, destinations, calls, clock, random),
                folder.webhooksFile(), hooks).start());
        var streamer = Streamer.start(changeLog, picture, directory, settings.stream(), clock);
        var map = StaticMap.open(settings.onlineMap(), county, folder.path(), web, clock, closings);
        var files = WebServer.files(Path.of(settings.web().folder()), county.folder(), county.catalogue());
        var health = new Health().check("journal", () -> journal.failure().map(Throwable::getMessage))
                .check("audit", notary::failing)
                .check("history", history::failing)
                .check("hazelcast",
                        () -> hazelcast.isRunning() ? Optional.empty() : Optional.of("stopped"));
        var refusals = new RefusalLog(clock);
        health.check("webhooks", webhooks::failure);
        archive.ifPresent(forwarder -> health.tell("archive", () -> forwarder.state().line()));
        var metrics = new Metrics(ledgers);
        Gauges.bind(metrics, webhooks);
        Gauges.bind(metrics, flow, decisions, changeLog, streamer, picture);
        Gauges.bind(metrics, doors);
        archive.ifPresent(forwarder -> Gauges.bind(metrics, forwarder));
        var webServer = new WebServer(web, settings.web(), files,
                new WebServer.Parts(picture, directory, journal, history, limits, new Officers(decisions,
                        alarms, registers), new RegisterDesk(decisions, registers, rows, journal, directory, divisions),
                        imports, dutyLog, logIndex,
                        new Contacts(decisions, once, journal, directory), doors, divisions::name,
                        ledgers, feeds,
                        feedContext, county.catalogue(), map, options.demo(),
                        settings.freshness(), new LiveEndpoint(
                                streamer, clock, VERSION, files.build()),
                        health, metrics, clock, virtualThreads, refusals, certificates, webhooks, conflicts, merge,
                        new AreaDesk.Sources(picture, directory, rows, divisions), archive));
        int port = await("web", webServer.open());
        closings.add("web", () -> Closings.await(webServer.close()));
        closings.add("screens", streamer);

        // 7 time passes: warnings expire, checkpoints are written
        var ticker = closings.add("ticker", Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ticker").factory()));
        ticker.scheduleAtFixedRate(decider::tick, 1, 1, TimeUnit.SECONDS);
        ticker.scheduleAtFixedRate(() -> decisions.decide(() -> {
            doors.tick();
            refusals.record(recorder);
            return null;
        }), 1, 1, TimeUnit.SECONDS);
        ticker.scheduleWithFixedDelay(checkpoint::write, settings.checkpointSeconds(), settings.checkpointSeconds(), TimeUnit.SECONDS);
        Banner.print(webServer.announce(), feeds, port, folder);

        // 8 the demo's devices, each a client of its own over the real sockets
        if (options.demo() && options.devices())
            closings.add("simulators", Demo.start(settings, options.speed(), county.folder(), limits, feeds, port, clock));
    }

    private static void empty(DataFolder folder) {
        folder.clear();
        System.out.println("data folder " + folder.path() + " emptied 数据目录已清空");
    }

    private static void firstUsers(FirstUsers users, Divisions divisions) {
        var chosen = Optional.ofNullable(System.getenv(FirstUsers.CHOSEN));
        try {
            users.prepare(chosen, divisions.towns().stream().findFirst().map(Area::new).orElse(Area.COUNTY)).forEach(System.out::println);
        } catch (FirstUsers.Refused refused) {
            throw new SettingsFile.Wrong(refused.getMessage());
        }
    }

    private static void load(County county, Registers registers, DecisionLane decisions) {
        var rows = county.registerRows();
        decisions.decide(() -> {
            registers.load(county.catalogue().name(), rows);
            return null;
        }).join();
        log.info("demo county {} loaded: {} register rows", county.catalogue().name(), rows.size());
    }

    private static <T> T await(String setting, Future<T> opening) {
        try {
            return opening.toCompletionStage().toCompletableFuture().orTimeout(OPEN_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (isPortTaken(e.getCause()))
                throw new PortTaken(e.getCause().getMessage() + "; choose another one with --set " + setting + ".port=N");
            throw new IllegalStateException(setting + " could not be opened: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof BindException) return true;
        return false;
    }

    private static Certificates certificates(Settings settings, DataFolder folder, InstantSource clock, SecureRandom random) {
        var certificates = new Certificates(settings.web().tls(), folder.path(), Machine.names(), settings.web().names(), clock, random);
        try {
            if (certificates.areOwn()) certificates.current();
            return certificates;
        } catch (IllegalArgumentException e) {
            throw new SettingsFile.Wrong("web.tls: " + e.getMessage());
        }
    }

    /** Closes sockets with 1001, works off what was taken, flushes; true when all of it went well. */
    boolean stop() {
        boolean clean = closings.closeAll();
        ended.countDown();
        return clean;
    }

    void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
