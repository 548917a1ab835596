package onemap.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A screen that takes every frame of {@code /live}, as {@code docs/live.md} has it. */
final class Screen implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    /** Held on purpose: Vert.x closes a client that nobody holds. */
    private final WebSocketClient client = vertx
            .createWebSocketClient(new WebSocketClientOptions().setMaxFrameSize(1 << 24).setMaxMessageSize(1 << 24));
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong frames = new AtomicLong();

    private Screen() {}

    /** {@code each} is given every binary frame on an event loop. */
    static Screen open(ServerProcess server, Consumer<Buffer> each) {
        var screen = new Screen();
        var options = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(server.port("web.port")).setURI("/live");
        var socket = screen.client.webSocket();
        socket.binaryMessageHandler(frame -> {
            screen.frames.incrementAndGet();
            screen.bytes.addAndGet(frame.length());
            each.accept(frame);
        });
        socket.connect(options).toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        return screen;
    }

    long frames() { return frames.get(); }

    long bytes() { return bytes.get(); }

    @Override public void close() { vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join(); }
}
