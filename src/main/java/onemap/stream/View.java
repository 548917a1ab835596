package onemap.stream;

import java.util.EnumSet;
import java.util.Set;
import onemap.domain.Kind;

/** What a client gets to see; clients with equal views share every encoded frame. */
public record View(Set<Kind> kinds) {
    /** The whole picture. */
    public static final View ALL = new View(EnumSet.allOf(Kind.class));
    /** Different views at once: each costs one encode a tick. */
    static final int MOST_VIEWS = 64;

    public View { kinds = Set.copyOf(kinds); }

    boolean shows(Kind kind) { return kinds.contains(kind); }
}
