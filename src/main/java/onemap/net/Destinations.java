package onemap.net;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where this server may call when somebody else named the place: resolved once, every address checked, and the call bound to these addresses, so that
 * no second look-up can lead it elsewhere (CWE-918, DNS rebinding). Thread-safe; blocks while a name is looked up.
 */
public final class Destinations {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final Set<Integer> USUAL_PORTS = Set.of(HTTPS_PORT, HTTP_PORT, 8443);
    private static final int MAX_URL = 2_048;

    private final AllowList allowed;
    private final Names names;

    public Destinations(AllowList allowed, Names names) {
        this.allowed = allowed;
        this.names = names;
    }

    static boolean isUsual(int port) { return USUAL_PORTS.contains(port); }

    /** What is thought of a URL. */
    public sealed interface Verdict {
        /** It may be called, at these addresses. */
        record Good(Destination destination) implements Verdict {}

        /** It may not. */
        record Refused(Reason reason, String message) implements Verdict {}
    }

    /** Why not, as a word for counters. */
    public enum Reason {
        URL, SCHEME, HOST, UNRESOLVED, ADDRESS, PORT;

        public String word() { return name().toLowerCase(Locale.ROOT); }
    }

    public Verdict check(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return refused(Reason.URL, "it is not a URL: " + e.getReason());
        }
        return misshapen(text, url).<Verdict>map(refused -> refused).orElseGet(() -> resolve(url));
    }

    /** What can be said without asking for a name. */
    private static Optional<Verdict.Refused> misshapen(String text, URI url) {
        if (text.length() > MAX_URL) return Optional.of(refused(Reason.URL, "it is longer than " + MAX_URL + " characters"));
        if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) // the parser lets other letters and digits pass
            return Optional.of(refused(Reason.URL, "it is not plain ASCII; write names in Punycode"));
        if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme()))
            return Optional.of(refused(Reason.SCHEME, "it begins neither with https:// nor with http://"));
        if (url.getRawUserInfo() != null || String.valueOf(url.getRawAuthority()).contains("@"))
            return Optional.of(refused(Reason.URL, "it carries a user name"));
        if (url.getRawFragment() != null) return Optional.of(refused(Reason.URL, "it carries a fragment"));
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535)
            return Optional.of(refused(Reason.HOST, "its host or port cannot be read in one way only"));
        return Optional.empty();
    }

    private Verdict resolve(URI url) {
        boolean tls = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : tls ? HTTPS_PORT : HTTP_PORT;
        String host = url.getHost().toLowerCase(Locale.ROOT);
        try {
            if (host.startsWith("[")) {
                host = host.substring(1, host.length() - 1);
                if (host.contains("%")) return refused(Reason.HOST, "it names an interface of this machine");
                return judge(url, host, port, tls, List.of(Network.address(host)));
            }
            if (Character.isDigit(host.charAt(host.length() - 1)) && !HostName.isName(host))
                return judge(url, host, port, tls, List.of(Network.address(host)));
            if (!HostName.isName(host)) return refused(Reason.HOST, host + " is not the name of a host");
            return judge(url, host, port, tls, names.resolve(host));
        } catch (IllegalArgumentException e) {
            return refused(Reason.HOST, e.getMessage());
        } catch (UnknownHostException e) {
            return refused(Reason.UNRESOLVED, String.valueOf(e.getMessage()));
        }
    }

    private Verdict judge(URI url, String host, int port, boolean tls, List<InetAddress> addresses) {
        if (addresses.isEmpty()) return refused(Reason.UNRESOLVED, host + " has no address");
        for (InetAddress address : addresses) {
            if (allowed.grants(host, port, address)) continue;
            if (Reach.of(address) != Reach.PUBLIC)
                return refused(Reason.ADDRESS,
                        host + " leads to " + address.getHostAddress() + ", which is not public and not allowed here");
            if (!tls) return refused(Reason.SCHEME, "plain http to " + host + " is not allowed here");
            if (!isUsual(port)) return refused(Reason.PORT, "port " + port + " of " + host + " is not allowed here");
        }
        return new Verdict.Good(new Destination(url, host, port, tls, addresses));
    }

    private static Verdict.Refused refused(Reason reason, String message) { return new Verdict.Refused(reason, message); }
}
