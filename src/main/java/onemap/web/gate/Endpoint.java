package onemap.web.gate;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import onemap.access.Permission;

/**
 * One route, declared: who may, about what, and in a sentence what it is. Without a need and a scope it cannot be made.
 *
 * @param path      {@code {id}} stands for anything, slashes too; any other {@code {name}} for one segment
 * @param bodyBytes the largest body it reads before its handler is called; empty: it reads its body itself, or none
 * @param summary   for the interface's description
 */
public record Endpoint(HttpMethod method, String path, Need need, Scope scope, OptionalInt bodyBytes, String summary,
        Handler<RoutingContext> handler) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    /** The largest body an officer's action needs. */
    private static final int ACTION_BYTES = 16 * 1024;

    private static final int TEXT_BYTES = 64 * 1024;

    public static Endpoint get(String path, Need need, Scope scope, String summary, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.GET, path, need, scope, OptionalInt.empty(), summary, handler);
    }

    /** Changes something: a JSON body, and a key in {@code Idempotency-Key} where the handler asks for it. */
    public static Endpoint change(HttpMethod method, String path, Need need, Scope scope, String summary, Handler<RoutingContext> handler) {
        return new Endpoint(method, path, need, scope, OptionalInt.of(ACTION_BYTES), summary, handler);
    }

    public static Endpoint post(String path, Need need, Scope scope, String summary, Handler<RoutingContext> handler) {
        return change(HttpMethod.POST, path, need, scope, summary, handler);
    }

    /** An officer's action with a text of some thousand characters, each of which JSON may write in twelve bytes. */
    public static Endpoint text(String path, Need need, Scope scope, String summary, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, need, scope, OptionalInt.of(TEXT_BYTES), summary, handler);
    }

    /** Reads its body itself, as far as it likes. */
    public static Endpoint stream(String path, Need need, Scope scope, String summary, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, need, scope, OptionalInt.empty(), summary, handler);
    }

    /** How it is spoken of, and what its entry in the router is called. */
    String name() { return method.name() + " " + path; }

    /** The right it asks for; empty: none in particular. */
    Optional<Permission> permission() {
        return switch (need) {
            case Need.Right right -> Optional.of(right.permission());
            case Need.OpenInDemo open -> Optional.of(open.permission());
            case Need.Nothing nothing -> Optional.empty();
            case Need.OpenPage page -> Optional.empty();
            case Need.WorkPage page -> Optional.empty();
        };
    }

    /** A path it answers to. */
    String example() { return PARAMETER.matcher(path).replaceAll("x"); }

    boolean changes() { return method != HttpMethod.GET && method != HttpMethod.HEAD; }

    /** The path as a regular expression with named groups. */
    String regex() {
        var parameter = PARAMETER.matcher(path);
        var regex = new StringBuilder();
        int at = 0;
        while (parameter.find()) {
            regex.append(Pattern.quote(path.substring(at, parameter.start())));
            regex.append("(?<").append(parameter.group(1)).append('>').append(parameter.group(1).equals("id") ? ".+" : "[^/]+").append(')');
            at = parameter.end();
        }
        return regex.append(at < path.length() ? Pattern.quote(path.substring(at)) : "").toString();
    }

    Optional<String> parameter(String name) { return path.contains("{" + name + "}") ? Optional.of(name) : Optional.empty(); }
}
