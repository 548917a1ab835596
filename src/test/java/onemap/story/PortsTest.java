package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A14, R16: what the server's process listens on, as the kernel tells it: the documented ports and no other, all on loopback. */
@Timeout(300)
class PortsTest {
    private static final String LISTENING = "0A";
    @TempDir Path temp;

    private record Socket(String protocol, InetAddress address, int port) {}

    @Test void theDemoListensOnTheDocumentedPortsOnLoopbackOnly() {
        try (var server = TestServer.start(temp.resolve("data"))) {
            assertDocumented(server);
        }
    }

    @Test void aPlainStartDoesToo() {
        try (var server = TestServer.startReal(temp.resolve("data"))) {
            assertDocumented(server);
        }
    }

    private static void assertDocumented(TestServer server) {
        var sockets = sockets(server.pid());

        assertThat(sockets).allSatisfy(socket -> assertThat(socket.address().isLoopbackAddress()).as(socket.toString()).isTrue());
        assertThat(sockets).noneMatch(socket -> socket.protocol().startsWith("udp"));
        var printed = Set.of(server.port("web.port"), server.port("feeds.jt808.port"), server.port("feeds.mqtt.port"));
        var ports = sockets.stream().map(Socket::port).collect(Collectors.toSet());
        assertThat(ports).containsAll(printed);
        ports.removeAll(printed);
        assertThat(ports).as("beside them Hazelcast's member, standing alone").hasSize(1);
    }

    /** Of that process: bound UDP sockets and listening TCP ones. */
    private static List<Socket> sockets(long pid) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            var inodes = open.map(PortsTest::target).filter(target -> target.startsWith("socket:[")).collect(Collectors.toSet());
            var sockets = new ArrayList<Socket>();
            for (String protocol : List.of("tcp", "tcp6", "udp", "udp6"))
                try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "net", protocol))) {
                    for (String line : (Iterable<String>) lines.skip(1)::iterator) {
                        String[] columns = line.strip().split("\\s+");
                        boolean waits = protocol.startsWith("udp") || columns[3].equals(LISTENING);
                        if (waits && inodes.contains("socket:[" + columns[9] + "]")) sockets.add(socket(protocol, columns[1]));
                    }
                }
            return sockets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    /** {@code 0100007F:1F90}: words of the address in the machine's order, port. */
    private static Socket socket(String protocol, String local) throws IOException {
        String[] parts = local.split(":");
        byte[] address = HexFormat.of().parseHex(parts[0]);
        for (int word = 0; word < address.length; word += 4) {
            swap(address, word, word + 3);
            swap(address, word + 1, word + 2);
        }
        return new Socket(protocol, InetAddress.getByAddress(address), Integer.parseInt(parts[1], 16));
    }

    private static void swap(byte[] bytes, int one, int other) {
        byte kept = bytes[one];
        bytes[one] = bytes[other];
        bytes[other] = kept;
    }
}
