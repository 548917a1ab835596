package onemap.feed.jt808;

import java.net.InetAddress;
import java.net.UnknownHostException;
import onemap.feed.Admission;

/**
 * The JT/T 808 port.
 *
 * @param host      address to listen on; anything but loopback asks for admission {@code registered}
 * @param port      0 = any free one
 */
public record Jt808Settings(String host, int port, Admission admission, Limits limits, Subpackages subpackages) {
    /**
     * @param maxFrameBytes            unescaped; the standard's largest frame is 1,045 (21 header, 1,023 body, checksum), vendors exceed it a little
     * @param maxSkippedBytes          without a delimiter, after which the sender does not speak this protocol and is cut off
     * @param maxConnections           by memory: about 10 KiB each when quiet
     * @param maxConnectionsPerAddress a carrier's gateway stands for many devices, a flood comes from few addresses
     * @param maxDevicesPerConnection  a forwarding gateway sends for many devices over one connection
     * @param maxDevices               by memory: about 300 bytes each
     * @param maxUnstoredReads         reads whose reports are not yet durable, per connection, before reading pauses
     * @param authenticateSeconds      until the first good frame, with admission {@code registered} until a good authentication
     * @param frameSeconds             from the first to the last byte of a frame
     * @param idleSeconds              without a byte; the longest heartbeat interval in use is some ten minutes
     */
    public record Limits(int maxFrameBytes, int maxSkippedBytes, int maxConnections, int maxConnectionsPerAddress,
            int maxDevicesPerConnection, int maxDevices, int maxUnstoredReads, int authenticateSeconds, int frameSeconds,
            int idleSeconds) {
        public Limits {
            between("maxFrameBytes", maxFrameBytes, 64, 64 * 1024);
            between("maxSkippedBytes", maxSkippedBytes, maxFrameBytes, 16 * 1024 * 1024);
            between("maxConnections", maxConnections, 1, 1_000_000);
            between("maxConnectionsPerAddress", maxConnectionsPerAddress, 1, 1_000_000);
            between("maxDevicesPerConnection", maxDevicesPerConnection, 1, 1_000_000);
            between("maxDevices", maxDevices, 1, 10_000_000);
            between("maxUnstoredReads", maxUnstoredReads, 1, 10_000);
            between("authenticateSeconds", authenticateSeconds, 1, 86_400);
            between("frameSeconds", frameSeconds, 1, 86_400);
            between("idleSeconds", idleSeconds, 1, 7 * 86_400);
        }
    }

    /**
     * Messages sent in parts 分包.
     *
     * @param deviceBytes held for one device, its oldest message is dropped first
     * @param totalBytes  held for all devices, the device silent for longest loses first
     * @param seconds     from the first part to the last
     * @param askSeconds  without a new part, after which the missing ones are asked for (0x8003)
     */
    public record Subpackages(int deviceBytes, long totalBytes, int seconds, int askSeconds) {
        public Subpackages {
            between("deviceBytes", deviceBytes, 2048, 16 * 1024 * 1024);
            between("totalBytes", totalBytes, deviceBytes, 1L << 32);
            between("seconds", seconds, 1, 3600);
            between("askSeconds", askSeconds, 1, 3600);
        }
    }

    public Jt808Settings {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port + " is not a port");
        if (admission == Admission.ANY && !isLoopback(host))
            throw new IllegalArgumentException(
                    "host: " + host + " is open to others, so admission must be \"registered\"");
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: " + host + " is not an address", e);
        }
    }

    private static void between(String name, long value, long lowest, long highest) {
        if (value < lowest || value > highest)
            throw new IllegalArgumentException(name + ": " + value + " is not between " + lowest + " and " + highest);
    }
}
