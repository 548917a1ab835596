package onemap.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Where a WebSocket becomes a client of the stream: greets it and listens to what it asks ({@code docs/live.md}). The HTTP server must have a write
 * idle timeout a little above {@link StreamSettings#fullFor}: a client that does not read does not get the close frame either, and only that timeout
 * drops its connection; heartbeats keep all others alive. Thread-safe.
 */
public final class LiveEndpoint {
    private static final int PROTOCOL = 1;

    private final Map<Thread, Outbox> outboxes = new ConcurrentHashMap<>();
    private final Streamer streamer;
    private final InstantSource clock;
    private final String version;
    private final String build;

    public LiveEndpoint(Streamer streamer, InstantSource clock, String version, String build) {
        this.streamer = streamer;
        this.clock = clock;
        this.version = version;
        this.build = build;
    }

    /**
     * Call it on the socket's event loop.
     *
     * @param view   what the caller may see
     * @param may    what it may say
     * @param resume where it stood before; empty: it wants a snapshot
     */
    public void accept(ServerWebSocket socket, View view, Predicate<MessageType> may, Optional<Position> resume) {
        var client = new LiveSocket(socket, outbox(), streamer, may);
        socket.writeTextMessage(hello(view));
        client.listen();
        streamer.join(client, view, resume);
    }

    private Outbox outbox() { return outboxes.computeIfAbsent(Thread.currentThread(), eventLoop -> new Outbox(Vertx.currentContext())); }

    private String hello(View view) {
        var changeLog = streamer.changeLog();
        return new JsonObject().put("type", "hello")
                .put("protocol", PROTOCOL)
                .put("version", version)
                .put("build", build)
                .put("epoch", HexFormat.of().toHexDigits(streamer.epochOf(view)))
                .put("serverTime", clock.millis())
                .put("to", changeLog.tail())
                .put("tickMillis", streamer.settings().tick().toMillis())
                .encode();
    }
}
