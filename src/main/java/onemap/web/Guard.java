package onemap.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** What every request must pass: security headers on every answer, a host of this machine, no foreign origin. */
final class Guard {
    static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; worker-src 'self'; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private Guard() {}

    static void headers(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(
                        "Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
        context.next();
    }

    /** A page elsewhere that points its own name at this machine (DNS rebinding), or that posts here from another origin, gets nothing. */
    static void origin(RoutingContext context) {
        if (foreign(context.request()))
            new Problem(403, "Foreign origin 来源不符", "this server answers its own pages and local clients only").answer(context);
        else
            context.next();
    }

    static boolean foreign(HttpServerRequest request) {
        String host = request.authority() == null ? "" : request.authority().host();
        if (!isLoopback(host)) return true;
        String origin = request.getHeader("Origin");
        return origin != null && !origin.equals("http://" + request.getHeader("Host"));
    }

    private static boolean isLoopback(String host) {
        return LOOPBACK.contains(host) || host.startsWith("127.") && host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }
}
