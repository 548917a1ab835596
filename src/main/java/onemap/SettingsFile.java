package onemap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a settings tree from JSON with overrides; refuses what it does not know and what a record does not accept, naming the path. */
final class SettingsFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private static final Pattern COMPONENT = Pattern.compile("[a-z][A-Za-z0-9.]*: ");

    private SettingsFile() {}

    /** A wrong setting; the message is for the operator. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(String message) { super(message, null, false, false); }
    }

    static <T> T read(Path file, Map<String, String> overrides, Class<T> type) {
        JsonNode tree = parse(file);
        overrides.forEach((path, value) -> override(tree, path, value));
        try {
            return JSON.treeToValue(tree, type);
        } catch (UnrecognizedPropertyException e) {
            throw new Wrong(path(e) + ": unknown setting");
        } catch (JsonMappingException e) {
            throw new Wrong(named(path(e), reason(e)));
        } catch (JsonProcessingException e) {
            throw new Wrong(file + ": " + e.getOriginalMessage());
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new Wrong(file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Wrong(file + ": cannot be read");
        }
    }

    private static void override(JsonNode tree, String path, String value) {
        String[] names = path.split("\\.");
        JsonNode at = tree;
        for (int i = 0; i < names.length - 1; i++)
            at = at.path(names[i]);
        String last = names[names.length - 1];
        if (!(at instanceof ObjectNode object) || !object.has(last)) throw new Wrong("--set " + path + ": unknown setting");
        object.set(last, asJson(value, object.get(last)));
    }

    /** Text stays text where the setting is text; else the value is read as JSON. */
    private static JsonNode asJson(String value, JsonNode before) {
        if (before.isTextual()) return JSON.getNodeFactory().textNode(value);
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(value);
        }
    }

    private static String path(JsonMappingException e) {
        return e.getPath()
                .stream()
                .map(ref -> ref.getFieldName() == null ? "[" + ref.getIndex() + "]" : ref.getFieldName())
                .collect(Collectors.joining("."));
    }

    /** A settings record names its own component, {@code port: 70000 is not a port}; the reader is told where the record stands too. */
    private static String named(String path, String reason) {
        if (path.isEmpty()) return reason;
        return path + (COMPONENT.matcher(reason).lookingAt() ? "." : ": ") + reason;
    }

    private static String reason(JsonMappingException e) {
        Throwable cause = e;
        while (cause.getCause() != null)
            cause = cause.getCause();
        return cause instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(cause.getMessage());
    }
}
