package onemap.journal.union;

import java.util.Map;
import java.util.Optional;
import onemap.journal.Entry;

/**
 * An entry at its place among those of all nodes.
 *
 * @param seen     how far its writer had seen the other nodes' chains; empty: everything that is held here
 * @param repeated the same request under the same key stands before it, recorded alike by another node: it counts once
 */
public record Placed(Entry entry, Optional<Map<String, Long>> seen, boolean repeated) {
    /** Just recorded here: its writer had seen all there is. */
    public static Placed now(Entry entry) {
        return new Placed(entry, Optional.empty(), false);
    }

    public Ref ref() { return Ref.of(entry); }

    /** Whether who wrote it knew that one. */
    public boolean saw(Ref earlier) {
        if (earlier.node().equals(entry.node())) return earlier.seq() < entry.seq();
        return seen.map(heads -> earlier.seq() <= heads.getOrDefault(earlier.node(), 0L)).orElse(true);
    }
}
