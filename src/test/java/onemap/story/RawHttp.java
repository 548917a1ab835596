package onemap.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Says to a port what no decent client would say. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 40_000;

    private RawHttp() {}

    /** What came back before the connection was closed. */
    record Answer(String text) {
        int status() { return text.matches("(?s)HTTP/1\\.[01] \\d{3}.*") ? Integer.parseInt(text.substring(9, 12)) : 0; }

        Optional<String> header(String name) {
            return text.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        boolean isProblem() { return header("content-type").filter("application/problem+json"::equals).isPresent(); }
    }

    /** {@code head} without its empty line; asks the server to close. */
    static Answer ask(int port, String head) {
        return say(port, (head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The head of the first answer, without waiting for the connection to close: a refused upgrade keeps it. */
    static Answer head(int port, byte[] bytes) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            var head = new StringBuilder();
            for (int next = socket.getInputStream().read(); next >= 0
                    && head.indexOf("\r\n\r\n") < 0; next = socket.getInputStream().read())
                head.append((char) next);
            return new Answer(head.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Answer say(int port, byte[] bytes) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException refused) {
                // the answer may come before all is said
            }
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
