package onemap.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Who an address reaches, after IANA's registries of special-purpose addresses (RFC 6890). */
enum Reach {
    /** Anybody in the Internet. */
    PUBLIC,
    /** A machine of this network, or this one: a call there must have been allowed. */
    PRIVATE,
    /** Nobody who may be meant: this link with its metadata services, many at once, documentation, tunnels, reserved. */
    NEVER;

    private static final List<Network> PRIVATE_NETWORKS = networks("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
            "100.64.0.0/10", "::1/128", "fc00::/7");
    /** Everything else that is special in IPv4; 240.0.0.0/4 holds the broadcast address. */
    private static final List<Network> SPECIAL = networks("0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // within global unicast: protocol assignments with Teredo, documentation, 6to4
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");
    /** Where a network without IPv4 keeps the IPv4 Internet (RFC 6052, 2.1): as good as the address within. */
    private static final Network NAT64 = Network.of("64:ff9b::/96");

    static Reach of(InetAddress address) {
        if (NAT64.holds(address)) return of(within(address)) == PUBLIC ? PUBLIC : NEVER;
        if (isIn(PRIVATE_NETWORKS, address)) return PRIVATE;
        if (isIn(SPECIAL, address)) return NEVER;
        return address instanceof Inet4Address || GLOBAL_UNICAST.holds(address) ? PUBLIC : NEVER;
    }

    private static InetAddress within(InetAddress nat64) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(nat64.getAddress(), 12, 16));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static boolean isIn(List<Network> networks, InetAddress address) {
        return networks.stream().anyMatch(network -> network.holds(address));
    }

    private static List<Network> networks(String... texts) { return Stream.of(texts).map(Network::of).toList(); }
}
