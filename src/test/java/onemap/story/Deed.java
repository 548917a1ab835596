package onemap.story;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Something an officer asks for under a key.
 *
 * @param actor  id of the officer
 * @param token  the officer's
 * @param object what the entry is about; empty: no thing
 */
record Deed(Kind kind, String actor, String token, String object, String path, String key, String body) {
    /** With the kinds of entries that may record it. */
    enum Kind {
        TAKE("alarm.acknowledged", "alarm.acknowledged-again"), UNDO("alarm.acknowledgement-undone"), NOTE("log.noted"), CORRECT(
                "log.corrected"), PLACE("register.put");

        private final Set<String> entries;

        Kind(String... entries) { this.entries = Set.of(entries); }

        Set<String> entries() { return entries; }
    }

    JsonNode sent() { return json(body); }

    static JsonNode json(String text) {
        try {
            return Web.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static String json(Map<String, ?> body) { return Web.JSON.valueToTree(body).toString(); }
}
