package onemap.stream;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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

    /** Call it on the socket's event loop; {@code view} is what the caller may see, the other parameters are those of the query, null when it has none. */
    public void accept(ServerWebSocket socket, View view, String sinceParam, String epochParam) {
        var client = new LiveSocket(socket, outbox(), streamer);
        socket.writeTextMessage(hello(view));
        client.listen();
        var resume = sinceParam == null || epochParam == null ? Optional.<Position>empty() : Position.parse(epochParam, sinceParam);
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
