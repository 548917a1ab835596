package onemap.feed.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetServerInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.internal.tls.ServerSslContextProvider;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrafficShapingOptions;
import io.vertx.core.spi.metrics.Metrics;
import java.time.Duration;

/**
 * The server socket beneath vertx-mqtt. That library shows endpoints only; this shows its sockets to a doorkeeper first, for what an endpoint cannot do: stop
 * reading, count each packet, refuse before a session stands.
 */
final class GatedServer implements NetServerInternal {
    /** Told of each accepted socket, with the handler that would make an MQTT connection of it. */
    interface Doorkeeper {
        void arrived(NetSocketInternal socket, Handler<NetSocket> toMqtt);
    }

    private final NetServerInternal server;
    private final Doorkeeper doorkeeper;

    private GatedServer(NetServerInternal server, Doorkeeper doorkeeper) {
        this.server = server;
        this.doorkeeper = doorkeeper;
    }

    /** The same Vert.x, whose server sockets pass the doorkeeper. */
    static VertxWrapper around(VertxInternal vertx, Doorkeeper doorkeeper) {
        return new VertxWrapper(vertx) {
            @Override public NetServerInternal createNetServer(NetServerOptions options) {
                return new GatedServer(super.createNetServer(options), doorkeeper);
            }
        };
    }

    @Override public NetServerInternal connectHandler(Handler<NetSocket> toMqtt) {
        server.connectHandler(socket -> doorkeeper.arrived((NetSocketInternal) socket, toMqtt));
        return this;
    }

    @Override public NetServerInternal exceptionHandler(Handler<Throwable> handler) {
        server.exceptionHandler(handler);
        return this;
    }

    @Override public Handler<NetSocket> connectHandler() { return server.connectHandler(); }

    @Override public Future<NetServer> listen() { return server.listen(); }

    @Override public Future<NetServer> listen(SocketAddress address) { return server.listen(address); }

    @Override public Future<NetServer> listen(ContextInternal context, SocketAddress address) { return server.listen(context, address); }

    @Override public Future<Void> shutdown(Duration timeout) { return server.shutdown(timeout); }

    @Override public int actualPort() { return server.actualPort(); }

    @Override public Future<Boolean> updateSSLOptions(ServerSSLOptions options, boolean force) {
        return server.updateSSLOptions(options, force);
    }

    @Override public Future<Boolean> updateTrafficShapingOptions(TrafficShapingOptions options) {
        return server.updateTrafficShapingOptions(options);
    }

    @Override public ServerSslContextProvider sslContextProvider() { return server.sslContextProvider(); }

    @Override public int sniEntrySize() { return server.sniEntrySize(); }

    @Override public boolean isClosed() { return server.isClosed(); }

    @Override public Metrics getMetrics() { return server.getMetrics(); }
}
