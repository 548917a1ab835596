package onemap.journal.search;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of the duty log; every part that is there must hold.
 *
 * @param from    not before
 * @param to      before
 * @param actors  one of these did it
 * @param objects it is about one of these
 * @param kinds   {@code alarm.raised} exactly or {@code alarm.*}, one of them; none: any
 * @param text    searched in full; blank: not searched
 * @param sight   what the asker may see
 * @param before  the cursor of the last line seen
 * @param limit   most lines
 */
public record LogQuery(Optional<Instant> from, Optional<Instant> to, Optional<Set<String>> actors, Optional<Set<String>> objects,
        List<String> kinds, String text, Sight sight, long before, int limit) {
    /** The newest lines. */
    public static LogQuery newest(Sight sight, int limit) {
        return new LogQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), "", sight, Long.MAX_VALUE,
                limit);
    }

    /**
     * Who asks, as far as it narrows what is found. Own entries are always seen.
     *
     * @param self     id of the asker
     * @param personal whether sealed words may be searched as they are; else with numbers masked
     * @param division code of the asker's area; empty: the whole county
     * @param common   kinds that are seen wherever they happened
     * @param hidden   kinds that are not seen
     */
    public record Sight(String self, boolean personal, Optional<String> division, List<String> common, List<String> hidden) {
        /** Sees everything. */
        public static final Sight ALL = new Sight("", true, Optional.empty(), List.of(), List.of());
    }
}
