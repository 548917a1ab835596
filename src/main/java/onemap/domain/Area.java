package onemap.domain;

import java.util.Optional;

/**
 * The part of the county somebody answers for 辖区, by its division code: a town 乡镇 (9 digits), a village 村 (12), or the whole county (6 or none). What
 * belongs to no division belongs to the county: only who answers for all of it sees it.
 */
public record Area(String code) {
    private static final int COUNTY_DIGITS = 6;
    /** The whole county. */
    public static final Area COUNTY = new Area("");

    public Area {
        if (!code.matches("|\\d{6}|\\d{9}|\\d{12}"))
            throw new IllegalArgumentException("area " + code + " is not a code of 6, 9 or 12 digits");
    }

    public boolean isWholeCounty() { return code.length() <= COUNTY_DIGITS; }

    /** Whether a thing of that division lies in it; empty: a thing of the county as a whole. */
    public boolean holds(Optional<String> division) {
        return isWholeCounty() || division.filter(each -> each.startsWith(code)).isPresent();
    }
}
