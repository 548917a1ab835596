package onemap.web.gate;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import onemap.stream.MessageType;

/** What is declared: routes and messages of the socket. Contradictions, and whatever is answered without being declared, end the start. Immutable. */
public final class RouteTable {
    private final List<Row> rows = new ArrayList<>();
    private final List<SocketMessage> messages;

    private record Row(Endpoint endpoint, Pattern pattern) {
        boolean answers(String path) { return pattern.matcher(path).matches(); }
    }

    /** @throws IllegalStateException naming the route that cannot be */
    public RouteTable(List<Endpoint> endpoints, List<SocketMessage> messages) {
        for (Endpoint endpoint : endpoints)
            add(endpoint);
        this.messages = List.copyOf(messages);
        var declared = EnumSet.noneOf(MessageType.class);
        for (SocketMessage message : messages)
            refuseUnless(declared.add(message.type()), "the message " + message.type() + " of /live", "is declared twice");
        for (MessageType type : MessageType.values())
            refuseUnless(declared.contains(type), "the message " + type + " of /live", "is declared nowhere");
    }

    private void add(Endpoint endpoint) {
        String name = endpoint.name();
        boolean api = endpoint.path().startsWith("/api/");
        boolean open = !(endpoint.need() instanceof Need.Right);
        refuseUnless(!(api && open), name, "is under /api/, where everything needs a session or token");
        refuseUnless(endpoint.scope() != Scope.OBJECT || endpoint.parameter("id").isPresent(), name, "is about one object but names none");
        refuseUnless(endpoint.scope() == Scope.NONE || endpoint.permission().isPresent(), name,
                "asks for no right and yet keeps to an area");
        boolean page = endpoint.need() instanceof Need.OpenPage || endpoint.need() instanceof Need.WorkPage;
        refuseUnless(!(page && endpoint.changes()), name, "is a page and yet changes something");
        rows.stream()
                .filter(row -> row.endpoint().method().equals(endpoint.method()) && row.answers(endpoint.example()))
                .findFirst()
                .ifPresent(earlier -> refuseUnless(false, name, "is never reached: " + earlier.endpoint().name() + " answers before it"));
        rows.add(new Row(endpoint, Pattern.compile(endpoint.regex())));
    }

    private static void refuseUnless(boolean holds, String what, String why) {
        if (!holds) throw new IllegalStateException(what + " " + why);
    }

    List<Endpoint> endpoints() { return rows.stream().map(Row::endpoint).toList(); }

    List<SocketMessage> messages() { return messages; }

    /** Every route of the router is a declared one or plumbing, and every declared one is there. */
    public void check(Router router, Set<String> plumbing) {
        var mounted = new TreeSet<String>();
        for (Route route : router.getRoutes()) {
            boolean known = rows.stream().anyMatch(row -> row.endpoint().name().equals(route.getName()));
            refuseUnless((known || plumbing.contains(route.getName())) && route.getSubRouter() == null, "the route " + route.getName(),
                    "is declared nowhere: who may ask it, and about what?");
            mounted.add(route.getName());
        }
        for (Row row : rows)
            refuseUnless(mounted.contains(row.endpoint().name()), row.endpoint().name(), "is declared but answered by nothing");
    }

    /** The methods a path answers to; empty when nothing is there. */
    public Set<String> methods(String path) {
        var methods = new TreeSet<String>();
        for (Row row : rows) {
            if (!row.answers(path)) continue;
            methods.add(row.endpoint().method().name());
            methods.add(HttpMethod.OPTIONS.name());
            if (row.endpoint().method().equals(HttpMethod.GET)) methods.add(HttpMethod.HEAD.name());
        }
        return methods;
    }
}
