package onemap.story;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A station that speaks MQTT 3.1.1 byte by byte on a plain socket. One thread. */
public final class MqttStation implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PUBACK = 0x40;

    private final Socket socket;
    private final String clientId;
    private int lastPacketId;
    private int packetsSent;

    /** Connects and is accepted. */
    MqttStation(int port, String clientId) {
        this.clientId = clientId;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            var connect = new ByteArrayOutputStream();
            var out = new DataOutputStream(connect);
            out.writeUTF("MQTT");
            out.writeByte(4); // protocol level of 3.1.1
            out.writeByte(2); // clean session
            out.writeShort(60); // keep alive, seconds
            out.writeUTF(clientId);
            send(0x10, connect.toByteArray());
            byte[] accepted = receive(0x20);
            if (accepted[1] != 0) throw new AssertionError("CONNACK " + accepted[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Control packets sent so far. */
    int packetsSent() { return packetsSent; }

    /** At QoS 1 under its own name; returns after PUBACK. */
    public void publish(String property, double value, Instant observedAt) {
        publish("onemap/observations/" + clientId + "/" + property, "{\"value\":" + value + ",\"observedAt\":\"" + observedAt + "\"}");
    }

    void publish(String topic, String payload) {
        try {
            int packetId = ++lastPacketId & 0xffff;
            var body = new ByteArrayOutputStream();
            var out = new DataOutputStream(body);
            out.writeUTF(topic);
            out.writeShort(packetId);
            out.write(payload.getBytes(StandardCharsets.UTF_8));
            send(0x32, body.toByteArray());
            byte[] acknowledged = receive(PUBACK);
            int id = (acknowledged[0] & 0xff) << 8 | acknowledged[1] & 0xff;
            if (id != packetId) throw new AssertionError("published " + packetId + ", acknowledged " + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any control packet, right or wrong. */
    void send(int firstByte, byte[] rest) {
        var packet = new ByteArrayOutputStream();
        packet.write(firstByte);
        int length = rest.length;
        do {
            packet.write(length > 127 ? length % 128 | 128 : length);
            length /= 128;
        } while (length > 0);
        packet.writeBytes(rest);
        sendRaw(packet.toByteArray());
    }

    /** Bytes counted as one packet. */
    void sendRaw(byte[] bytes) {
        packetsSent++;
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] receive(int firstByte) throws IOException {
        var in = new DataInputStream(socket.getInputStream());
        int first = in.readUnsignedByte();
        if (first != firstByte) throw new AssertionError("expected packet " + firstByte + ", came " + first);
        var body = new byte[in.readUnsignedByte()];
        in.readFully(body);
        return body;
    }

    /** Waits until the server has closed the line. */
    void awaitHangUp() {
        var bytes = new byte[1024];
        try {
            while (socket.getInputStream().read(bytes) >= 0) {
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server did not hang up", e);
        } catch (IOException reset) {
            // that too is an end
        }
    }

    @Override public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
