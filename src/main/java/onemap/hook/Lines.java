package onemap.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import onemap.domain.Personal;
import onemap.flow.decision.Payload;
import onemap.journal.Entry;

/** Entries as lines of the duty log for readers outside, who may not see names: of who acted they get the id and the masked name 张*. */
public final class Lines {
    private final Function<Entry, String> facts;
    private final UnaryOperator<String> names;

    /**
     * @param facts the line as JSON, for readers who may not see names
     * @param names the name of an actor; the id itself when there is none
     */
    public Lines(Function<Entry, String> facts, UnaryOperator<String> names) {
        this.facts = facts;
        this.names = names;
    }

    JsonNode of(Entry entry) {
        var line = (ObjectNode) Payload.tree(facts.apply(entry));
        String name = names.apply(entry.actor());
        return name.isBlank() || name.equals(entry.actor()) ? line : line.put("actorName", Personal.maskName(name));
    }
}
