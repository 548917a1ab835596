package onemap.stream;

import java.util.EnumSet;
import java.util.Set;
import onemap.domain.Kind;

/**
 * What a client gets to see; clients with equal views share every encoded frame.
 *
 * @param kindBits one bit per kind, by its number on the wire
 */
public record View(int kindBits) {
    /** The whole picture. */
    public static final View ALL = of(EnumSet.allOf(Kind.class));
    /** Different views at once: each costs one encode a tick. */
    static final int MOST_VIEWS = 64;

    public static View of(Set<Kind> kinds) { return new View(kinds.stream().mapToInt(kind -> 1 << kind.ordinal()).sum()); }

    boolean shows(Kind kind) { return (kindBits >> kind.ordinal() & 1) != 0; }
}
