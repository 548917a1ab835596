package onemap.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The web side.
 *
 * @param host              loopback only until sign-in exists
 * @param port              0 = any free one
 * @param folder            where the pages are, relative to the project
 * @param idleTimeoutSeconds      a silent HTTP connection is closed after this long
 * @param writeIdleTimeoutSeconds a connection whose other end takes nothing for this long is dropped: a screen that does not read gets no close frame
 *                                either; a little above {@code stream.fullFor}
 */
public record WebSettings(String host, int port, String folder, int idleTimeoutSeconds, int writeIdleTimeoutSeconds) {
    public WebSettings {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port + " is not a port");
        if (idleTimeoutSeconds < 1) throw new IllegalArgumentException("idleTimeoutSeconds: " + idleTimeoutSeconds + " is not positive");
        if (writeIdleTimeoutSeconds < 1) {
            throw new IllegalArgumentException("writeIdleTimeoutSeconds: " + writeIdleTimeoutSeconds + " is not positive");
        }
        if (!loopback(host)) {
            throw new IllegalArgumentException(
                    "host: " + host + " is not a loopback address; until sign-in exists the web side listens on this machine only");
        }
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: " + host + " is not known here", e);
        }
    }
}
