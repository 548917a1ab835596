package onemap.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import onemap.web.tls.TlsSettings;

/**
 * The web side.
 *
 * @param host              beyond loopback: with TLS only, and only once the administrator's password was changed
 * @param port              0 = any free one
 * @param folder            where the pages are, relative to the project
 * @param names             host names browsers may call this server by, beside its addresses
 * @param idleTimeoutSeconds      a silent HTTP connection is closed after this long
 * @param writeIdleTimeoutSeconds a connection whose other end takes nothing for this long is dropped: a screen that does not read gets no close frame
 *                                either; a little above {@code stream.fullFor}
 */
public record WebSettings(String host, int port, String folder, List<String> names, TlsSettings tls, int idleTimeoutSeconds,
        int writeIdleTimeoutSeconds) {
    public WebSettings {
        names = List.copyOf(names);
        for (String name : names)
            if (!name.matches("[A-Za-z0-9.:_-]{1,253}")) throw new IllegalArgumentException("names: " + name + " is not a host name");
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port: " + port + " is not a port");
        if (idleTimeoutSeconds < 1) throw new IllegalArgumentException("idleTimeoutSeconds: " + idleTimeoutSeconds + " is not positive");
        if (writeIdleTimeoutSeconds < 1) {
            throw new IllegalArgumentException("writeIdleTimeoutSeconds: " + writeIdleTimeoutSeconds + " is not positive");
        }
        address(host);
    }

    /** Nobody but this machine reaches it. */
    public boolean isLocal() { return address(host).isLoopbackAddress(); }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("host: " + host + " is not known here");
        }
    }
}
