package onemap.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import onemap.flow.decision.Payload;
import onemap.journal.Entry;

/**
 * What is sent: type, time and data, as Standard Webhooks 1.0.0 recommends.
 *
 * @param id the same however often it is sent: {@code <node>/<seq>}
 */
record Message(String id, byte[] body) {
    static final int MAX_BYTES = 64 * 1024;

    /** An entry as a line of the duty log; one that is too long goes without its facts, the receiver reads them where they stand. */
    static Message of(Entry entry, JsonNode line) {
        String id = entry.node() + "/" + entry.seq();
        byte[] whole = body(entry.kind(), entry.at(), line);
        if (whole.length <= MAX_BYTES) return new Message(id, whole);
        return new Message(id, body(entry.kind(), entry.at(), Map.of("node", entry.node(), "seq", entry.seq(), "cut", true)));
    }

    /** To see whether the other end is there and checks signatures; it is about nothing. */
    static Message test(String id, Webhook hook, Instant at) {
        return new Message(id, body("webhook.test", at, Map.of("webhook", hook.id())));
    }

    private static byte[] body(String type, Instant at, Object data) {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("data", data);
        return Payload.write(body).getBytes(UTF_8);
    }
}
