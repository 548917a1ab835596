package onemap.feed.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packets written by hand from the standard, independent of the codec under test. */
final class MqttBytes {
    /** MQTT 3.1.1 and 5 protocol levels (3.1.2.2). */
    static final int V311 = 4;
    static final int V5 = 5;

    private MqttBytes() {}

    static byte[] connect(int version, String clientId) { return connect(version, clientId, true, new byte[0]); }

    /** @param properties of MQTT 5, without their length */
    static byte[] connect(int version, String clientId, boolean clean, byte[] properties) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text("MQTT"));
        body.write(version);
        body.write(clean ? 2 : 0);
        body.writeBytes(new byte[]{0, 60});
        if (version == V5) {
            body.write(properties.length);
            body.writeBytes(properties);
        }
        body.writeBytes(text(clientId));
        return packet(0x10, body.toByteArray());
    }

    static byte[] publish(int version, int qos, int packetId, String topic, String payload) {
        return publish(version, qos, packetId, topic, payload, new byte[0]);
    }

    static byte[] publish(int version, int qos, int packetId, String topic, String payload, byte[] properties) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text(topic));
        if (qos > 0) body.writeBytes(new byte[]{(byte) (packetId >> 8), (byte) packetId});
        if (version == V5) {
            body.write(properties.length);
            body.writeBytes(properties);
        }
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        return packet(0x30 | qos << 1, body.toByteArray());
    }

    static byte[] subscribe(int version, int packetId, String filter) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(new byte[]{(byte) (packetId >> 8), (byte) packetId});
        if (version == V5) body.write(0);
        body.writeBytes(text(filter));
        body.write(1);
        return packet(0x82, body.toByteArray());
    }

    static byte[] pubrel(int packetId) { return packet(0x62, new byte[]{(byte) (packetId >> 8), (byte) packetId}); }

    static byte[] packet(int firstByte, byte[] body) {
        var packet = new ByteArrayOutputStream();
        packet.write(firstByte);
        packet.writeBytes(length(body.length));
        packet.writeBytes(body);
        return packet.toByteArray();
    }

    /** Variable byte integer (MQTT 5, 1.5.5). */
    static byte[] length(int value) {
        var bytes = new ByteArrayOutputStream();
        for (int rest = value;; rest /= 128) {
            bytes.write(rest >= 128 ? rest % 128 + 128 : rest);
            if (rest < 128) return bytes.toByteArray();
        }
    }

    static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[]{(byte) (utf8.length >> 8), (byte) utf8.length});
        bytes.writeBytes(utf8);
        return bytes.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (byte[] part : parts)
            bytes.writeBytes(part);
        return bytes.toByteArray();
    }
}
