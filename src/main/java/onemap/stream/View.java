package onemap.stream;

import java.util.EnumSet;
import java.util.Set;
import onemap.domain.Area;
import onemap.domain.Kind;

/**
 * What a client gets to see; clients with equal views share every encoded frame.
 *
 * @param kindBits one bit per kind, by its number on the wire
 * @param masked   whether names of persons are hidden
 * @param area     only what belongs to it, and warnings, which are public
 */
public record View(int kindBits, boolean masked, Area area) {
    /** The whole picture. */
    public static final View ALL = of(EnumSet.allOf(Kind.class));
    /** Different views at once: each costs one encode a tick. */
    static final int MOST_VIEWS = 64;
    /** Odd, so that no two views of a zoning have one epoch; 2⁶⁴ by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int AREA_SHIFT = 7;

    public View {
        if (area.isWholeCounty()) area = Area.COUNTY; // however it was written: one encode
    }

    /** Of the whole county, with names. */
    public static View of(Set<Kind> kinds) {
        return new View(kinds.stream().mapToInt(kind -> 1 << kind.ordinal()).sum(), false, Area.COUNTY);
    }

    /** Everything of that area. */
    public static View of(Area area, boolean masked) { return new View(ALL.kindBits, masked, area); }

    boolean shows(Kind kind) { return (kindBits >> kind.ordinal() & 1) != 0; }

    /** Whether it must be asked of every object where it belongs. */
    boolean isScoped() { return !area.isWholeCounty(); }

    /**
     * Names the change log's numbering as this view knows it: a client that comes with the epoch of another view, or of before something changed its
     * division, has another picture and needs a snapshot.
     *
     * @param zoning of the directory ({@link onemap.flow.Directory#zoning()})
     */
    long epoch(long logEpoch, long zoning) {
        long differs = number() ^ ALL.number();
        return logEpoch ^ SPREAD * differs ^ (isScoped() ? Long.reverse(zoning + 1) : 0);
    }

    private long number() {
        return (isScoped() ? Long.parseLong(area.code()) << AREA_SHIFT : 0) | (masked ? 1 << Kind.values().length : 0) | kindBits;
    }
}
