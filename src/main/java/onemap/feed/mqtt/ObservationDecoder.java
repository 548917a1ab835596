package onemap.feed.mqtt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.MalformedFrame;

/**
 * From a payload {@code {"value": 3.2, "unit": "m", "observedAt": "2026-07-18T14:32:00+08:00"}} to an observation; other keys are ignored. Refuses as
 * {@code too_long}, {@code shape} (not one JSON object), {@code value}, {@code unit} or {@code no_date}.
 */
public final class ObservationDecoder {
    /** Longest unit of a property we do not know; UCUM's longest common ones have about a dozen characters. */
    private static final int MAX_UNIT_LENGTH = 32;
    /** NaN and Infinity are no JSON; they are read in order to be refused by name, since serial loggers do write them. */
    private static final ObjectReader JSON = JsonMapper
            .builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final int maxBytes;

    /** @param maxBytes a longer payload is refused unread */
    public ObservationDecoder(int maxBytes) { this.maxBytes = maxBytes; }

    public Report.Observation decode(MqttTopic topic, byte[] payload, Instant receivedAt) throws MalformedFrame {
        JsonNode message = object(payload);
        double value = value(message);
        Optional<String> unit = unit(message);
        Instant observedAt = Optional.ofNullable(message.get("observedAt"))
                .flatMap(ObservationTime::read)
                .orElseThrow(() -> new MalformedFrame("no_date", "observedAt is missing or no date with an offset"));

        var property = ObservedProperty.named(topic.property(), unit.orElse(""));
        double kept = inUnitOf(property, value, unit.orElse(property.unit()));
        return new Report.Observation(SourceId.of("mqtt", topic.station()), property, kept, observedAt, receivedAt, Optional.empty(),
                property.possible(kept) ? Flags.NONE : Flags.of(Flag.OUT_OF_RANGE));
    }

    private JsonNode object(byte[] payload) throws MalformedFrame {
        if (payload.length > maxBytes) throw new MalformedFrame("too_long", "payload is longer than " + maxBytes + " bytes");
        try {
            JsonNode node = JSON.readTree(payload);
            if (node.isObject()) return node;
        } catch (IOException notJson) {
            // falls through: what it was not is all there is to say
        }
        throw new MalformedFrame("shape", "payload is not one JSON object");
    }

    private static double value(JsonNode message) throws MalformedFrame {
        JsonNode value = message.get("value");
        if (value == null) throw new MalformedFrame("shape", "value is missing");
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) throw new MalformedFrame("value", "value is no finite number");
        return value.doubleValue();
    }

    private static Optional<String> unit(JsonNode message) throws MalformedFrame {
        JsonNode unit = message.get("unit");
        if (unit == null || unit.isNull()) return Optional.empty();
        if (!unit.isTextual()) throw new MalformedFrame("unit", "unit is no text");
        String text = unit.textValue().strip();
        if (text.length() > MAX_UNIT_LENGTH || text.chars().anyMatch(Character::isISOControl))
            throw new MalformedFrame("unit", "unit is no unit");
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static double inUnitOf(ObservedProperty property, double value, String unit) throws MalformedFrame {
        double kept = UnitConversion.between(unit, property.unit())
                .orElseThrow(() -> new MalformedFrame("unit", property.name() + " is kept in " + property.unit()))
                .apply(value);
        if (!Double.isFinite(kept)) throw new MalformedFrame("value", "value is no finite number in " + property.unit());
        return kept;
    }
}
