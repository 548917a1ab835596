package onemap.web.gate;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What every request must pass: security headers on every answer, sizes, a host name this server goes by, no foreign origin. */
public final class Guard {
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
            + "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), "
            + "display-capture=()";
    private static final int YEAR_SECONDS = 365 * 24 * 3600;
    /** The longest address of ours is a query of the log, some 500 characters. */
    private static final int MAX_URI = 4 * 1024;
    /** A browser sends some 1 KiB. */
    private static final int MAX_HEADERS = 8 * 1024;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Set<String> names;
    private final Refusals refusals;

    /** @param names host names this server goes by beside its addresses */
    public Guard(List<String> names, Refusals refusals) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.refusals = refusals;
    }

    void headers(RoutingContext context) {
        var response = context.response();
        response.putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Permissions-Policy", PERMISSIONS_POLICY)
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store"); // files and tiles say otherwise
        if (context.request().isSSL()) response.putHeader("Strict-Transport-Security", "max-age=" + YEAR_SECONDS);
        context.addHeadersEndHandler(end -> refusals.count(context));
        context.next();
    }

    void sizes(RoutingContext context) {
        var request = context.request();
        int headers = 0;
        for (var header : request.headers())
            headers += header.getKey().length() + header.getValue().length();
        if (request.uri().length() > MAX_URI)
            refusals.refuse(context, Refusal.LONG_ADDRESS, "", "more than " + MAX_URI + " characters");
        else if (headers > MAX_HEADERS) refusals.refuse(context, Refusal.LONG_HEADERS, "", "more than " + MAX_HEADERS + " characters");
        else
            context.next();
    }

    /** A page elsewhere that points its own name at this machine (DNS rebinding), or that asks here from another origin, gets nothing. */
    void origin(RoutingContext context) {
        var request = context.request();
        String host = request.authority() == null ? "" : request.authority().host().toLowerCase(Locale.ROOT);
        String origin = request.getHeader("Origin");
        if (!isOurs(host, request))
            refusals.refuse(context, Refusal.HOST, "",
                    "this server does not go by that host name; names other than its addresses are listed in web.names");
        else if (origin != null && !origin.equals(own(request)))
            refusals.refuse(context, Refusal.ORIGIN, "", "this server answers its own pages and programs, not the pages of other origins");
        else
            context.next();
    }

    private boolean isOurs(String host, HttpServerRequest request) {
        return isLoopback(host) || names.contains(host) || isLocalAddress(host, request.localAddress().hostAddress());
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    /** The address the connection came to is one of this machine's. */
    private static boolean isLocalAddress(String host, String local) {
        if (host.equals(local)) return true;
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!literal.contains(":")) return false;
        try {
            return InetAddress.getByName(literal).equals(InetAddress.getByName(local)); // literals: nobody is asked
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Says itself that it comes from a page of this server; a browser lets no page say that of another. */
    static boolean isFromOwnPage(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin != null) return origin.equals(own(request));
        return Optional.ofNullable(request.getHeader("Referer")).filter(referer -> referer.startsWith(own(request) + "/")).isPresent();
    }

    private static String own(HttpServerRequest request) { return request.scheme() + "://" + request.getHeader("Host"); }
}
