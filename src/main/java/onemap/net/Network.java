package onemap.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network: an address of which the first bits count (RFC 4632, 3.1; RFC 4291, 2.3). */
record Network(InetAddress base, int bits) {
    Network {
        if (bits < 0 || bits > base.getAddress().length * Byte.SIZE)
            throw new IllegalArgumentException(base.getHostAddress() + "/" + bits + " is not a network");
    }

    /** {@code 10.0.0.0/8}, {@code fc00::/7}. */
    static Network of(String text) {
        int slash = text.indexOf('/');
        return new Network(address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    }

    /** Of a literal address only: never asks for a name. */
    static InetAddress address(String literal) {
        try {
            if (literal.contains(":")) return InetAddress.getByName(literal); // with a colon it is taken as a literal or refused
            return InetAddress.getByAddress(quad(literal));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal + " is not an address", e);
        }
    }

    /** Four decimal numbers and nothing else: what some read as octal or as fewer parts is refused (RFC 6943, 3.1.1). */
    private static byte[] quad(String literal) {
        String[] parts = literal.split("\\.", -1);
        var bytes = new byte[4];
        if (parts.length != bytes.length) throw new IllegalArgumentException(literal + " is not an address");
        for (int i = 0; i < bytes.length; i++) {
            if (!parts[i].matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(parts[i]) > 255)
                throw new IllegalArgumentException(literal + " is not an address");
            bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        return bytes;
    }

    boolean holds(InetAddress address) {
        byte[] own = base.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) return false;
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++)
            if (own[i] != other[i]) return false;
        int rest = bits % Byte.SIZE;
        return rest == 0 || (own[whole] & 0xff) >> (Byte.SIZE - rest) == (other[whole] & 0xff) >> (Byte.SIZE - rest);
    }
}
