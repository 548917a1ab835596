package onemap.web.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.time.Instant;
import onemap.domain.register.Register;
import onemap.flow.fold.RegisterFold.Row;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import onemap.access.Principal;
import onemap.desk.imports.Importable;
import onemap.desk.RegisterDesk;
import onemap.desk.Sight;
import onemap.flow.RegisterRows.Standing;
import onemap.flow.decision.Payload;
import onemap.journal.union.Ref;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.OffLoop;

/** {@code /api/v1/registers}: the registers 台账, row by row, without personal data. */
public final class RegistersApi {
    private static final int MOST_ROWS = 10_000;

    private final RegisterDesk desk;
    private final Sight sight;
    private final OffLoop offLoop;

    public RegistersApi(RegisterDesk desk, Sight sight, OffLoop offLoop) {
        this.desk = desk;
        this.sight = sight;
        this.offLoop = offLoop;
    }

    public void registers(RoutingContext context) {
        var caller = Gate.caller(context);
        Answers.when(context, offLoop.run(() -> {
            var all = new JsonArray();
            desk.counts(caller)
                    .forEach((register, rows) -> all.add(new JsonObject().put("register", register.key())
                            .put("rows", rows)
                            .put("imports", !Importable.meanings(register).isEmpty())));
            return new JsonObject().put("registers", all);
        }));
    }

    public void list(RoutingContext context) {
        var caller = Gate.caller(context);
        var register = register(context);
        var wanted = words(context.request().getParam("q", "")).and(ofTown(context.request().getParam("town", "")));
        int from = number(context, "offset", 0, Integer.MAX_VALUE);
        int most = number(context, "limit", MOST_ROWS, MOST_ROWS);
        Answers.when(context, offLoop.run(() -> {
            var rows = desk.list(register, caller).stream().filter(wanted).toList();
            var page = rows.subList(Math.min(from, rows.size()), (int) Math.min((long) from + most, rows.size()));
            return new JsonObject().put("register", register.key()).put("numberMatched", rows.size()).put("rows", json(page, caller));
        }));
    }

    /** All words somewhere in the row. */
    private static Predicate<Standing> words(String text) {
        var words = List.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return row -> {
            String all = row.row().properties().toString().toLowerCase(Locale.ROOT);
            return words.stream().allMatch(all::contains);
        };
    }

    private static Predicate<Standing> ofTown(String town) {
        return row -> town.isBlank() || town.equals(row.row().town()) || town.equals(row.row().properties().path("townCode").asText());
    }

    private static int number(RoutingContext context, String name, int otherwise, int most) {
        String text = context.request().getParam(name);
        if (text == null) return otherwise;
        if (!text.matches("\\d{1,9}")) throw new IllegalArgumentException(name + " is not a whole number from 0 on");
        return Math.min(most, Integer.parseInt(text));
    }

    public void row(RoutingContext context) {
        var caller = Gate.caller(context);
        Answers.when(context,
                offLoop.run(() -> json(desk.find(register(context), context.pathParam("row"), caller), caller)));
    }

    public void history(RoutingContext context) {
        var caller = Gate.caller(context);
        Answers.when(context, offLoop.run(() -> new JsonObject().put("entries",
                steps(desk.history(register(context), context.pathParam("row"), caller), caller))));
    }

    public void edit(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            String text = Optional.ofNullable(context.body().asString()).orElse("");
            var body = DeskApi.json(text);
            if (!(body.getValue("row") instanceof JsonObject row))
                throw new IllegalArgumentException("row is missing or not a GeoJSON feature");
            var seen = Optional.ofNullable(body.getString("seen")).map(Ref::parse);
            var feature = Payload.tree(row.encode());
            var caller = Gate.caller(context);
            Answers.when(context, offLoop.run(() -> DeskApi
                    .recorded("recorded",
                            desk.edit(register(context), context.pathParam("row"), feature, seen, caller, key, text))
                    .put("row", context.pathParam("row"))));
        });
    }

    public void remove(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            var seen = Optional.ofNullable(context.request().getParam("seen"))
                    .map(Ref::parse)
                    .orElseThrow(() -> new IllegalArgumentException("seen is missing: the entry the row stands in 缺少参数 seen"));
            var caller = Gate.caller(context);
            Answers.when(context, offLoop.run(() -> DeskApi
                    .recorded("recorded", desk.remove(register(context), context.pathParam("row"), seen, caller, key))
                    .put("row", context.pathParam("row"))));
        });
    }

    private static Register register(RoutingContext context) { return RegisterDesk.named(context.pathParam("register")); }

    private JsonArray steps(List<RegisterDesk.Step> steps, Principal caller) {
        var all = new JsonArray();
        steps.forEach(step -> all.add(said(new JsonObject().put("row", step.row().map(RegistersApi::feature).orElse(null)), step.ref(),
                step.actor(), step.at(), caller)));
        return all;
    }

    private JsonArray json(List<Standing> rows, Principal caller) {
        var all = new JsonArray();
        rows.forEach(row -> all.add(json(row, caller)));
        return all;
    }

    private JsonObject json(Standing standing, Principal caller) {
        var row = standing.row();
        return said(new JsonObject().put("row", feature(row)).put("object", row.objectId()), standing.ref(), standing.actor(),
                standing.at(),
                caller);
    }

    private JsonObject said(JsonObject of, Ref ref, String actor, Instant at, Principal caller) {
        return of.put("entry", ref.toString()).put("by", actor).put("byName", sight.nameOf(caller, actor)).put("at", at.toString());
    }

    private static JsonObject feature(Row row) {
        return new JsonObject().put("type", "Feature")
                .put("id", row.id())
                .put("geometry", row.place()
                        .map(at -> new JsonObject().put("type", "Point")
                                .put("coordinates", new JsonArray().add(at.lonDegrees()).add(at.latDegrees())))
                        .orElse(null))
                .put("properties", new JsonObject(row.properties().toString()));
    }
}
