package onemap.web.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interface's description, OpenAPI 3.1.1: made of the table of routes, which says what there is and who may, and of {@link Description}, which says
 * what goes in and comes out.
 */
public final class OpenApi {
    private static final Logger log = LoggerFactory.getLogger(OpenApi.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Description description;

    private OpenApi(Description description) { this.description = description; }

    /** The description of these routes, as JSON in UTF-8. */
    public static byte[] of(List<Operation> operations) {
        return new OpenApi(Description.read()).document(operations).toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode document(List<Operation> operations) {
        var document = JSON.createObjectNode().put("openapi", "3.1.1");
        info(document.putObject("info"));
        document.put("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema");
        document.putArray("servers").addObject().put("url", "/");
        document.set("tags", description.tags());
        var paths = document.putObject("paths");
        for (Operation operation : operations)
            paths.withObjectProperty(operation.path()).set(operation.method().toLowerCase(Locale.ROOT), operation(operation));
        document.set("webhooks", description.webhooks());
        document.set("components", Components.with(description.schemas()));
        return document;
    }

    private static void info(ObjectNode info) {
        info.put("title", "onemap 应急指挥一张图")
                .put("version", "1")
                .put("description",
                        "Everything a page of onemap does, for machines: a session's cookie or a token opens it. Actions carry an "
                                + "Idempotency-Key; asked again with the same key and content they answer the same. Errors are problems as RFC 9457 says, "
                                + "with the Chinese term in the title. Times are UTC, places WGS-84 longitude and latitude in degrees.")
                .putObject("license")
                .put("name", "Apache License 2.0")
                .put("identifier", "Apache-2.0");
    }

    private ObjectNode operation(Operation operation) {
        var json = JSON.createObjectNode().put("operationId", operation.key()).put("summary", operation.summary());
        var described = description.find(operation);
        if (described.isEmpty()) log.warn("{} is described nowhere in openapi/*.json", operation.key());
        var part = described.map(Description.Described::part).orElseGet(JSON::createObjectNode);
        if (part.has("id")) json.set("operationId", part.get("id"));
        if (part.has("description")) json.set("description", part.get("description"));
        described.ifPresent(each -> json.putArray("tags").add(each.tag()));
        var parameters = parameters(operation, part);
        if (!parameters.isEmpty()) json.set("parameters", parameters);
        if (part.has("body")) body(json.putObject("requestBody").put("required", !part.path("bodyOptional").asBoolean()), part);
        responses(json.putObject("responses"), operation, part);
        security(json.putArray("security"), operation);
        return json.put("x-onemap-right", operation.right().orElse("NONE")).put("x-onemap-scope", operation.scope());
    }

    private static ArrayNode parameters(Operation operation, JsonNode part) {
        var parameters = JSON.createArrayNode();
        for (String name : operation.parameters()) {
            var told = part.path("path").path(name);
            var parameter = parameters.addObject().put("name", name).put("in", "path").put("required", true);
            if (told.has("description")) parameter.set("description", told.get("description"));
            parameter.set("schema", told.has("schema") ? told.get("schema") : JSON.createObjectNode().put("type", "string"));
        }
        for (var query : part.path("query").properties())
            parameters.addObject().put("name", query.getKey()).put("in", "query").setAll((ObjectNode) query.getValue());
        if (part.path("key").asBoolean()) parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
        if (operation.changes() && operation.right().isPresent())
            parameters.addObject().put("$ref", "#/components/parameters/CsrfToken");
        return parameters;
    }

    private static void body(ObjectNode body, JsonNode part) {
        var content = body.putObject("content");
        var types = part.has("takes") ? part.get("takes") : JSON.createArrayNode().add("application/json");
        types.forEach(type -> content.putObject(type.asText()).set("schema", part.get("body")));
    }

    private static void responses(ObjectNode responses, Operation operation, JsonNode part) {
        if (!part.has("answers")) responses.putObject("200").put("description", operation.summary());
        for (var answer : part.path("answers").properties())
            answer(responses.putObject(answer.getKey()), answer.getValue());
        for (int status : problems(operation, part))
            if (!responses.has(Integer.toString(status))) responses.set(Integer.toString(status), Components.problem(status));
        responses.set("default", Components.anyProblem());
    }

    private static void answer(ObjectNode answer, JsonNode told) {
        answer.set("description", told.get("description"));
        if (told.has("headers")) answer.set("headers", told.get("headers"));
        if (!told.has("schema") && !told.has("type")) return;
        var content = answer.putObject("content").putObject(told.path("type").asText("application/json"));
        if (told.has("schema")) content.set("schema", told.get("schema"));
    }

    /** Those that follow from the route, and those that are told. */
    private static TreeSet<Integer> problems(Operation operation, JsonNode part) {
        var problems = new TreeSet<Integer>();
        if (operation.right().isPresent()) problems.addAll(List.of(401, 403));
        if (!operation.parameters().isEmpty()) problems.add(404);
        if (part.has("query") || part.has("body")) problems.add(400);
        if (operation.bodyBytes().isPresent()) problems.addAll(List.of(413, 415, 503));
        if (part.path("key").asBoolean()) problems.addAll(List.of(400, 422));
        part.path("problems").forEach(status -> problems.add(status.asInt()));
        return problems;
    }

    private static void security(ArrayNode ways, Operation operation) {
        if (operation.right().isEmpty()) return; // an empty list: nothing is asked for
        ways.addObject().putArray("bearer");
        ways.addObject().putArray("session");
        if (operation.openInDemo()) ways.addObject();
    }
}
