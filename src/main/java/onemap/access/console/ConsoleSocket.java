package onemap.access.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import onemap.flow.decision.Payload;
import onemap.journal.disk.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's end of the console: a Unix domain socket in the data folder, so that {@code bin/onemap token} works beside a running server for whoever may
 * open the folder, and for nobody else. One line each way.
 */
public final class ConsoleSocket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsoleSocket.class);
    private static final String SOCKET = "console.sock";
    /** Holds the socket's path when the folder's own is too long for one. */
    private static final String ELSEWHERE = "console.path";
    /** A socket's path has 108 bytes on Linux, 104 elsewhere, with the zero at its end. */
    private static final int LONGEST_PATH = 100;
    private static final int AT_ONCE = 8;
    private static final long SILENT_SECONDS = 30;

    private final ServerSocketChannel channel;
    private final Path path;
    private final ConsoleDesk desk;
    private final Semaphore room = new Semaphore(AT_ONCE);

    private ConsoleSocket(ServerSocketChannel channel, Path path, ConsoleDesk desk) {
        this.channel = channel;
        this.path = path;
        this.desk = desk;
    }

    /** @param data a folder this process has locked */
    public static ConsoleSocket open(Path data, ConsoleDesk desk) {
        try {
            removeOld(data);
            var path = newPath(data);
            var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            var socket = new ConsoleSocket(channel, path, desk);
            Thread.ofPlatform().name("console").daemon().start(socket::accept);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("the console's socket cannot be opened in " + data + ": " + e.getMessage(), e);
        }
    }

    /** Left by a server that was killed. */
    private static void removeOld(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(SOCKET));
        var elsewhere = elsewhere(data);
        if (elsewhere.isPresent()) Files.deleteIfExists(elsewhere.get());
        Files.deleteIfExists(data.resolve(ELSEWHERE));
    }

    private static Path newPath(Path data) throws IOException {
        var path = data.resolve(SOCKET);
        if (path.toString().getBytes(UTF_8).length <= LONGEST_PATH) return path;
        var other = Files.createTempDirectory("onemap").resolve(SOCKET);
        DurableFile.write(data.resolve(ELSEWHERE), out -> out.write(other.toString().getBytes(UTF_8)));
        return other;
    }

    private static Optional<Path> elsewhere(Path data) throws IOException {
        var file = data.resolve(ELSEWHERE);
        return Files.exists(file) ? Optional.of(Path.of(Files.readString(file).strip())) : Optional.empty();
    }

    private void accept() {
        while (channel.isOpen()) {
            try {
                var client = channel.accept();
                if (room.tryAcquire()) Thread.ofVirtual().name("console-client").start(() -> serve(client));
                else
                    client.close();
            } catch (AsynchronousCloseException closed) {
                return;
            } catch (IOException e) {
                if (channel.isOpen()) log.warn("the console could not be answered: {}", e.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            var silent = new CompletableFuture<Void>().completeOnTimeout(null, SILENT_SECONDS, TimeUnit.SECONDS);
            silent.thenRun(() -> close(client));
            var line = readLine(client);
            silent.cancel(false); // what was asked may take longer
            if (line.isPresent()) write(client, Payload.write(desk.answer(Payload.read(line.get(), ConsoleRequest.class))));
        } catch (IOException | RuntimeException e) {
            log.warn("the console asked what could not be answered: {}", e.getMessage());
        } finally {
            room.release();
        }
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            log.debug("a console's connection was gone", e);
        }
    }

    private static Optional<String> readLine(SocketChannel channel) throws IOException {
        return Optional.ofNullable(new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8)).readLine());
    }

    private static void write(SocketChannel channel, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining())
            channel.write(bytes);
    }

    /** The command's end: empty when no server listens in that folder. */
    public static Optional<ConsoleAnswer> ask(Path data, ConsoleRequest request) throws IOException {
        var path = elsewhere(data).orElse(data.resolve(SOCKET));
        if (!Files.exists(path)) return Optional.empty();
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
            } catch (IOException nobody) {
                return Optional.empty();
            }
            write(channel, Payload.write(request));
            return readLine(channel).map(line -> Payload.read(line, ConsoleAnswer.class));
        }
    }

    @Override public void close() {
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
