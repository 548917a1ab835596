package onemap.web.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import onemap.access.Access;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.domain.Alarm;
import onemap.flow.Directory;
import onemap.web.http.Problem;

/** Lets a request through to its handler, or says why not: who asks, whether it may, whether its object is within its area. */
public final class Gate {
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String CALLER = "caller";
    private static final String BEARER = "Bearer ";

    private final Access access;
    private final Directory directory;
    private final boolean guests;
    private final Refusals refusals;

    /**
     * @param guests the demo on this machine: everybody may see what is not personal
     */
    public Gate(Access access, Directory directory, boolean guests, Refusals refusals) {
        this.access = access;
        this.directory = directory;
        this.guests = guests;
        this.refusals = refusals;
    }

    /** What came with a request to show who asks. */
    private sealed interface Shown {
        record Nothing() implements Shown {}

        /** It opens nothing, or no longer. */
        record Wrong() implements Shown {}

        record Valid(Principal principal) implements Shown {}
    }

    /** Who asks; known to every handler behind a gate that asks for it. */
    public static Principal caller(RoutingContext context) {
        return context.get(CALLER);
    }

    static Optional<Principal> findCaller(RoutingContext context) { return Optional.ofNullable(context.get(CALLER)); }

    void pass(RoutingContext context, Endpoint endpoint) {
        var shown = identify(context.request());
        if (shown instanceof Shown.Valid valid) context.put(CALLER, valid.principal());
        switch (endpoint.need()) {
            case Need.Nothing nothing -> take(context, endpoint);
            case Need.OpenPage page -> page(context, shown);
            case Need.WorkPage page -> {
                if (shown instanceof Shown.Valid || guests) page(context, shown);
                else
                    signInFirst(context, endpoint);
            }
            case Need.Right right -> judge(context, endpoint, shown);
            case Need.OpenInDemo open -> {
                if (guests && isGuest(shown)) takeAsGuest(context, endpoint);
                else
                    judge(context, endpoint, shown);
            }
        }
    }

    /** On this machine's demo, or to whoever may. */
    public boolean mayRead(RoutingContext context, Permission permission) {
        return guests || findCaller(context).filter(caller -> caller.may(permission)).isPresent();
    }

    /** Before a page where a program would get something else: as with every page of the demo, the guest's session comes with it. */
    public void welcome(RoutingContext context) {
        if (guests && identify(context.request()) instanceof Shown.Nothing)
            access.guestCookie().ifPresent(value -> SessionCookie.give(context, value));
    }

    private Shown identify(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization == null && SessionCookie.of(request).isEmpty()) return new Shown.Nothing();
        return who(request).filter(this::isWelcome).<Shown>map(Shown.Valid::new).orElseGet(Shown.Wrong::new);
    }

    /** A guest's cookie may be left over from a demo that was for this machine only. */
    private boolean isWelcome(Principal principal) {
        return guests || principal.means() != Principal.Means.GUEST;
    }

    /** By the token when there is one, else by the cookie. */
    private Optional<Principal> who(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null)
            return authorization.startsWith(BEARER) ? access.byToken(authorization.substring(BEARER.length()).strip()) : Optional.empty();
        return SessionCookie.of(request).flatMap(access::bySession);
    }

    private static boolean isGuest(Shown shown) {
        return switch (shown) {
            case Shown.Nothing nothing -> true;
            case Shown.Wrong wrong -> false;
            case Shown.Valid valid -> valid.principal().means() == Principal.Means.GUEST;
        };
    }

    private void takeAsGuest(RoutingContext context, Endpoint endpoint) {
        if (findCaller(context).isEmpty()) context.put(CALLER, Principal.GUEST);
        take(context, endpoint);
    }

    private void page(RoutingContext context, Shown shown) {
        if (guests && !(shown instanceof Shown.Valid))
            access.guestCookie().ifPresent(value -> SessionCookie.give(context, value));
        context.next();
    }

    private static void signInFirst(RoutingContext context, Endpoint endpoint) {
        String query = context.request().query();
        String next = query == null ? endpoint.path() : endpoint.path() + "?" + query;
        context.response().setStatusCode(303).putHeader("Location", "/signin?next=" + URLEncoder.encode(next, UTF_8)).end();
    }

    private void judge(RoutingContext context, Endpoint endpoint, Shown shown) {
        switch (shown) {
            case Shown.Nothing nothing -> refuse(context, Refusal.STRANGER, endpoint,
                    "this needs a session or a token (Authorization: Bearer …)");
            case Shown.Wrong wrong -> refuse(context, Refusal.CREDENTIALS, endpoint, "the session or token is unknown or has ended");
            case Shown.Valid valid -> judge(context, endpoint, valid.principal());
        }
    }

    private void judge(RoutingContext context, Endpoint endpoint, Principal caller) {
        var permission = endpoint.permission();
        var forged = forged(context, endpoint);
        if (forged.isPresent())
            refuse(context, forged.get(), endpoint, forged.get() == Refusal.CSRF
                    ? "a change with a cookie needs the header " + CSRF_HEADER + " with the token of GET /api/v1/session"
                    : "with a cookie this needs an Origin or a Referer of this server");
        else if (permission.isPresent() && !caller.role().may(permission.get()))
            refuse(context, Refusal.ROLE, endpoint,
                    "this needs the right " + permission.get() + ", which " + caller.role().word() + " has not");
        else if (permission.isPresent() && !caller.may(permission.get()))
            refuse(context, Refusal.OWED, endpoint, "first: " + caller.owed().map(Enum::name).orElse(""));
        else if (isForeign(context, endpoint, caller))
            refuse(context, Refusal.AREA, endpoint, "you answer for area " + caller.area().code());
        else
            take(context, endpoint);
    }

    /** What a foreign page cannot send along with a cookie: the token, and our origin. Tokens come with no cookie, and guests have nothing of their own. */
    private Optional<Refusal> forged(RoutingContext context, Endpoint endpoint) {
        var request = context.request();
        boolean handshake = request.canUpgradeToWebSocket();
        boolean cookie = switch (caller(context).means()) {
            case SESSION, WALL -> true;
            case TOKEN, GUEST, CONSOLE -> false;
        };
        if (!cookie || !endpoint.changes() && !handshake) return Optional.empty();
        if (!Guard.isFromOwnPage(request)) return Optional.of(Refusal.ORIGIN);
        if (handshake) return Optional.empty();
        String sent = Optional.ofNullable(request.getHeader(CSRF_HEADER)).orElse("");
        boolean right = access.csrf(caller(context))
                .filter(token -> MessageDigest.isEqual(token.getBytes(UTF_8), sent.getBytes(UTF_8)))
                .isPresent();
        return right ? Optional.empty() : Optional.of(Refusal.CSRF);
    }

    private boolean isForeign(RoutingContext context, Endpoint endpoint, Principal caller) {
        return switch (endpoint.scope()) {
            case NONE, FILTERED -> false;
            case COUNTY -> !caller.area().isWholeCounty();
            case OBJECT -> !caller.area().isWholeCounty() && !caller.area().holds(divisionOf(context.pathParam("id")));
        };
    }

    /** Of an object by any of its ids; of an alarm, open or ended, where its object is. */
    private Optional<String> divisionOf(String id) {
        return directory.divisionOf(id).or(() -> directory.divisionOf(Alarm.objectIdIn(id)));
    }

    private void take(RoutingContext context, Endpoint endpoint) {
        if (endpoint.bodyBytes().isPresent() && hasOtherBody(context.request()))
            refuse(context, Refusal.MEDIA_TYPE, endpoint, "the body must come as Content-Type: application/json");
        else
            context.next();
    }

    private static boolean hasOtherBody(HttpServerRequest request) {
        String length = Optional.ofNullable(request.getHeader("Content-Length")).orElse("0");
        boolean empty = length.equals("0") && request.getHeader("Transfer-Encoding") == null;
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        return !empty && !type.matches("(?i)application/json\\s*(;.*)?");
    }

    /** Nothing is there, or nothing but for those methods. An unknown path of the interface tells nobody without a session whether it exists. */
    void unknown(RoutingContext context, Set<String> methods) {
        String path = context.normalizedPath();
        var request = context.request();
        var shown = identify(request);
        if (shown instanceof Shown.Valid valid) context.put(CALLER, valid.principal());
        if (path.startsWith("/api/") && shown instanceof Shown.Nothing)
            refusals.refuse(context, Refusal.STRANGER, "/api/…", "this needs a session or a token (Authorization: Bearer …)");
        else if (path.startsWith("/api/") && shown instanceof Shown.Wrong)
            refusals.refuse(context, Refusal.CREDENTIALS, "/api/…", "the session or token is unknown or has ended");
        else if (methods.isEmpty()) Problem.notFound(request.method() + " " + path).answer(context);
        else {
            context.response().putHeader("Allow", String.join(", ", methods));
            if (request.method().name().equals("OPTIONS")) context.response().setStatusCode(204).end();
            else
                refusals.refuse(context, Refusal.METHOD, "", "this answers to " + String.join(", ", methods));
        }
    }

    private void refuse(RoutingContext context, Refusal refusal, Endpoint endpoint, String detail) {
        refusals.refuse(context, refusal, endpoint.name(), detail);
    }
}
