package onemap.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.codec.LiveCodec;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.MemoryLiveMap;
import onemap.live.MemoryRing;
import onemap.live.Picture;
import onemap.live.RandomObjects;
import onemap.live.RingWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream over real sockets. */
@Timeout(30)
class LiveEndpointTest {
    private static final Instant NOW = Instant.parse("2026-08-01T00:00:00Z");
    private static final LiveSettings LIVE = new LiveSettings(1 << 20, 16, 10_000, Duration.ofMillis(1));
    private static final StreamSettings STREAM = new StreamSettings(Duration.ofMillis(20), Duration.ofMillis(100), 64 * 1024,
            Duration.ofSeconds(2), Duration.ofSeconds(1), 100, 100, 20, 10);

    /** RFC 6455, 1.2. */
    private static final String UPGRADE = "GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private final SplittableRandom random = new SplittableRandom(17);
    private final RandomObjects objects = new RandomObjects(random);
    private final Picture picture = new Picture(() -> NOW);
    private final LiveCodec codec = new LiveCodec();
    private final ChangeLog changeLog = new ChangeLog(new MemoryRing(30), codec, picture, LIVE, random);
    private final LiveState live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
    private final Vertx vertx = Vertx.vertx();
    /** Kept: a client that is garbage closes its connections. */
    private final WebSocketClient webSocketClient = vertx.createWebSocketClient();
    private RingWriter writer;
    private Streamer streamer;
    private final BlockingQueue<ServerWebSocket> accepted = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach void start() throws Exception {
        writer = RingWriter.start(changeLog, LIVE);
        streamer = Streamer.start(changeLog, picture, new Directory(), STREAM, () -> NOW);
        var endpoint = new LiveEndpoint(streamer, () -> NOW, "0.1.0", "test");
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setWriteIdleTimeout(4);
        var server = vertx.createHttpServer(options)
                .requestHandler(request -> request.toWebSocket()
                        .onSuccess(accepted::add)
                        .onSuccess(socket -> endpoint.accept(socket, View.ALL, said -> true,
                                Position.parse(request.getParam("epoch", ""), request.getParam("since", "")))));
        port = server.listen().await(10, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach void stop() throws Exception {
        streamer.close();
        writer.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test void greetsThenSendsTheSnapshotThenChanges() throws Exception {
        put("site:1");
        var screen = new Browser("/live");

        var hello = new JsonObject(screen.nextText());
        assertThat(hello.getString("type")).isEqualTo("hello");
        assertThat(hello.getString("epoch")).hasSize(16);
        assertThat(hello.getLong("serverTime")).isEqualTo(NOW.toEpochMilli());
        assertThat(hello.getInteger("tickMillis")).isEqualTo(20);
        screen.readUntil(1);
        put("site:2");
        screen.readUntil(2);
        assertThat(screen.model.to()).isEqualTo(changeLog.tail());
    }

    @Test void resumesAfterAReconnect() throws Exception {
        put("site:1");
        var before = new Browser("/live");
        var epoch = new JsonObject(before.nextText()).getString("epoch");
        before.readUntil(1);
        long since = before.model.to();
        before.socket.close().await(5, TimeUnit.SECONDS);
        put("site:2");

        var after = new Browser("/live?epoch=" + epoch + "&since=" + since);

        assertThat(after.nextFrame().getByte(0)).isEqualTo((byte) 2);
        assertThat(streamer.figures().resumed()).isEqualTo(1);
    }

    @Test void answersAGap() throws Exception {
        put("site:1");
        var screen = new Browser("/live");
        var epoch = new JsonObject(screen.nextText()).getString("epoch");
        screen.readUntil(1);

        screen.socket.writeTextMessage("{\"since\":0,\"epoch\":\"" + epoch + "\"}");

        var frame = screen.nextFrame();
        while (frame.getByte(0) != 2)
            frame = screen.nextFrame();
        assertThat(frame.getDoubleLE(8)).isZero();
        assertThat(frame.getIntLE(4)).isEqualTo(1);
    }

    @Test void closesWhoAsksTooOften() throws Exception {
        var screen = new Browser("/live");
        for (int i = 0; i < 30; i++)
            screen.socket.writeTextMessage("{\"since\":-1}");

        assertThat(screen.closeCode()).isEqualTo(1008);
        assertThat(streamer.figures().closedFlooding()).isEqualTo(1);
    }

    @Test void countsWhoTalksNonsenseOnce() throws Exception {
        var screen = new Browser("/live");
        for (int i = 0; i < 5; i++)
            screen.socket.writeTextMessage("nonsense");

        assertThat(screen.closeCode()).isEqualTo(1008);
        assertThat(streamer.figures().closedFlooding()).isEqualTo(1);
        await(() -> streamer.figures().clients() == 0);
    }

    @Test void closesWhoPingsTooOften() throws Exception {
        var screen = new Browser("/live");
        for (int i = 0; i < 30; i++)
            screen.socket.writePing(Buffer.buffer("x"));

        assertThat(screen.closeCode()).isEqualTo(1008);
    }

    @Test void closesWhoTalksNonsense() throws Exception {
        for (var nonsense : List.of("", "null", "[]", "{", "{\"since\":\"1\"}", "{}", "[[[[", "x".repeat(300))) {
            var screen = new Browser("/live");

            screen.socket.writeTextMessage(nonsense);

            assertThat(screen.closeCode()).as(nonsense).isEqualTo(1008);
        }
    }

    @Test void dropsWhoDoesNotReadAndNobodyElse() throws Exception {
        try (var deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            deaf.connect(new InetSocketAddress("127.0.0.1", port));
            deaf.getOutputStream().write(UPGRADE.getBytes(StandardCharsets.US_ASCII));
            var dropped = accepted.take();
            var healthy = new Browser("/live");

            await(() -> {
                put("site:" + random.nextInt(100));
                return streamer.figures().closedSlow() > 0;
            });
            await(dropped::isClosed);

            assertThat(streamer.figures().clients()).isEqualTo(1);
            put("site:after");
            while (healthy.model.things().keySet().stream().noneMatch(key -> key.id().equals("site:after")))
                healthy.model.receive(healthy.nextFrame().getBytes());
        }
    }

    @Test void saysGoodbyeWhenItStops() throws Exception {
        var screen = new Browser("/live");
        screen.nextText();

        streamer.close();

        assertThat(screen.closeCode()).isEqualTo(1001);
    }

    private static void await(BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean())
            assertThat(System.nanoTime()).isLessThan(deadlineNanos);
    }

    private void put(String id) {
        live.publish(List.of(new Change.Put(objects.of(Kind.SITE, id, picture.versionOf(Kind.SITE, id) + 1), false)));
    }

    /** A socket that feeds the model of a browser. */
    private final class Browser {
        private final WebSocket socket;
        private final Screen model = new Screen();
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<Buffer> frames = new LinkedBlockingQueue<>();
        private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();

        Browser(String path) throws Exception {
            var client = webSocketClient.webSocket();
            client.textMessageHandler(texts::add);
            client.binaryMessageHandler(frames::add);
            client.closeHandler(closed -> closes.add((int) client.closeStatusCode()));
            socket = client.connect(port, "127.0.0.1", path).await(10, TimeUnit.SECONDS);
        }

        String nextText() throws InterruptedException { return texts.poll(10, TimeUnit.SECONDS); }

        Buffer nextFrame() throws InterruptedException { return frames.poll(10, TimeUnit.SECONDS); }

        int closeCode() throws InterruptedException { return closes.poll(10, TimeUnit.SECONDS); }

        void readUntil(int things) throws InterruptedException {
            while (model.things().size() < things)
                model.receive(nextFrame().getBytes());
        }
    }
}
