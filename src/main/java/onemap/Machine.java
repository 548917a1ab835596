package onemap;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** What this machine is called, for its certificate. */
final class Machine {
    private Machine() {}

    /** Host name and addresses, {@code localhost} too. */
    static List<String> names() {
        var names = new ArrayList<String>();
        try {
            names.add(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            // it has none that anybody knows
        }
        names.add("localhost");
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLinkLocalAddress())
                    .forEach(address -> names.add(address.getHostAddress()));
        } catch (SocketException e) {
            names.add(InetAddress.getLoopbackAddress().getHostAddress());
        }
        return names;
    }
}
