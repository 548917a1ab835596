package onemap.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Who knows the addresses of names. */
public interface Names {
    /** All of them, in the order of preference; may block. */
    List<InetAddress> resolve(String name) throws UnknownHostException;
}
