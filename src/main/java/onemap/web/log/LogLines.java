package onemap.web.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import onemap.access.Principal;
import onemap.desk.DutyLog;
import onemap.desk.ObjectNames;
import onemap.desk.Sight;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Resolution;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.search.Found;
import onemap.journal.search.LogIndex;

/**
 * Journal entries as lines of the duty log: who, what, about which object, and the few facts a reader needs; the screens put them into words. The entries come
 * from the journal itself, each checked against its hash, with names as the reader may know them.
 */
final class LogLines {
    /** Longest fact that is told with a line. */
    private static final int MOST_FACT = 200;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40,}");
    /** Kinds of which {@link LogLine} tells all there is to know. */
    private static final Set<String> SPOKEN = Set.of("alarm", "warning", "register");

    private final Journal journal;
    private final LogIndex index;
    private final Sight sight;
    private final ObjectNames names;
    private final DutyLog dutyLog;

    LogLines(Journal journal, LogIndex index, Sight sight, ObjectNames names, DutyLog dutyLog) {
        this.journal = journal;
        this.index = index;
        this.sight = sight;
        this.names = names;
        this.dutyLog = dutyLog;
    }

    /** A line found with its entry; without it when the journal does not hold it as it was written. */
    record Line(Found found, Optional<Entry> entry) {}

    /** The entry itself, from the journal. */
    Line read(Found found) {
        try {
            return new Line(found, journal.find(found.node(), found.seq()));
        } catch (Journal.BrokenChain tampered) {
            return new Line(found, Optional.empty());
        }
    }

    /** Those that this reader may read; blocks. */
    JsonArray of(Principal caller, List<Line> lines) {
        var corrections = corrections(caller, lines);
        var array = new JsonArray();
        for (Line line : lines) {
            var json = line.entry().map(entry -> json(caller, entry)).orElseGet(() -> broken(caller, line.found()));
            Optional.ofNullable(corrections.get(place(line.found()))).ifPresent(list -> json.put("corrections", new JsonArray(list)));
            array.add(json.put("cursor", Long.toString(line.found().cursor())));
        }
        return array;
    }

    private Map<String, List<JsonObject>> corrections(Principal caller, List<Line> lines) {
        var notes = lines.stream().map(Line::found).filter(found -> found.kind().equals(DutyLog.NOTED)).map(LogLines::place).toList();
        var byNote = new HashMap<String, List<JsonObject>>();
        for (var each : index.referring(notes))
            read(each.found()).entry()
                    .ifPresent(entry -> byNote.computeIfAbsent(each.refersTo(), note -> new ArrayList<>()).add(json(caller, entry)));
        return byNote;
    }

    private static String place(Found found) { return found.node() + "/" + found.seq(); }

    /** Altered after it was written: it is told that it was there, not what it says now. */
    private JsonObject broken(Principal caller, Found found) {
        return head(caller, found.node(), found.seq(), found.actor(), found.kind(), found.object()).put("at", found.at().toString())
                .put("broken", true);
    }

    private JsonObject head(Principal caller, String node, long seq, String actor, String kind, String object) {
        var line = new JsonObject().put("node", node)
                .put("seq", seq)
                .put("actor", actor)
                .put("actorName", sight.nameOf(caller, actor))
                .put("kind", kind)
                .put("object", object);
        names.find(object).or(() -> named(caller, object)).ifPresent(name -> line.put("objectName", name));
        return line;
    }

    /** Users and tokens have names too. */
    private Optional<String> named(Principal caller, String id) {
        return Optional.of(sight.nameOf(caller, id)).filter(name -> id.startsWith("u-") || id.startsWith("t-") || id.startsWith("w-"));
    }

    private JsonObject json(Principal caller, Entry entry) {
        var line = head(caller, entry.node(), entry.seq(), entry.actor(), entry.kind(), entry.object()).put("at", entry.at().toString())
                .put("hash", HexFormat.of().formatHex(entry.hash()));
        LogLine.of(entry, sight.nameOf(caller, entry.actor())).forEach(fact -> line.put(fact.getKey(), fact.getValue()));
        JsonNode payload = Payload.tree(entry.payload());
        if (DutyLog.isNote(entry)) {
            note(line, payload, caller, entry);
        } else {
            if (!SPOKEN.contains(entry.kind().substring(0, Math.max(0, entry.kind().indexOf('.'))))) facts(line, payload);
            if (entry.kind().equals(Resolution.RESOLVED)) reason(line, caller, entry);
        }
        return line;
    }

    private void note(JsonObject line, JsonNode payload, Principal caller, Entry entry) {
        Optional.ofNullable(payload.path("happenedAt").textValue()).ifPresent(at -> line.put("happenedAt", at));
        JsonNode of = payload.path("of");
        if (of.isObject())
            line.put("of", new JsonObject().put("node", of.path("node").asText()).put("seq", of.path("seq").asLong()));
        try {
            dutyLog.words(entry).ifPresentOrElse(words -> {
                line.put("text", sight.text(caller, words.text()));
                words.reason().ifPresent(reason -> line.put("reason", sight.text(caller, reason)));
            }, () -> line.put("dropped", true));
        } catch (Journal.BrokenChain tampered) {
            line.put("broken", true);
        } catch (IllegalStateException elsewhere) { // of another node, under its key
            line.put("dropped", true);
        }
    }

    /** Not the digests of requests and secrets. */
    private static boolean isFact(String text) {
        return text.length() <= MOST_FACT && !DIGEST.matcher(text).matches();
    }

    /** Why somebody chose so. */
    private void reason(JsonObject line, Principal caller, Entry entry) {
        try {
            dutyLog.words(entry).flatMap(DutyLog.Words::reason).ifPresent(reason -> line.put("reason", sight.text(caller, reason)));
        } catch (Journal.BrokenChain tampered) {
            line.put("broken", true);
        } catch (IllegalStateException elsewhere) { // of another node, under its key: the choice is told without
            return;
        }
    }

    /** What else stands in the entry; the chain holds nothing personal. */
    private static void facts(JsonObject line, JsonNode payload) {
        var facts = new JsonObject();
        for (var each : payload.properties()) {
            JsonNode value = each.getValue();
            if (value.isTextual() && isFact(value.asText())) facts.put(each.getKey(), value.asText());
            else if (value.isNumber() || value.isBoolean())
                facts.put(each.getKey(), value.isBoolean() ? value.asBoolean() : value.numberValue());
        }
        if (!facts.isEmpty()) line.put("facts", facts);
    }
}
