package onemap.journal.union;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import onemap.journal.Entry;
import onemap.journal.Journal.Foreign;
import onemap.journal.disk.EpochNanos;

/** A line of what {@code bin/onemap audit export} writes, read again: {@link onemap.journal.audit.AuditExport}. */
public final class ExportLine {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportLine() {}

    /**
     * The entry it holds; empty for a header, a seal, the end.
     *
     * @throws IllegalArgumentException when it is no such line
     */
    public static Optional<Foreign> read(byte[] line) {
        try {
            var json = JSON.readTree(line);
            if (!json.isObject() || !json.path("type").isTextual()) throw new IllegalArgumentException("no line of an audit export");
            return json.path("type").asText().equals("entry") ? Optional.of(new Foreign(entry(json), Optional.empty())) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON in UTF-8", e);
        }
    }

    private static Entry entry(JsonNode json) {
        return new Entry(text(json, "node"), whole(json, "seq"), (int) whole(json, "format"),
                EpochNanos.toInstant(whole(json, "at")),
                text(json, "actor"), text(json, "kind"), text(json, "object"), find(json, "idempotency_key"), text(json, "payload"),
                find(json, "sealed_digest").map(ExportLine::hex), hex(text(json, "prev_hash")), hex(text(json, "hash")));
    }

    private static long whole(JsonNode json, String name) {
        if (json.path(name).isIntegralNumber() && json.path(name).canConvertToLong()) return json.path(name).asLong();
        throw new IllegalArgumentException("entry without a number \"" + name + "\"");
    }

    private static String text(JsonNode json, String name) {
        return find(json, name).orElseThrow(() -> new IllegalArgumentException("entry without a text \"" + name + "\""));
    }

    private static Optional<String> find(JsonNode json, String name) { return Optional.ofNullable(json.path(name).textValue()); }

    private static byte[] hex(String text) { return HexFormat.of().parseHex(text); }
}
