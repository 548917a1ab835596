package onemap.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many screens in one process, which read and look at nothing. Arguments: port, screens. A line on its standard input is answered with the bytes received so
 * far; its end ends it.
 */
public final class ScreensLoad {
    /** The handshake of RFC 6455, 1.3, with the key of its example. */
    private static final String HANDSHAKE = """
            GET /live HTTP/1.1\r
            Host: 127.0.0.1\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private final AtomicLong received = new AtomicLong();
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 18);

    private ScreensLoad() {}

    public static void main(String[] arguments) throws IOException {
        var screens = new ScreensLoad();
        Thread.ofPlatform().daemon().start(() -> screens.run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])));
        var questions = new BufferedReader(new InputStreamReader(System.in));
        while (questions.readLine() != null)
            System.out.println(screens.received.get());
    }

    private void run(int port, int count) {
        try (var selector = Selector.open()) {
            for (int i = 0; i < count; i++) {
                var socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
                socket.write(ByteBuffer.wrap(HANDSHAKE.getBytes(StandardCharsets.US_ASCII)));
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ);
                selector.selectNow(this::ready);
            }
            while (true)
                selector.select(this::ready);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            in.clear();
            int count = ((SocketChannel) key.channel()).read(in);
            if (count < 0) throw new IOException("a screen was closed");
            received.addAndGet(count);
        } catch (IOException e) {
            System.err.println("screens: " + e);
            System.exit(1);
        }
    }
}
