package onemap.web.gate;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;

/** The cookie that carries a session's opaque id: out of scripts' reach and not sent from other sites. */
public final class SessionCookie {
    /** {@code __Host-}: of this host only, never without TLS but on this machine, for every path (RFC 6265bis, 4.1.3.2). */
    private static final String NAME = "__Host-onemap";

    private SessionCookie() {}

    /** The value that came with a request. */
    public static Optional<String> of(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(NAME)).map(Cookie::getValue);
    }

    /** Goes with the browser. */
    public static void give(RoutingContext context, String value) {
        context.response().addCookie(cookie(value));
    }

    /** Stays for so long. */
    public static void give(RoutingContext context, String value, Duration keep) {
        context.response().addCookie(cookie(value).setMaxAge(keep.toSeconds()));
    }

    private static Cookie cookie(String value) {
        return Cookie.cookie(NAME, value).setPath("/").setHttpOnly(true).setSecure(true).setSameSite(CookieSameSite.STRICT);
    }
}
