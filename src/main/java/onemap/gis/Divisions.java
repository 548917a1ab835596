package onemap.gis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import onemap.domain.Area;
import onemap.domain.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;

/**
 * Where the county's divisions 行政区划 lie, by their codes (GB/T 2260 for province, city and county; GB/T 10114 for town and village).
 *
 * <p>A code names its division by prefix: 2 digits province, 4 city, 6 county, 9 town, 12 village; zeros may fill it up to 6, 9 or 12.
 */
public final class Divisions {
    /** A village is known as a point: its division is this circle round it. */
    static final double VILLAGE_RADIUS_METRES = 1_000;
    private static final Pattern CODE = Pattern.compile("\\d{2}|\\d{4}|\\d{6}|\\d{9}|\\d{12}");
    /** Parts of a full code, from the village's back to the province's. */
    private static final int[] LENGTHS = {12, 9, 6, 4, 2};
    private static final int TOWN_DIGITS = 9;
    private static final String NATION = "10";

    private final String countyCode;
    private final Geometry county;
    private final Map<String, Geometry> smaller;
    private final Map<String, String> names;

    private Divisions(String countyCode, Geometry county, Map<String, Geometry> smaller, Map<String, String> names) {
        this.names = names;
        this.countyCode = countyCode;
        this.county = county;
        this.smaller = smaller;
    }

    /**
     * @param boundary one feature with {@code code} of 6 digits
     * @param towns    polygons with {@code code} of 9 digits
     * @param villages points with {@code code} of 12 digits
     * @throws IllegalArgumentException when a feature has no place or no such code
     */
    public static Divisions of(List<GeoJson.Feature> boundary, List<GeoJson.Feature> towns, List<GeoJson.Feature> villages) {
        if (boundary.size() != 1) throw new IllegalArgumentException("boundary: " + boundary.size() + " features, not one county");
        var smaller = new LinkedHashMap<String, Geometry>();
        for (var town : towns)
            smaller.put(code(town, 9), place(town));
        for (var village : villages)
            if (place(village) instanceof Point point) smaller.put(code(village, 12), aroundVillage(point));
            else
                throw new IllegalArgumentException("village " + village.id().orElse("?") + " is not a point");
        return new Divisions(code(boundary.getFirst(), 6), place(boundary.getFirst()), Map.copyOf(smaller),
                names(boundary, towns, villages));
    }

    @SafeVarargs private static Map<String, String> names(List<GeoJson.Feature>... layers) {
        var names = new TreeMap<String, String>();
        for (var layer : layers)
            for (var feature : layer)
                feature.text("code").ifPresent(code -> names.put(code, feature.text("name").orElse(code)));
        return names;
    }

    /** What the county, a town or a village is called. */
    public Optional<String> name(Area area) {
        return Optional.ofNullable(names.get(area.isWholeCounty() ? countyCode : area.code()));
    }

    /** Whether this county has that division. */
    public boolean has(Area area) {
        return area.equals(Area.COUNTY) || names.containsKey(area.code());
    }

    /** Codes of the towns, in order. */
    public List<String> towns() {
        return names.keySet().stream().filter(code -> code.length() == TOWN_DIGITS).toList();
    }

    public String countyCode() { return countyCode; }

    public Geometry county() { return county; }

    /** The town that holds the place. */
    public Optional<String> townAt(LonLat at) {
        var point = county.getFactory().createPoint(new Coordinate(at.lonDegrees(), at.latDegrees()));
        return smaller.entrySet()
                .stream()
                .filter(division -> division.getKey().length() == TOWN_DIGITS && division.getValue().covers(point))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The part of this county that code names: all of it for the county and what lies above, nothing for a foreign or unknown code. */
    public Optional<Geometry> find(String code) {
        String digits = code.strip();
        if (!CODE.matcher(digits).matches()) return Optional.empty();
        String prefix = significant(digits);
        if (countyCode.startsWith(prefix) || prefix.equals(NATION)) return Optional.of(county);
        return Optional.ofNullable(smaller.get(prefix));
    }

    /** Without the parts that are all zeros: 330000 is 33, 331099101000 is 331099101; the nation's 000000 is the empty prefix of all. */
    private static String significant(String code) {
        String prefix = code;
        for (int i = 0; i < LENGTHS.length; i++) {
            if (prefix.length() != LENGTHS[i]) continue;
            int shorter = i + 1 < LENGTHS.length ? LENGTHS[i + 1] : 0;
            if (!prefix.substring(shorter).chars().allMatch(digit -> digit == '0')) return prefix;
            prefix = prefix.substring(0, shorter);
        }
        return prefix;
    }

    private static Geometry aroundVillage(Point point) {
        return Geodesy.circle(new LonLat(point.getX(), point.getY()), VILLAGE_RADIUS_METRES, GeoJson.WGS84);
    }

    private static String code(GeoJson.Feature feature, int digits) {
        return feature.text("code")
                .filter(code -> code.length() == digits && CODE.matcher(code).matches())
                .orElseThrow(
                        () -> new IllegalArgumentException(feature.id().orElse("a division") + " has no code of " + digits + " digits"));
    }

    private static Geometry place(GeoJson.Feature feature) {
        return feature.geometry()
                .filter(geometry -> !geometry.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(feature.id().orElse("a division") + " has no geometry"));
    }
}
