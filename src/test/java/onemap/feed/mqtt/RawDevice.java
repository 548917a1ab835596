package onemap.feed.mqtt;

import static onemap.feed.mqtt.MqttBytes.V311;
import static onemap.feed.mqtt.MqttBytes.connect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** A bare socket that reads packets as hex. */
final class RawDevice implements AutoCloseable {
    private final Socket socket;
    private final String greeting;

    /** Connects and says nothing. */
    RawDevice(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        greeting = "";
    }

    /** Connects as that client; without keep alive in 3.1.1. */
    RawDevice(int port, int version, String clientId) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        send(version == V311 ? withoutKeepAlive(connect(version, clientId)) : connect(version, clientId));
        greeting = packet();
    }

    private static byte[] withoutKeepAlive(byte[] connect) {
        connect[11] = 0;
        return connect;
    }

    String greeting() { return greeting; }

    void send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException closedByServer) {
            // what a damaged stream may meet; the next read tells
        }
    }

    /** The next packet in hex, empty when the server has closed. */
    String packet() throws IOException {
        var in = socket.getInputStream();
        int first = in.read();
        if (first < 0) return "";
        int length = in.read();
        byte[] body = in.readNBytes(length);
        return HexFormat.of().toHexDigits((byte) first) + HexFormat.of().toHexDigits((byte) length) + HexFormat.of().formatHex(body);
    }

    boolean reads(String hex) throws IOException {
        assertThat(packet()).isEqualTo(hex.replace(" ", ""));
        return true;
    }

    boolean isClosed() throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override public void close() throws IOException { socket.close(); }
}
