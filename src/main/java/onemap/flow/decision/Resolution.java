package onemap.flow.decision;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onemap.journal.union.Ref;

/**
 * An officer chose between contradicting facts of nodes that were cut off from each other; payload of {@code conflict.resolved}. Nothing is overwritten:
 * the facts stay, this one says which of them stands.
 *
 * @param topic  what the facts are about
 * @param object the alarm, register object or log line meant
 * @param facts  those the officer chose between
 * @param chosen one of them
 * @param stands the entry that therefore stands: the chosen one, or what a chosen resolution had chosen
 * @param losers the entries that therefore do not
 * @param claim  what the standing one says, so that two resolutions can be told apart
 */
public record Resolution(String topic, String object, List<String> facts, String chosen, String stands, List<String> losers, String claim) {
    public static final String RESOLVED = "conflict.resolved";

    public Set<Ref> loserRefs() { return losers.stream().map(Ref::parse).collect(Collectors.toSet()); }

    public Set<Ref> factRefs() { return facts.stream().map(Ref::parse).collect(Collectors.toSet()); }
}
