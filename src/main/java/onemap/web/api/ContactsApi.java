package onemap.web.api;

import onemap.web.http.Answers;
import onemap.web.gate.Gate;
import onemap.web.http.OffLoop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import onemap.desk.Contacts;
import onemap.desk.Durability;

/** Contacts of who answers for a thing 责任人, over HTTP. */
public final class ContactsApi {
    private final Contacts contacts;
    private final OffLoop offLoop;

    public ContactsApi(Contacts contacts, OffLoop offLoop) {
        this.contacts = contacts;
        this.offLoop = offLoop;
    }

    public void masked(RoutingContext context) {
        String id = context.pathParam("id");
        offLoop.run(() -> json(contacts.masked(id)))
                .onSuccess(list -> Answers.json(context, list))
                .onFailure(failure -> Answers.problem(failure).answer(context));
    }

    public void reveal(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            String id = context.pathParam("id");
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            String reason = reason(body);
            var caller = Gate.caller(context);
            Answers.when(context, offLoop.run(() -> json(contacts.reveal(id, reason, caller, key, body))));
        });
    }

    private static String reason(String body) {
        if (DeskApi.json(body).getValue("reason") instanceof String reason) return reason;
        throw new IllegalArgumentException("reason is missing or not a text");
    }

    private static JsonObject json(Contacts.Revealed revealed) {
        var entry = revealed.entry();
        return new JsonObject().put("object", revealed.object())
                .put("contacts", json(revealed.contacts()))
                .put("at", entry.at().toString())
                .put("node", entry.node())
                .put("seq", entry.seq())
                .put("durability", Durability.LOCAL.word());
    }

    private static JsonArray json(List<Contacts.Contact> contacts) {
        var list = new JsonArray();
        contacts.forEach(each -> list.add(new JsonObject().put("role", each.role()).put("name", each.name()).put("phone", each.phone())));
        return list;
    }
}
