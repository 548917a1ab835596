package onemap.flow.decision;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import onemap.domain.Alarm;

/** Journal payloads as JSON: the records themselves, component by component. */
public final class Payload {
    /** Format number of every entry written today. */
    public static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addMixIn(Alarm.Acknowledgement.class, WithoutName.class)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a later version's, or the digest of a request
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // a question a record answers is no part of it
            .build();

    /** Names of people are not in the chain; whoever reads the entry looks them up. */
    @JsonIgnoreProperties("actorName")
    private interface WithoutName {}

    private Payload() {}

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass(), e);
        }
    }

    public static <T> T read(String payload, Class<T> type) {
        try {
            return JSON.readValue(payload, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a journal payload is not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** The JSON object with one text more. */
    static String with(String payload, String name, String text) {
        return ((ObjectNode) tree(payload)).put(name, text).toString();
    }

    public static JsonNode tree(String payload) { return read(payload, JsonNode.class); }
}
