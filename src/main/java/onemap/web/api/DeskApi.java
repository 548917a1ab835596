package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.Problem;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import onemap.access.Principal;
import onemap.desk.Durability;
import onemap.desk.Officers;
import onemap.desk.Sight;
import onemap.domain.LonLat;
import onemap.flow.Alarms;
import onemap.journal.Entry;

/** What officers do, over HTTP. */
public final class DeskApi {
    /** Longest key a client may choose, in characters. */
    private static final int MAX_KEY = 128;

    private final Officers officers;
    private final Sight sight;

    public DeskApi(Officers officers, Sight sight) {
        this.officers = officers;
        this.sight = sight;
    }

    public void acknowledge(RoutingContext context) {
        withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            var caller = Gate.caller(context);
            answer(context,
                    officers.acknowledge(context.pathParam("id"), caller, key, body).thenApply(answer -> acknowledged(answer, caller)));
        });
    }

    private JsonObject acknowledged(Alarms.Acknowledged answer, Principal caller) {
        var by = answer.by();
        return new JsonObject().put("outcome", answer.already() ? "already" : "acknowledged")
                .put("alarm", answer.alarmId())
                .put("by", by.actor())
                .put(
                        "byName", sight.name(caller, by.actor(), by.actorName()))
                .put("at", by.at().toString())
                .put("node", by.node())
                .put("seq", by.seq())
                .put("durability", Durability.LOCAL.word());
    }

    public void undo(RoutingContext context) {
        withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            String alarm = context.pathParam("id");
            answer(context, officers.undo(alarm, Gate.caller(context), key, body)
                    .thenApply(entry -> recorded("undone", entry).put("alarm", alarm)));
        });
    }

    public void place(RoutingContext context) {
        withKey(context, key -> {
            String text = Optional.ofNullable(context.body().asString()).orElse("");
            var body = json(text);
            var at = new LonLat(number(body, "lonDegrees"), number(body, "latDegrees"));
            String id = context.pathParam("id");
            String name = name(body, id);
            answer(context, officers.place(id, at, name, Gate.caller(context), key, text).thenApply(entry -> placed(id, entry)));
        });
    }

    private static JsonObject placed(String id, Entry entry) { return recorded("placed", entry).put("device", id); }

    /** What every action is answered with: where it stands in the journal, and how safe it is. */
    static JsonObject recorded(String outcome, Entry entry) {
        return new JsonObject().put("outcome", outcome)
                .put("at", entry.at().toString())
                .put("node", entry.node())
                .put("seq", entry.seq())
                .put("durability", Durability.LOCAL.word());
    }

    public static JsonObject json(String text) {
        try {
            return new JsonObject(text);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("the body is not a JSON object", e);
        }
    }

    private static double number(JsonObject body, String name) {
        if (body.getValue(name) instanceof Number number) return number.doubleValue();
        throw new IllegalArgumentException(name + " is missing or not a number");
    }

    private static String name(JsonObject body, String otherwise) {
        Object name = body.getValue("name", otherwise);
        if (!(name instanceof String text) || text.isBlank() || text.length() > 100)
            throw new IllegalArgumentException("name is not 1 to 100 characters");
        return text.strip();
    }

    /** With the key the client chose for its action. */
    public static void withKey(RoutingContext context, java.util.function.Consumer<String> action) {
        String key = context.request().getHeader("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > MAX_KEY) {
            Problem.badRequest("the header Idempotency-Key is missing or longer than " + MAX_KEY + " characters").answer(context);
            return;
        }
        action.accept(key);
    }

    private static void answer(RoutingContext context, CompletableFuture<JsonObject> result) {
        Answers.when(context, Future.fromCompletionStage(result, context.vertx().getOrCreateContext()));
    }
}
