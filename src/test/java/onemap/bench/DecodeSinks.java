package onemap.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import onemap.feed.Admission;
import onemap.feed.FeedContext;
import onemap.feed.Ledgers;
import onemap.feed.Receipt;
import onemap.feed.jt808.Jt808;
import onemap.feed.jt808.Jt808Settings;

/**
 * One of the two sides of {@link DecodeBench} as a process: {@code feed} is the real JT/T 808 feed in front of an inbox that takes everything; {@code bare}
 * is Netty alone, which looks for delimiters and answers every frame with a ready-made one. Prints its port; ends with its standard input.
 */
public final class DecodeSinks {
    /** As long as a general answer 0x8001 in the form of 2013. */
    private static final byte[] ANSWER = new byte[20];

    private DecodeSinks() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(arguments[0].equals("feed") ? feed() : bare());
        while (System.in.read() >= 0)
            continue;
        System.exit(0);
    }

    private static int feed() {
        var clock = InstantSource.system();
        var all = new Receipt(CompletableFuture.completedFuture(null),
                CompletableFuture.completedFuture(new Receipt.Tally(0, 0, Map.of(), 0)));
        var context = new FeedContext(Vertx.vertx(), reports -> all, new Ledgers(clock), source -> true, clock, new Random(1));
        var limits = new Jt808Settings.Limits(2048, 65_536, 20_000, 2_000, 1_000, 200_000, 64, 15, 30, 1200);
        var feed = new Jt808(
                new Jt808Settings("127.0.0.1", 0, Admission.ANY, limits, new Jt808Settings.Subpackages(65_536, 1 << 26, 60, 5)), context,
                new byte[32]);
        feed.open().toCompletionStage().toCompletableFuture().join();
        return feed.ports().get("feeds.jt808.port");
    }

    private static int bare() throws IOException, InterruptedException {
        ANSWER[0] = ANSWER[ANSWER.length - 1] = 0x7e;
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap().group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override protected void initChannel(Channel channel) { channel.pipeline().addLast(new Sink()); }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    private static final class Sink extends ChannelInboundHandlerAdapter {
        private boolean half;

        @Override public void channelRead(ChannelHandlerContext context, Object message) {
            var in = (ByteBuf) message;
            int frames = 0;
            for (int at = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) 0x7e); at >= 0; at = in.indexOf(at + 1, in.writerIndex(),
                    (byte) 0x7e)) {
                if (half) frames++;
                half = !half;
            }
            in.release();
            ByteBuf out = context.alloc().buffer(frames * ANSWER.length);
            for (int i = 0; i < frames; i++)
                out.writeBytes(ANSWER);
            context.writeAndFlush(out, context.voidPromise());
        }

        @Override public void exceptionCaught(ChannelHandlerContext context, Throwable cause) { context.close(); }
    }
}
