package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import onemap.web.openapi.Description;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description a running server gives of itself: valid, complete, and of nothing that is not there. */
@Timeout(300)
class OpenApiTest {
    @TempDir static Path temp;
    private static TestServer server;
    private static Described described;

    @BeforeAll static void start() {
        server = TestServer.start(temp.resolve("data"));
        described = new Described(server.web().get("/api/v1/openapi.json").body());
    }

    @AfterAll static void stop() { server.close(); }

    @Test void isValidByTheOpenApiInitiativesSchema() throws Exception {
        JsonNode official = Web.JSON.readTree(Files.readString(Path.of("src", "test", "resources", "openapi", "openapi-3.1.schema.json")));
        var schema = Described.SCHEMAS.getSchema(official, Described.STRICT);

        assertThat(official.path("$id").asText()).startsWith("https://spec.openapis.org/oas/3.1/schema/");
        assertThat(schema.validate(described.document()).stream().map(ValidationMessage::getMessage)).isEmpty();
        assertThat(schema.validate(Web.JSON.readTree("{\"openapi\":\"3.1.1\",\"paths\":{\"x\":{}}}"))).as("it does refuse").isNotEmpty();
    }

    @Test void everySchemaInItIsAJsonSchemaOf2020() {
        var meta = Described.SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var found = schemas(described.document(), new ArrayList<>());

        assertThat(found).hasSizeGreaterThan(40);
        for (JsonNode schema : found)
            assertThat(meta.validate(schema)).as(schema.toString()).isEmpty();
        assertThat(meta.validate(Web.JSON.createObjectNode().put("type", "text"))).as("it does refuse").isNotEmpty();
    }

    private static List<JsonNode> schemas(JsonNode node, List<JsonNode> found) {
        for (var member : node.properties()) {
            if (member.getKey().equals("schema")) found.add(member.getValue());
            else if (member.getKey().equals("schemas")) member.getValue().forEach(found::add);
            else
                schemas(member.getValue(), found);
        }
        node.forEach(each -> {
            if (node.isArray()) schemas(each, found);
        });
        return found;
    }

    @Test void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        var used = new TreeSet<String>();
        for (JsonNode reference : described.document().findValues("$ref")) {
            assertThat(described.document().at(reference.asText().substring(1)).isMissingNode()).as(reference.asText()).isFalse();
            used.add(reference.asText().replaceFirst(".*/", ""));
        }
        described.document().at("/components/schemas").fieldNames().forEachRemaining(name -> assertThat(used).contains(name));
    }

    @Test void everyRouteIsDescribed() {
        var ids = new TreeSet<String>();
        assertThat(described.operations()).hasSizeGreaterThan(25);
        described.operations().forEach((key, operation) -> {
            var json = operation.json();
            assertThat(json.path("description").asText()).as("description of " + key).isNotBlank();
            assertThat(json.path("tags")).as("tags of " + key).hasSize(1);
            assertThat(ids.add(operation.id()) && operation.id().matches("[a-z][A-Za-z0-9]+")).as("operation id of " + key).isTrue();
            assertThat(json.at("/responses/200/description").asText() + json.at("/responses/101/description").asText())
                    .as("answer of " + key)
                    .isNotBlank();
            for (JsonNode parameter : json.path("parameters"))
                assertThat(parameter.has("$ref") || !parameter.path("description").asText().isBlank()).as("parameters of " + key).isTrue();
            assertThat(operation.isOpen() || json.at("/responses/401").isObject() && json.at("/responses/403").isObject()).as(key).isTrue();
        });
    }

    @Test void nothingIsDescribedThatIsNotThere() { assertThat(Description.read().keys()).isSubsetOf(described.operations().keySet()); }

    @Test void saysWhoMayAndAboutWhat() {
        var acknowledge = described.operations().get("POST /api/v1/alarms/{id}/acknowledge").json();
        assertThat(acknowledge.path("x-onemap-right").asText()).isEqualTo("ACKNOWLEDGE");
        assertThat(acknowledge.path("x-onemap-scope").asText()).isNotBlank();
        assertThat(acknowledge.path("security")).hasSize(2);
        assertThat(acknowledge.findValuesAsText("$ref")).contains("#/components/parameters/IdempotencyKey",
                "#/components/parameters/CsrfToken",
                "#/components/responses/Problem422", "#/components/responses/Problem503");
        var items = described.operations().get("GET /ogc/collections/{collection}/items").json();
        assertThat(items.path("security")).as("open in the demo").hasSize(3);
        assertThat(described.operations().get("GET /healthz").json().path("security")).isEmpty();
        assertThat(described.document().at("/webhooks/entry/post/requestBody").isObject()).isTrue();
    }

    @Test void anAnswerThatIsNotAsDescribedIsNoticed() throws Exception {
        var county = described.operations().get("GET /api/v1/county");
        var answer = server.web().get("/api/v1/county");
        assertThat(described.contradictions(county, answer)).isEmpty();

        for (String change : List.of("\"demo\":1,", "\"unheardOf\":1,", "\"layers\":[{}],")) {
            String text = answer.text().replaceFirst("\"demo\":true,", change);
            assertThat(described.contradictions(county, new Web.Answer(200, Web.JSON.readTree(text), text, answer.type()))).as(change)
                    .isNotEmpty();
        }
        assertThat(described.contradictions(county, new Web.Answer(418, answer.body(), answer.text(), answer.type()))).isNotEmpty();
        assertThat(described.contradictions(county, new Web.Answer(200, answer.body(), answer.text(), "text/html"))).isNotEmpty();
    }

    @Test void nobodyReadsItWithoutAToken() { assertThat(server.web().asNobody().get("/api/v1/openapi.json").status()).isEqualTo(401); }
}
