package onemap.journal.union;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import onemap.journal.Draft;
import onemap.journal.Entry;

/**
 * What an entry {@code journal.merged} 日志合并 says: from here on its writer knew the other nodes' chains up to these heads. So who had seen what follows
 * from the chains alone.
 */
public record Merged(List<End> heads) {
    public static final String KIND = "journal.merged";
    private static final String ACTOR = "merge";
    private static final ObjectMapper JSON = new ObjectMapper();

    public Merged { heads = List.copyOf(heads); }

    /**
     * How far another node's chain was known.
     *
     * @param time of that entry in the order of all nodes, at or after the one it carries
     */
    public record End(String node, long seq, Instant time) {
        static End of(Entry entry, Instant time) { return new End(entry.node(), entry.seq(), time); }
    }

    Draft draft() {
        var payload = JSON.createObjectNode();
        var ends = payload.putArray("heads");
        for (var end : heads)
            ends.addObject().put("node", end.node()).put("seq", end.seq()).put("time", end.time().toString());
        return Draft.of(ACTOR, KIND, "journal", payload.toString());
    }

    static Merged of(Entry entry) {
        try {
            var ends = new ArrayList<End>();
            for (var end : JSON.readTree(entry.payload()).path("heads"))
                ends.add(new End(end.path("node").asText(), end.path("seq").asLong(),
                        Instant.parse(end.path("time").asText())));
            return new Merged(ends);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("entry " + Ref.of(entry) + " does not say what was merged", e);
        }
    }
}
