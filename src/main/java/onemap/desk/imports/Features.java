package onemap.desk.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import onemap.flow.decision.Payload;

/** The rows made of a file, kept as bytes, which take a fifth of the room of objects; each is made anew when it is its turn. */
final class Features implements Iterable<JsonNode> {
    private final List<byte[]> all = new ArrayList<>();

    void add(JsonNode feature) { all.add(feature.toString().getBytes(StandardCharsets.UTF_8)); }

    int size() { return all.size(); }

    @Override public Iterator<JsonNode> iterator() {
        return all.stream().map(bytes -> Payload.tree(new String(bytes, StandardCharsets.UTF_8))).iterator();
    }
}
