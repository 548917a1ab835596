package onemap.journal.search;

import java.util.Optional;
import java.util.function.Supplier;
import onemap.journal.Entry;

/** What of an entry is searched; handed in by those who know the kinds. Called on the index's thread. */
@FunctionalInterface
public interface LogReading {
    /** Empty: the entry is no line of the duty log. The sealed part is read only when asked for. */
    Optional<Line> read(Entry entry, Supplier<Optional<String>> sealed);

    /**
     * An entry as the index holds it beside its columns.
     *
     * @param division where it belongs; empty: the county as a whole
     * @param refersTo the entry it corrects, {@code node/seq}
     * @param open     words anybody who reads the line may search
     * @param masked   words of its sealed part for whoever may not know names and numbers
     * @param personal words of its sealed part
     */
    record Line(Optional<String> division, Optional<String> refersTo, String open, String masked, String personal) {}
}
