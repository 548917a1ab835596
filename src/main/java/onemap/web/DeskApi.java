package onemap.web;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import onemap.access.Principal;
import onemap.desk.Officers;
import onemap.desk.Sight;
import onemap.domain.LonLat;
import onemap.flow.Alarms;
import onemap.journal.Entry;
import onemap.journal.Journal;

/** What officers do, over HTTP. */
final class DeskApi {
    /** Longest key a client may choose, in characters. */
    private static final int MAX_KEY = 128;
    private static final int DEFAULT_LINES = 50;
    private static final int MAX_LINES = 500;

    private final Officers officers;
    private final Journal journal;
    private final Sight sight;
    private final OffLoop offLoop;

    DeskApi(Officers officers, Journal journal, Sight sight, OffLoop offLoop) {
        this.officers = officers;
        this.journal = journal;
        this.sight = sight;
        this.offLoop = offLoop;
    }

    void acknowledge(RoutingContext context) {
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
                .put("durability", "local");
    }

    void place(RoutingContext context) {
        withKey(context, key -> {
            String text = Optional.ofNullable(context.body().asString()).orElse("");
            var body = json(text);
            var at = new LonLat(number(body, "lonDegrees"), number(body, "latDegrees"));
            String id = context.pathParam("id");
            String name = name(body, id);
            answer(context, officers.place(id, at, name, Gate.caller(context), key, text).thenApply(entry -> placed(id, entry)));
        });
    }

    private static JsonObject placed(String id, Entry entry) {
        return new JsonObject().put("outcome", "placed")
                .put("device", id)
                .put("at", entry.at().toString())
                .put("node", entry.node())
                .put("seq", entry
                        .seq())
                .put("durability", "local");
    }

    static JsonObject json(String text) {
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

    /** The newest journal entries, newest first. */
    void log(RoutingContext context) {
        long before = longParameter(context, "before", Long.MAX_VALUE);
        int limit = Math.clamp(longParameter(context, "limit", DEFAULT_LINES), 1, MAX_LINES);
        var caller = Gate.caller(context);
        offLoop.run(() -> lines(caller, before, limit))
                .onSuccess(lines -> Answers.json(context, lines))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    /** The loading of a register is one line, {@code county.loaded}, not a thousand. */
    private JsonArray lines(Principal caller, long before, int limit) {
        var lines = new JsonArray();
        List<Entry> read = List.of();
        for (long next = before; lines.size() < limit; next = read.getLast().seq()) {
            read = journal.listBefore(next, MAX_LINES);
            if (read.isEmpty()) return lines;
            for (Entry entry : read)
                if (lines.size() < limit && !isRegisterRow(entry) && sight.mayRead(caller, entry))
                    lines.add(LogLine.of(entry, sight.nameOf(caller, entry.actor())));
        }
        return lines;
    }

    private static boolean isRegisterRow(Entry entry) { return entry.kind().equals("register.put") && entry.actor().equals("loader"); }

    private static long longParameter(RoutingContext context, String name, long otherwise) {
        String text = context.request().getParam(name);
        if (text == null) return otherwise;
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number", e);
        }
    }

    static void withKey(RoutingContext context, java.util.function.Consumer<String> action) {
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
