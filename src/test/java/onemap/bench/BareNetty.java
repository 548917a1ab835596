package onemap.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** The least a JVM can do: one shared direct buffer, one task per event loop, one writeAndFlush per WebSocket. */
final class BareNetty implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup group;
    private final Channel server;
    private final ByteBuf shared;
    private final Map<EventLoop, List<Channel>> channels = new ConcurrentHashMap<>();
    private final LongAdder frames = new LongAdder();

    BareNetty(int eventLoops, int frameBytes) throws InterruptedException {
        group = new MultiThreadIoEventLoopGroup(eventLoops, NioIoHandler.newFactory());
        shared = Unpooled.unreleasableBuffer(Unpooled.directBuffer(frameBytes).writeZero(frameBytes));
        var initializer = new ChannelInitializer<SocketChannel>() {
            @Override protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(4096),
                                new WebSocketServerProtocolHandler("/live"), new Joiner());
            }
        };
        server = new ServerBootstrap().group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(initializer)
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    int port() { return ((InetSocketAddress) server.localAddress()).getPort(); }

    int clients() { return channels.values().stream().mapToInt(List::size).sum(); }

    long frames() { return frames.sum(); }

    void send() {
        channels.forEach((loop, theirs) -> loop.execute(() -> {
            for (var channel : theirs)
                channel.writeAndFlush(new BinaryWebSocketFrame(shared.duplicate()), channel.voidPromise());
            frames.add(theirs.size());
        }));
    }

    @Override public void close() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully().syncUninterruptibly();
    }

    private final class Joiner extends ChannelInboundHandlerAdapter {
        @Override public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (!(event instanceof HandshakeComplete)) return;
            channels.computeIfAbsent(context.channel().eventLoop(), loop -> new CopyOnWriteArrayList<>()).add(context.channel());
        }
    }
}
