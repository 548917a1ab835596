package onemap.web.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import onemap.flow.decision.Payload;
import onemap.journal.Entry;

/** One journal entry as a line of the duty log: who, what, about which object, and the few facts a reader needs; the screens put it into words. */
public final class LogLine {
    private LogLine() {}

    /** @param actorName as the reader may know it: the chain holds ids only */
    public static JsonObject of(Entry entry, String actorName) {
        var line = new JsonObject().put("node", entry.node())
                .put("seq", entry.seq())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("kind",
                        entry.kind())
                .put("object", entry.object());
        JsonNode payload = Payload.tree(entry.payload());
        switch (entry.kind()) {
            case "alarm.raised", "alarm.changed", "alarm.returned", "alarm.ended" -> {
                line.put("alarm", payload.path("id").asText())
                        .put("name", payload.path("objectName").asText())
                        .put("severity", payload.path("severity").asText().toLowerCase(java.util.Locale.ROOT));
                line.put("property", payload.path("property").asText())
                        .put("value", payload.path("value").asDouble())
                        .put("limit", payload.path("limit")
                                .asDouble())
                        .put("unit", payload.path("unit").asText());
            }
            case "alarm.acknowledged",
                    "alarm.acknowledged-again" ->
                line.put("name", actorName)
                        .put("alarm", payload.path("alarm")
                                .asText());
            case "warning.received" -> {
                JsonNode alert = payload.path("alert");
                line.put("name", headline(alert)).put("messageType", alert.path("messageType").asText());
            }
            case "register.put" -> line.put("name", payload.path("properties").path("name").asText())
                    .put("register", payload.path("properties")
                            .path(
                                    "register")
                            .asText());
            case "register.removed" ->
                line.put("name", payload.path("name").asText()).put("register", payload.path("register").asText());
            case "register.imported" -> line.put("file", payload.path("file").asText())
                    .put("created", payload.path("created").asInt())
                    .put("changed", payload.path("changed").asInt());
            default -> {
            }
        }
        return line;
    }

    private static String headline(JsonNode alert) {
        for (JsonNode info : alert.path("infos")) {
            String headline = info.path("headline").asText(info.path("event").asText(""));
            if (!headline.isBlank()) return headline;
        }
        return alert.path("note").asText(alert.path("identifier").asText());
    }
}
