package onemap.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import onemap.flow.Registers;
import java.util.concurrent.CompletionException;
import onemap.access.Principal;
import onemap.desk.Conflicts;
import onemap.desk.Fact;
import onemap.desk.ObjectNames;
import onemap.desk.Sight;
import onemap.flow.decision.Payload;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.union.Ref;
import onemap.web.gate.Gate;
import onemap.web.http.Answers;
import onemap.web.http.Body;
import onemap.web.http.OffLoop;
import onemap.web.http.Problem;

/** Contradicting facts of nodes that were cut off 冲突, over HTTP. */
public final class ConflictsApi {
    private final Conflicts conflicts;
    private final Journal journal;
    private final Sight sight;
    private final ObjectNames names;
    private final OffLoop offLoop;

    public ConflictsApi(Conflicts conflicts, Journal journal, Sight sight, ObjectNames names, OffLoop offLoop) {
        this.conflicts = conflicts;
        this.journal = journal;
        this.sight = sight;
        this.names = names;
        this.offLoop = offLoop;
    }

    public void list(RoutingContext context) {
        var caller = Gate.caller(context);
        offLoop.run(() -> {
            var cards = new JsonArray();
            conflicts.list(caller).join().forEach(card -> cards.add(json(card, caller)));
            return cards;
        }).onSuccess(cards -> Answers.json(context, cards)).onFailure(failure -> Answers.problem(failure).answer(context));
    }

    private JsonObject json(Conflicts.Card card, Principal caller) {
        var first = card.facts().getFirst();
        var facts = new JsonArray();
        card.facts().forEach(fact -> facts.add(json(fact, caller)));
        tellDifferences(card, facts);
        var json = new JsonObject().put("id", card.id())
                .put("topic", first.topic().substring(0, first.topic().indexOf(':')))
                .put("object", first.object())
                .put("about", first.about())
                .put("facts", facts)
                .put("standing", card.standing().map(Ref::toString).orElse(null));
        names.find(first.about()).ifPresent(name -> json.put("name", name));
        return json;
    }

    /** Of rows that say the same name and place, what they do not say the same of: nobody can choose between two facts that look alike. */
    private void tellDifferences(Conflicts.Card card, JsonArray facts) {
        var said = card.facts().stream().map(this::properties).toList();
        if (said.stream().allMatch(Map::isEmpty)) return;
        var names = new TreeSet<String>();
        said.forEach(properties -> names.addAll(properties.keySet()));
        names.removeIf(name -> said.stream().map(properties -> Optional.ofNullable(properties.get(name))).distinct().count() == 1);
        for (int i = 0; i < facts.size(); i++) {
            var differs = new JsonObject();
            for (String name : names)
                Optional.ofNullable(said.get(i).get(name)).ifPresent(value -> differs.put(name, value));
            facts.getJsonObject(i).put("differs", differs);
        }
    }

    private Map<String, Object> properties(Fact fact) {
        try {
            return journal.find(fact.ref().node(), fact.ref().seq())
                    .filter(entry -> entry.kind().equals(Registers.PUT))
                    .map(entry -> new JsonObject(Payload.tree(entry.payload()).path("properties").toString()).getMap())
                    .orElse(Map.of());
        } catch (Journal.BrokenChain tampered) {
            return Map.of();
        }
    }

    private JsonObject json(Fact fact, Principal caller) {
        var json = new JsonObject().put("ref", fact.ref().toString())
                .put("node", fact.ref().node())
                .put("seq", fact.ref().seq())
                .put("at", fact.at().toString())
                .put("by", fact.actor())
                .put("byName", sight.nameOf(caller, fact.actor()))
                .put("kind", fact.kind());
        try {
            journal.find(fact.ref().node(), fact.ref().seq()).ifPresent(entry -> say(json, entry, caller));
        } catch (Journal.BrokenChain tampered) {
            json.put("broken", true); // who chooses must know; the other cards stay
        }
        return json;
    }

    /** What it says, as far as its kind does not. */
    private void say(JsonObject json, Entry entry, Principal caller) {
        var payload = Payload.tree(entry.payload());
        if (entry.kind().equals(Registers.PUT)) {
            json.put("name", payload.at("/properties/name").asText());
            JsonNode at = payload.at("/geometry/coordinates");
            if (at.size() >= 2) json.put("lonDegrees", at.get(0).asDouble()).put("latDegrees", at.get(1).asDouble());
        }
        if (payload.path("chosen").isTextual()) json.put("chosen", payload.path("chosen").asText());
        var sealed = journal.findSealed(entry.node(), entry.seq()).map(Payload::tree);
        sealed.map(part -> part.path("text").textValue()).ifPresent(text -> json.put("text", sight.text(caller, text)));
        sealed.map(part -> part.path("reason").textValue()).ifPresent(reason -> json.put("reason", sight.text(caller, reason)));
    }

    public void resolve(RoutingContext context) {
        DeskApi.withKey(context, key -> {
            String body = Optional.ofNullable(context.body().asString()).orElse("");
            var asked = Body.of(context);
            var chosen = Ref.parse(asked.text("choose"));
            var resolved = conflicts.resolve(context.pathParam("conflict"), chosen, asked.text("reason"), Gate.caller(context), key, body)
                    .thenApply(entry -> resolved(context.pathParam("conflict"), chosen, entry));
            Future.fromCompletionStage(resolved, context.vertx().getOrCreateContext())
                    .onSuccess(answer -> Answers.json(context, answer))
                    .onFailure(failure -> refuse(context, failure));
        });
    }

    /** Who was second is told who was first, so that a screen can say it in its reader's language. */
    private void refuse(RoutingContext context, Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof Conflicts.Resolved resolved)) {
            Answers.problem(failure).answer(context);
            return;
        }
        var entry = resolved.first();
        var first = new JsonObject().put("by", entry.actor())
                .put("byName", sight.nameOf(Gate.caller(context), entry.actor()))
                .put("at", entry.at().toString())
                .put("node", entry.node())
                .put("seq", entry.seq());
        new Problem(409, "Resolved already 已由他人裁定", resolved.getMessage()).answer(context, new JsonObject().put("first", first));
    }

    private static JsonObject resolved(String conflict, Ref chosen, Entry entry) {
        return DeskApi.recorded("resolved", entry).put("conflict", conflict).put("chosen", chosen.toString());
    }
}
