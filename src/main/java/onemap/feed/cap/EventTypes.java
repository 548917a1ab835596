package onemap.feed.cap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Names of the event type codes 预警事件类型 of the 12379 profile, from {@code event-types.txt}; a code not in the table stands for itself. */
final class EventTypes {
    private final Map<String, String> nameByCode;

    EventTypes() {
        try (var table = new BufferedReader(
                new InputStreamReader(EventTypes.class.getResourceAsStream("event-types.txt"), StandardCharsets.UTF_8))) {
            nameByCode = table.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.strip().split("\\s+", 2))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean knows(String code) { return nameByCode.containsKey(code); }

    String nameOf(String code) { return nameByCode.getOrDefault(code, code); }
}
