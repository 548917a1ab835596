package onemap.feed.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import onemap.domain.SourceId;
import onemap.feed.Feed;
import onemap.feed.FeedContext;
import onemap.feed.FeedLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stations that publish their readings by MQTT 3.1.1 or 5; a server that only takes. Thread-safe. */
public final class MqttFeed implements Feed {
    static final String NAME = "mqtt";
    /** Longer client ids are refused; the standard asks for 23 at least (MQTT 3.1.1, 3.1.3.1), generated ones of cloud libraries have about 60. */
    private static final int MAX_CLIENT_ID_LENGTH = 256;
    /** A batch is on disk within 50 ms; a disk that needs this long is dead, and its clients send again. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(MqttFeed.class);

    private final MqttSettings settings;
    private final FeedContext context;
    private final FeedLedger ledger;
    private final MqttServer server;
    private final Map<SocketAddress, Gate> gates = new ConcurrentHashMap<>();
    private final Map<String, MqttSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public MqttFeed(MqttSettings settings, FeedContext context) {
        this.settings = settings;
        this.context = context;
        ledger = context.ledgers().of(NAME);
        var options = new MqttServerOptions().setHost(settings.host())
                .setPort(settings.port())
                .setMaxMessageSize(settings.maxMessageBytes())
                .setMaxClientIdLength(MAX_CLIENT_ID_LENGTH)
                .setTimeoutOnConnect(settings.connectTimeoutSeconds())
                .setAutoClientId(true);
        options.setTcpKeepAlive(true);
        server = MqttServer.create(GatedServer.around((VertxInternal) context.devices(), this::admitted), options)
                .endpointHandler(this::connected)
                .exceptionHandler(refused -> ledger.note("connect_refused"));
    }

    @Override public String name() { return NAME; }

    @Override public Future<Void> open() {
        return server.listen(settings.port(), settings.host())
                .recover(failure -> Future
                        .failedFuture(new IllegalStateException("feeds.mqtt.port: cannot listen on " + settings.host() + ":"
                                + settings.port() + ": " + failure.getMessage(), failure)))
                .onSuccess(listening -> LOG.info("mqtt listens on {}:{}", settings.host(), listening.actualPort()))
                .mapEmpty();
    }

    @Override public Future<Void> close() {
        closing = true;
        var finishing = sessions.values().stream().map(MqttSession::finish).toList();
        return Future.join(finishing)
                .timeout(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .transform(answered -> server.close())
                .onSuccess(closed -> LOG.info("mqtt closed"));
    }

    @Override public Map<String, Integer> ports() { return Map.of("feeds.mqtt.port", server.actualPort()); }

    /** A socket, before any byte of it is read. */
    private void admitted(NetSocketInternal socket, Handler<NetSocket> toMqtt) {
        if (closing || gates.size() >= settings.maxConnections()) {
            if (!closing) ledger.note("limit_hit.connections");
            socket.close();
            return;
        }
        var address = socket.remoteAddress();
        socket.exceptionHandler(broken -> {}); // a reset before CONNECT is nobody's business
        toMqtt.handle(socket);
        var gate = new Gate(socket, ledger, settings.maxKeepAliveSeconds() * 3 / 2, "auto-" + Long.toHexString(context.random().nextLong()),
                () -> forget(address));
        gates.put(address, gate);
        ledger.connectionOpened();
        gate.install();
    }

    private void forget(SocketAddress address) { if (gates.remove(address) != null) ledger.connectionClosed(); }

    /** A client, after its CONNECT. */
    private void connected(MqttEndpoint endpoint) {
        var gate = gates.get(endpoint.remoteAddress());
        if (endpoint.connectProperties().getProperty(MqttProperties.AUTHENTICATION_METHOD) != null) {
            refuse(endpoint, "authentication_method", MqttConnectReturnCode.CONNECTION_REFUSED_BAD_AUTHENTICATION_METHOD);
            return;
        }
        var session = new MqttSession(endpoint, gate,
                new Ownership(gate.userName(), gate.clientId(), settings.admission(), this::isRegistered),
                settings, context);
        var before = Optional.ofNullable(sessions.get(endpoint.clientIdentifier()));
        if (before.isPresent() && !before.get().userName().equals(session.userName())) {
            refuse(endpoint, "takeover_refused", isVersion5(endpoint)
                    ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                    : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
            return;
        }
        sessions.put(endpoint.clientIdentifier(), session);
        endpoint.closeHandler(closed -> {
            sessions.remove(endpoint.clientIdentifier(), session);
            session.gone();
        });
        before.ifPresent(older -> {
            ledger.note("takeover");
            older.takenOver();
        });
        session.begin();
    }

    private void refuse(MqttEndpoint endpoint, String why, MqttConnectReturnCode code) {
        ledger.note(why);
        endpoint.reject(code);
    }

    private boolean isRegistered(String station) {
        return MqttTopic.isStation(station) && context.registered().test(SourceId.of(NAME, station));
    }

    private static boolean isVersion5(MqttEndpoint endpoint) { return endpoint.protocolVersion() == MqttVersion.MQTT_5.protocolLevel(); }
}
