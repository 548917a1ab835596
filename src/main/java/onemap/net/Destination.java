package onemap.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Where a call goes: checked, and so bound to the addresses that were checked.
 *
 * @param host for the {@code Host} header, for SNI and for the name in the certificate; as written, IPv6 without brackets
 */
public record Destination(URI url, String host, int port, boolean tls, List<InetAddress> addresses) {
    public Destination { addresses = List.copyOf(addresses); }

    /** Path and query, as in the request line. */
    public String target() {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
