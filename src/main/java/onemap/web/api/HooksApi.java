package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.OffLoop;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import onemap.domain.Area;
import onemap.flow.Once;
import onemap.hook.Webhook;
import onemap.hook.Webhooks;

/** Webhooks, over HTTP. */
public final class HooksApi {
    private final Webhooks webhooks;
    private final OffLoop offLoop;

    public HooksApi(Webhooks webhooks, OffLoop offLoop) {
        this.webhooks = webhooks;
        this.offLoop = offLoop;
    }

    public void list(RoutingContext context) {
        offLoop.run(() -> new JsonArray(webhooks.list().stream().map(HooksApi::json).toList()))
                .onSuccess(list -> Answers.json(context, list))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private static JsonObject json(Webhooks.Standing standing) {
        var line = json(standing.hook()).put("addedAt", standing.addedAt().toString())
                .put("state", standing.disabledAt().isPresent() ? "disabled" : standing.failingSince().isPresent() ? "failing" : "active")
                .put("waiting", standing.waiting());
        standing.lastDeliveryAt().ifPresent(at -> line.put("lastDelivery", at.toString()));
        standing.disabledAt().ifPresent(at -> line.put("disabledAt", at.toString()));
        standing.failingSince()
                .ifPresent(at -> line.put("failing", new JsonObject().put("since", at.toString())
                        .put("problem", standing.lastProblem().orElse(""))));
        return line;
    }

    private static JsonObject json(Webhook hook) {
        return new JsonObject().put("id", hook.id())
                .put("url", hook.url())
                .put("kinds", new JsonArray(hook.kinds()))
                .put("area", hook.area().code());
    }

    public void add(RoutingContext context) {
        act(context, "add-webhook", "webhooks", request -> {
            var body = DeskApi.json(request.body());
            var area = new Area(body.containsKey("area") ? text(body, "area") : "");
            String url = text(body, "url");
            var kinds = kinds(body);
            return offLoop.run(() -> webhooks.add(url, kinds, area, request))
                    .map(added -> json(added.hook()).put("addedAt", added.addedAt().toString()).put("secret", added.secret()));
        });
    }

    private static void act(RoutingContext context, String action, String object, Function<Once.Request, Future<JsonObject>> work) {
        DeskApi.withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            Answers.when(context, work.apply(new Once.Request(Gate.caller(context).id(), action, object, key, body)));
        });
    }

    private static String text(JsonObject body, String name) {
        if (body.getValue(name) instanceof String text) return text.strip();
        throw new IllegalArgumentException(name + " is missing or no text");
    }

    private static List<String> kinds(JsonObject body) {
        if (!(body.getValue("kinds") instanceof JsonArray array)) throw new IllegalArgumentException("kinds is missing or no list");
        var kinds = new ArrayList<String>();
        for (Object kind : array) {
            if (!(kind instanceof String text)) throw new IllegalArgumentException("kinds holds something that is no text");
            kinds.add(text);
        }
        return kinds;
    }

    public void remove(RoutingContext context) {
        String id = context.pathParam("id");
        act(context, "remove-webhook", id, request -> offLoop.run(() -> {
            webhooks.remove(request);
            return new JsonObject().put("outcome", "removed").put("id", id);
        }));
    }

    /** Changes nothing here, so it needs no key. */
    public void test(RoutingContext context) {
        String id = context.pathParam("id");
        Answers.when(context, offLoop.run(() -> {
            var tested = webhooks.test(id);
            var answer = new JsonObject().put("messageId", tested.messageId()).put("taken", tested.problem().isEmpty());
            tested.problem().ifPresent(problem -> answer.put("problem", problem));
            return answer;
        }));
    }
}
