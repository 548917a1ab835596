package onemap.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands in {@code openapi/*.json}: per subject a tag, the operations by method and path with what the table of routes cannot tell of them, and
 * their schemas.
 */
public final class Description {
    /** One file per subject; also the order of the tags. */
    private static final List<String> SUBJECTS = List.of("system", "picture", "ogc", "desk", "feeds", "access", "webhooks", "pages");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ArrayNode tags = JSON.createArrayNode();
    private final Map<String, Described> operations = new TreeMap<>();
    private final ObjectNode schemas = JSON.createObjectNode();
    private final ObjectNode webhooks = JSON.createObjectNode();

    /** An operation's own part and the name of its tag. */
    record Described(String tag, JsonNode part) {}

    private Description() {}

    /** As it stands in the jar. */
    public static Description read() {
        var description = new Description();
        SUBJECTS.forEach(subject -> description.add(subject, file(subject)));
        return description;
    }

    private static JsonNode file(String subject) {
        String name = subject + ".json";
        try (var in = Description.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("openapi/" + name + " is missing");
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi/" + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void add(String subject, JsonNode file) {
        tags.add(file.path("tag"));
        String tag = file.at("/tag/name").asText();
        for (var each : file.path("operations").properties())
            if (operations.put(each.getKey(), new Described(tag, each.getValue())) != null)
                throw new IllegalStateException("openapi/" + subject + ".json describes " + each.getKey() + " once more");
        for (var each : file.path("schemas").properties()) {
            if (schemas.has(each.getKey()))
                throw new IllegalStateException("openapi/" + subject + ".json: another schema " + each.getKey());
            schemas.set(each.getKey(), each.getValue());
        }
        file.path("webhooks").properties().forEach(each -> webhooks.set(each.getKey(), each.getValue()));
    }

    /** Which operations are described, as {@code GET /healthz}. */
    public List<String> keys() { return List.copyOf(operations.keySet()); }

    Optional<Described> find(Operation operation) { return Optional.ofNullable(operations.get(operation.key())); }

    ArrayNode tags() { return tags; }

    ObjectNode schemas() { return schemas; }

    ObjectNode webhooks() { return webhooks; }
}
