package onemap.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A served description of the interface, read as a client generator reads it. */
final class Described {
    static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    static final SchemaValidatorsConfig STRICT = SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final ObjectNode closed;

    /** One operation as described. */
    record Operation(String method, String path, JsonNode json) {
        String id() { return json.path("operationId").asText(); }

        boolean isOpen() { return json.path("x-onemap-right").asText().equals("NONE"); }
    }

    Described(JsonNode document) {
        this.document = document;
        closed = document.path("components").deepCopy();
        close(closed.path("schemas"));
    }

    JsonNode document() { return document; }

    /** By {@code GET /healthz}. */
    Map<String, Operation> operations() {
        var operations = new LinkedHashMap<String, Operation>();
        for (var path : document.path("paths").properties())
            for (var method : path.getValue().properties())
                operations.put(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        new Operation(method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(), method.getValue()));
        return operations;
    }

    /** What about an answer is not as described: status, type, schema; and members nobody described. */
    List<String> contradictions(Operation operation, Web.Answer answer) {
        var responses = operation.json().path("responses");
        var response = resolved(responses.path(Integer.toString(answer.status())));
        if (response.isMissingNode()) return List.of("status " + answer.status() + " is not described: " + answer.text());
        if (!response.has("content")) return List.of();
        for (var content : response.path("content").properties()) {
            if (!answer.type().startsWith(content.getKey())) continue;
            if (answer.body().isMissingNode()) return List.of();
            return messages(content.getValue().path("schema"), answer.body());
        }
        return List.of("type " + answer.type() + " is not described");
    }

    private JsonNode resolved(JsonNode node) { return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node; }

    private List<String> messages(JsonNode schema, JsonNode body) {
        var whole = Web.JSON.createObjectNode();
        whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        JsonNode strict = schema.deepCopy();
        close(strict);
        whole.putArray("allOf").add(strict);
        whole.set("components", closed);
        return SCHEMAS.getSchema(whole, STRICT).validate(body).stream().map(ValidationMessage::getMessage).limit(5).toList();
    }

    /** Described members only: an answer that says more than its description is a fault of one of them. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject() && object.has("type")
                && !object.has("additionalProperties"))
            object.put("additionalProperties", false);
        var inner = new ArrayList<JsonNode>();
        node.forEach(inner::add);
        inner.forEach(Described::close);
    }
}
