package onemap.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import onemap.domain.Change;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.SourceId;
import onemap.domain.Track;
import onemap.flow.Directory;
import onemap.live.ChangeLog;
import onemap.live.HazelcastNode;
import onemap.live.HazelcastSettings;
import onemap.live.codec.LiveCodec;
import onemap.live.LiveSettings;
import onemap.live.LiveState;
import onemap.live.Picture;
import onemap.live.RingWriter;
import onemap.stream.LiveEndpoint;
import onemap.stream.StreamSettings;
import onemap.stream.View;
import onemap.stream.Streamer;

/**
 * One of the two sides of {@link FanoutBench} as a process: {@code stream} moves 131 tracks every 100 ms, which the real stream makes one frame of 4 KiB of
 * for all screens; {@code bare} is Netty alone, which writes one shared frame as long to all its sockets. Prints its port; ends with its standard input.
 */
public final class FanoutSinks {
    static final int TICK_MILLIS = 100;
    /** So many moves of 31 bytes and a header of 40 are 4,101 bytes. */
    private static final int TRACKS = 131;
    private static final int FRAME_BYTES = 40 + TRACKS * 31;

    private FanoutSinks() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(arguments[0].equals("stream") ? stream() : bare());
        while (System.in.read() >= 0)
            continue;
        System.exit(0);
    }

    private static int stream() {
        var clock = InstantSource.system();
        var settings = new LiveSettings(64 << 20, 256, 100_000, Duration.ofMillis(1));
        var hazelcast = HazelcastNode.start(new HazelcastSettings("bench", 0, 13), settings.ringCapacity());
        var codec = new LiveCodec();
        var picture = new Picture(clock);
        var changeLog = new ChangeLog(hazelcast.ring(), codec, picture, settings, new Random(1));
        RingWriter.start(changeLog, settings);
        var live = new LiveState(hazelcast.liveMap(), picture, changeLog, codec);
        var tick = Duration.ofMillis(TICK_MILLIS / 2);
        var streamer = Streamer.start(changeLog, picture, new Directory(),
                new StreamSettings(tick, Duration.ofSeconds(1), 512 * 1024, Duration.ofSeconds(30), Duration.ofMillis(500), 1000, 512, 50,
                        5000),
                clock);
        var endpoint = new LiveEndpoint(streamer, clock, "bench", "bench");
        var vertx = Vertx.vertx();
        var server = vertx
                .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0).setTcpNoDelay(true).setAcceptBacklog(1024))
                .webSocketHandler(socket -> endpoint.accept(socket, View.ALL, said -> true, Optional.empty()))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var step = new long[]{0};
        vertx.setPeriodic(TICK_MILLIS, timer -> live.publish(moves(++step[0])));
        return server.actualPort();
    }

    private static List<Change> moves(long version) {
        var changes = new ArrayList<Change>(TRACKS);
        var at = Optional.of(Instant.ofEpochSecond(1_700_000_000 + version));
        for (int i = 0; i < TRACKS; i++) {
            var source = SourceId.of("jt808", String.valueOf(13_900_000_000L + i));
            var identity = new Track.Identity(source.value(), "浙B" + i, Track.TrackType.VEHICLE, "消", "望海", List.of(source), true,
                    Optional.empty());
            var place = Optional.of(new LonLat(121.3 + i * 0.001, 29.1 + version * 0.00001 % 0.5));
            changes.add(new Change.Put(
                    new Track(identity, place, 0, 10, 90, at, at, Optional.empty(), source, 0, Flags.NONE, List.of(), version),
                    version > 1));
        }
        return changes;
    }

    private static int bare() throws InterruptedException {
        ChannelGroup sockets = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ByteBuf frame = Unpooled.unreleasableBuffer(Unpooled.directBuffer(FRAME_BYTES).writeZero(FRAME_BYTES));
        var loops = new MultiThreadIoEventLoopGroup(2 * Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
        Channel server = new ServerBootstrap().group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(8192), new WebSocketServerProtocolHandler("/live"),
                                        new Greeter(sockets));
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        loops.scheduleAtFixedRate(() -> sockets.writeAndFlush(new BinaryWebSocketFrame(frame.retainedDuplicate())), TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static final class Greeter extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final ChannelGroup sockets;

        Greeter(ChannelGroup sockets) { this.sockets = sockets; }

        @Override public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) sockets.add(context.channel());
        }

        @Override protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message) {
            // screens say nothing
        }

        @Override public void exceptionCaught(ChannelHandlerContext context, Throwable cause) { context.close(); }
    }
}
