package onemap.bench;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.live.ChangeLog;
import onemap.live.LiveCodec;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.MemoryLiveMap;
import onemap.live.MemoryRing;
import onemap.live.Picture;
import onemap.live.RingWriter;
import onemap.stream.LiveEndpoint;
import onemap.stream.StreamSettings;
import onemap.stream.Streamer;

/**
 * G7: CPU of this process per 4-KiB frame delivered to 1,000 WebSocket clients in another process, through publish, ring, tick, encode and Vert.x,
 * against {@link BareNetty} writing one shared frame to as many; blocks alternate in one run. Argument: seconds per block (default 4).
 */
public final class FanoutBench {
    private static final int CLIENTS = 1000;
    private static final int EVENT_LOOPS = 2;
    private static final int BLOCKS = 5;
    private static final long FRAME_PAUSE_MILLIS = 25;
    /** 130 moves of 31 bytes and the header are 4,070 bytes. */
    private static final int MOVES = 130;
    private static final int FRAME_BYTES = 40 + MOVES * 31;
    private static final String UPGRADE = "GET /live HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
    private static final StreamSettings STREAM = new StreamSettings(Duration.ofMillis(FRAME_PAUSE_MILLIS), Duration.ofHours(1), 512 * 1024,
            Duration.ofHours(2), Duration.ofSeconds(1), 10_000, 500, 50, CLIENTS);
    private static final LiveSettings LIVE = new LiveSettings(64 << 20, 256, 65_536, Duration.ofMillis(1));

    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
    private final LiveCodec codec = new LiveCodec();
    private final Picture picture = new Picture(InstantSource.system());
    private final ChangeLog changeLog = new ChangeLog(new MemoryRing(LIVE.ringCapacity()), codec, picture, LIVE, random);
    private final LiveState live = new LiveState(new MemoryLiveMap(), picture, changeLog, codec);
    private final List<Track> tracks = new ArrayList<>();

    private interface Side {
        void send();

        long frames();
    }

    public static void main(String[] args) throws Exception {
        if (args.length == 3 && args[0].equals("clients")) connect(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        else
            new FanoutBench().run(args.length > 0 ? Integer.parseInt(args[0]) : 4);
    }

    private void run(int secondsPerBlock) throws Exception {
        for (int i = 0; i < MOVES; i++)
            tracks.add(track("jt808:" + i));
        live.publish(tracks.stream().<Change>map(track -> new Change.Put(track, false)).toList());
        var writer = RingWriter.start(changeLog, LIVE);
        try (var netty = new BareNetty(EVENT_LOOPS, FRAME_BYTES);
                var streamer = Streamer.start(changeLog, picture, STREAM, InstantSource.system())) {
            int port = listen(streamer);
            var clients = startClients(port, netty.port());
            while (streamer.figures().clients() < CLIENTS || netty.clients() < CLIENTS)
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            measure(secondsPerBlock, side(this::move, () -> streamer.figures().frames()), side(netty::send, netty::frames));
            System.out.println(streamer.figures() + " " + changeLog.figures());
            clients.destroy();
            clients.waitFor(5, TimeUnit.SECONDS);
        }
        writer.close();
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void measure(int secondsPerBlock, Side ours, Side bare) {
        block(secondsPerBlock, ours);
        block(secondsPerBlock, bare);
        var micros = new double[2][BLOCKS];
        for (int i = 0; i < BLOCKS; i++) {
            micros[0][i] = block(secondsPerBlock, ours);
            micros[1][i] = block(secondsPerBlock, bare);
        }
        System.out.printf("stream %s µs a frame, median %.2f%n", Arrays.toString(micros[0]), median(micros[0]));
        System.out.printf("bare   %s µs a frame, median %.2f%n", Arrays.toString(micros[1]), median(micros[1]));
        System.out.printf("G7: %.2f × bare Netty (goal 1.2)%n", median(micros[0]) / median(micros[1]));
    }

    /** Microseconds of this process' CPU per delivered frame. */
    private double block(int seconds, Side side) {
        long frames = side.frames();
        long cpu = process.getProcessCpuTime();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            side.send();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(FRAME_PAUSE_MILLIS));
        }
        return Math.round((process.getProcessCpuTime() - cpu) / 10.0 / (side.frames() - frames)) / 100.0;
    }

    private void move() {
        var changes = new ArrayList<Change>(MOVES);
        for (int i = 0; i < MOVES; i++) {
            tracks.set(i, moved(tracks.get(i)));
            changes.add(new Change.Put(tracks.get(i), true));
        }
        live.publish(changes);
    }

    private int listen(Streamer streamer) throws Exception {
        var endpoint = new LiveEndpoint(streamer, InstantSource.system(), "0", "bench");
        var servers = new ArrayList<Future<Integer>>();
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(CLIENTS);
        servers.add(vertx.createHttpServer(options)
                .requestHandler(request -> request.toWebSocket().onSuccess(socket -> endpoint.accept(socket, null, null)))
                .listen()
                .map(server -> server.actualPort()));
        return servers.getFirst().await(10, TimeUnit.SECONDS);
    }

    private static Process startClients(int port, int nettyPort) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        return new ProcessBuilder(java, "-Xmx512m", "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile", ""),
                "-cp", System.getProperty("java.class.path"), FanoutBench.class.getName(), "clients", Integer.toString(port),
                Integer.toString(nettyPort)).inheritIO().start();
    }

    /** The other process: as many raw sockets to each server, which upgrade and then throw away what they read. */
    private static void connect(int port, int nettyPort) throws Exception {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        NetClient client = vertx.createNetClient(new NetClientOptions());
        for (int i = 0; i < CLIENTS; i++)
            for (int each : new int[]{port, nettyPort})
                client.connect(each, "127.0.0.1").await(10, TimeUnit.SECONDS).handler(ignored -> {}).write(UPGRADE);
        new CountDownLatch(1).await();
        Reference.reachabilityFence(client); // a client that is garbage closes its connections
    }

    private Track moved(Track before) {
        return new Track(before.identity(), Optional.of(new LonLat(random.nextDouble(121, 122), random.nextDouble(29, 30))), 10, 12.5, 90,
                Optional.of(before.observedAt().orElseThrow().plusMillis(25)), before.receivedAt(), Optional.empty(), before.source(), 0,
                Flags.NONE, List.of(), before.version() + 1);
    }

    private static Track track(String id) {
        var now = Instant.parse("2026-08-01T00:00:00Z");
        var identity = new Track.Identity(id, "n", Track.TrackType.VEHICLE, "消", "", List.of(new SourceId(id)), true, Optional.empty());
        return new Track(identity, Optional.empty(), 0, 0, 0, Optional.of(now), Optional.of(now), Optional.empty(), new SourceId(id), 0,
                Flags.NONE, List.of(), 1);
    }

    private static Side side(Runnable send, LongSupplier frames) {
        return new Side() {
            @Override public void send() { send.run(); }

            @Override public long frames() { return frames.getAsLong(); }
        };
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
