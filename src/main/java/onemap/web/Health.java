package onemap.web;

import onemap.web.http.Answers;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the server can be relied on now: each part says what is wrong with it, or nothing. */
public final class Health {
    private final Map<String, Supplier<Optional<String>>> checks = new LinkedHashMap<>();
    private final Map<String, Supplier<String>> states = new LinkedHashMap<>();

    /** A part that must be ready. */
    public Health check(String part, Supplier<Optional<String>> problem) {
        checks.put(part, problem);
        return this;
    }

    /** A part that is as it is told. */
    public Health tell(String part, Supplier<String> state) {
        states.put(part, state);
        return this;
    }

    /** For strangers: what is wrong is none of their business. */
    void brief(RoutingContext context) {
        boolean up = checks.values().stream().allMatch(check -> check.get().isEmpty());
        context.response().setStatusCode(up ? 200 : 503);
        Answers.json(context, new JsonObject().put("status", up ? "up" : "degraded"));
    }

    void answer(RoutingContext context) {
        var parts = new JsonObject();
        var wrong = new JsonArray();
        checks.forEach((part, problem) -> {
            var what = problem.get();
            parts.put(part, what.orElse("ready"));
            what.ifPresent(text -> wrong.add(part + ": " + text));
        });
        states.forEach((part, state) -> parts.put(part, state.get()));
        boolean up = wrong.isEmpty();
        context.response().setStatusCode(up ? 200 : 503);
        Answers.json(context, new JsonObject().put("status", up ? "up" : "degraded").put("parts", parts).put("problems", wrong));
    }
}
