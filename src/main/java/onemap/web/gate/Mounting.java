package onemap.web.gate;

import onemap.web.http.StaticFiles;
import onemap.web.http.Answers;
import onemap.web.http.Problem;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;

/** Puts the declared routes behind guard and gate, and sees to it that the router answers nothing else. */
public final class Mounting {
    /** Routes of the router that answer nothing of their own. */
    private static final Set<String> PLUMBING = Set.of("headers", "files", "unknown");

    private static final Set<String> FILE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final RouteTable table;
    private final Guard guard;
    private final Gate gate;
    private final StaticFiles files;

    public Mounting(RouteTable table, Guard guard, Gate gate, StaticFiles files) {
        this.table = table;
        this.guard = guard;
        this.gate = gate;
        this.files = files;
    }

    /** @throws IllegalStateException when the router answers what is declared nowhere */
    public void mount(Router router) {
        router.route().setName("headers").handler(guard::headers).handler(guard::sizes).handler(guard::origin);
        table.endpoints().forEach(endpoint -> mount(router, endpoint));
        router.get().method(HttpMethod.HEAD).setName("files").handler(context -> files.serve(context, context.normalizedPath()));
        router.route().setName("unknown").handler(context -> gate.unknown(context, methods(context.normalizedPath())));
        router.getRoutes().forEach(route -> route.failureHandler(Mounting::failed));
        table.check(router, PLUMBING);
    }

    private Set<String> methods(String path) { return files.has(path) ? FILE_METHODS : table.methods(path); }

    private void mount(Router router, Endpoint endpoint) {
        // two routes, since within one a body is read before a handler of ours may refuse it
        route(router, endpoint).handler(context -> gate.pass(context, endpoint));
        var route = route(router, endpoint);
        endpoint.bodyBytes().ifPresent(most -> route.handler(BodyHandler.create(false).setBodyLimit(most)));
        route.handler(endpoint.handler());
    }

    private static Route route(Router router, Endpoint endpoint) {
        var route = router.routeWithRegex(endpoint.method(), endpoint.regex()).setName(endpoint.name());
        return endpoint.method().equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
    }

    /** What a handler threw, or a body that was too long or broke off. */
    private static void failed(RoutingContext context) {
        int status = context.statusCode();
        if (status == 413) new Problem(413, "Too large 请求体过大", "the body is longer than this takes").answer(context);
        else if (status >= 400 && status < 500) Problem.badRequest("the request could not be read").answer(context);
        else if (context.failure() != null) Answers.problem(context.failure()).answer(context);
        else
            new Problem(500, "Our fault 内部错误", "the request could not be worked").answer(context);
    }
}
