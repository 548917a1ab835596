package onemap.feed.jt808;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import onemap.domain.SourceId;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vehicle and team terminals over TCP: JT/T 808-2011, -2013, -2019. Everything runs on one event loop, which decodes over a million frames a second, so
 * nothing here needs a lock.
 */
public final class Jt808 implements Feed {
    static final String NAME = "jt808";
    private static final Logger log = LoggerFactory.getLogger(Jt808.class);
    private static final long TICK_MILLIS = 250;
    /** Durable answers take 50 ms; a server that stops must be gone in ten seconds. */
    private static final long CLOSE_MILLIS = 3000;

    private final Jt808Settings settings;
    private final FeedContext context;
    private final FeedLedger ledger;
    private final Platform platform;
    private final Context loop;
    private final NetServer server;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<String, Integer> connectionsByAddress = new HashMap<>();
    private boolean closing;
    private long timer = -1;

    /** {@code secret} belongs to the data folder: authentication codes are derived from it. */
    public Jt808(Jt808Settings settings, FeedContext context, byte[] secret) {
        this.settings = settings;
        this.context = context;
        this.ledger = context.ledgers().of(NAME);
        this.platform = Platform.of(settings, ledger, context.registered(), secret);
        this.loop = context.devices().getOrCreateContext();
        this.server = context.devices().createNetServer(new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(1024));
    }

    @Override public String name() { return NAME; }

    @Override public Future<Void> open() {
        return onLoop(() -> {
            timer = context.devices().setPeriodic(TICK_MILLIS, id -> tick());
            return server.connectHandler(this::connected).listen(settings.port(), settings.host());
        })
                .recover(failure -> Future.failedFuture(new IllegalStateException("feeds.jt808.port: cannot listen on " + settings.host()
                        + ":" + settings.port() + ": " + failure.getMessage(), failure)))
                .onSuccess(listening -> log.info("feed jt808 listens on {}:{}", settings.host(), listening.actualPort()))
                .mapEmpty();
    }

    @Override public Future<Void> close() {
        return onLoop(() -> {
            closing = true;
            context.devices().cancelTimer(timer);
            var open = List.copyOf(connections);
            Future<Void> answered = Future.join(open.stream().map(Connection::finish).toList()).mapEmpty();
            return answered.timeout(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .compose(nothing -> Future.join(open.stream().map(Connection::close).toList()).otherwiseEmpty())
                    .compose(nothing -> server.close());
        });
    }

    @Override public Map<String, Integer> ports() { return Map.of("feeds.jt808.port", server.actualPort()); }

    /** What a connected device said of itself when it registered. */
    public Future<Optional<Registration>> findRegistration(SourceId source) {
        return onLoop(() -> Future.succeededFuture(platform.online()
                .find(Phone.of(source.idInFeed()))
                .flatMap(Session::registration)));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> work) {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    private void connected(NetSocket socket) {
        String address = socket.remoteAddress().hostAddress();
        int fromThere = connectionsByAddress.getOrDefault(address, 0);
        boolean full = connections.size() >= settings.limits().maxConnections();
        if (closing || full || fromThere >= settings.limits().maxConnectionsPerAddress()) {
            if (!closing) ledger.note(full ? "limit_hit.connections" : "limit_hit.connections_per_address");
            socket.close();
            return;
        }
        var connection = new Connection(socket, platform, context.inbox(), context.clock(), loop, this::ended);
        connections.add(connection);
        ledger.connectionOpened();
        connectionsByAddress.merge(address, 1, Integer::sum);
        connection.open();
    }

    private void ended(Connection connection) {
        if (connections.remove(connection)) ledger.connectionClosed();
        connectionsByAddress.computeIfPresent(connection.address(), (address, count) -> count == 1 ? null : count - 1);
    }

    private void tick() {
        List.copyOf(connections).forEach(connection -> connection.elapse(TICK_MILLIS));
        for (var missing : platform.reassembly().elapse(TICK_MILLIS))
            platform.online().find(missing.phone()).ifPresent(session -> session.askFor(missing.firstSerial(), missing.parts()));
    }
}
