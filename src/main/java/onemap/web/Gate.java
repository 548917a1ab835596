package onemap.web;

import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import onemap.access.Access;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.flow.Directory;

/** Lets a request through to its handler, or says why not: who asks, whether it may, whether its object is within its area. */
final class Gate {
    /** {@code __Host-}: of this host only, never without TLS but on this machine, for every path (RFC 6265bis, 4.1.3.2). */
    static final String COOKIE = "__Host-onemap";
    private static final String CALLER = "caller";
    private static final String BEARER = "Bearer ";

    private final Access access;
    private final Directory directory;
    private final boolean demo;

    /** @param demo the demo on this machine: guests may see what is not personal */
    Gate(Access access, Directory directory, boolean demo) {
        this.access = access;
        this.directory = directory;
        this.demo = demo;
    }

    /** Who asks; known to every handler behind the gate. */
    static Principal caller(RoutingContext context) { return context.get(CALLER); }

    void pass(RoutingContext context, Endpoint endpoint) {
        var known = identify(context);
        known.ifPresent(principal -> context.put(CALLER, principal));
        switch (endpoint.need()) {
            case Need.Nothing nothing -> context.next();
            case Need.Right right -> allow(context, endpoint, known, right.permission());
            case Need.OpenInDemo open -> {
                if (known.isEmpty() && demo) context.put(CALLER, Principal.GUEST).next();
                else
                    allow(context, endpoint, known, open.permission());
            }
        }
    }

    private Optional<Principal> identify(RoutingContext context) {
        String authorization = context.request().getHeader("Authorization");
        if (authorization != null)
            return authorization.startsWith(BEARER) ? access.byToken(authorization.substring(BEARER.length()).strip()) : Optional.empty();
        Cookie cookie = context.request().getCookie(COOKIE);
        return cookie == null ? Optional.empty() : access.bySession(cookie.getValue());
    }

    private void allow(RoutingContext context, Endpoint endpoint, Optional<Principal> known, Permission permission) {
        if (known.isEmpty()) {
            unauthorized(context);
            return;
        }
        var caller = known.get();
        if (!caller.may(permission))
            forbidden(context, "Not your role 角色无此权限",
                    "this needs the right " + permission + ", which " + caller.role().word() + " has not");
        else if (isForeign(context, endpoint, caller))
            forbidden(context, "Outside your area 不在您的辖区", "you answer for area " + caller.area().code());
        else
            context.next();
    }

    private boolean isForeign(RoutingContext context, Endpoint endpoint, Principal caller) {
        return switch (endpoint.scope()) {
            case NONE, FILTERED -> false;
            case COUNTY -> !caller.area().isWholeCounty();
            case OBJECT -> !caller.area().holds(directory.divisionOf(context.pathParam("id")));
        };
    }

    /** An unknown path of the interface tells nobody without a session whether it exists. */
    void unknown(RoutingContext context) {
        boolean api = context.normalizedPath().startsWith("/api/");
        if (api && identify(context).isEmpty()) unauthorized(context);
        else
            Problem.notFound(context.request().method() + " " + context.normalizedPath()).answer(context);
    }

    private static void unauthorized(RoutingContext context) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"onemap\"");
        new Problem(401, "Sign in first 请先登录", "this needs a session or a token (Authorization: Bearer …)").answer(context);
    }

    private static void forbidden(RoutingContext context, String title, String detail) { new Problem(403, title, detail).answer(context); }
}
