package onemap.gis.table.meaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onemap.domain.LonLat;
import onemap.gis.Bd09;
import onemap.gis.Gcj02;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/** Whether imported places are off by what GCJ-02 or BD-09 would be when it is read as WGS-84, and how many lie outside of the county. */
public final class ShiftCheck {
    /** A mean Earth is good enough for differences of hundreds of metres (IUGG R1, Moritz 2000). */
    private static final double METRES_PER_DEGREE = Math.toRadians(6_371_008.8);
    /** Things of one name further apart are not the same thing. */
    private static final double SAME_THING_METRES = 3_000;
    /** Below, fences and gates of the same house explain it. */
    private static final double LEAST_SHIFT_METRES = 150;
    /** What remains after the shift is taken off is at most this part of it. */
    private static final double LARGEST_REST = 0.35;
    private static final int FEWEST_PAIRS = 3;
    private static final int FEWEST_OUTSIDE = 3;

    private static final GeometryFactory POINTS = new GeometryFactory();

    /** A place with the name of the thing there. */
    public record Named(String name, LonLat place) {}

    /** What the places look like. */
    public enum Suspicion {
        NONE("没有发现整体偏移", "no common shift was found", place -> place), GCJ02("像是 GCJ-02(高德、腾讯)坐标被当作 WGS-84",
                "these look like GCJ-02 read as WGS-84",
                Gcj02::toWgs84), BD09("像是 BD-09(百度)坐标被当作 WGS-84", "these look like BD-09 read as WGS-84", Bd09::toWgs84), TWICE_CORRECTED(
                        "像是已是 WGS-84 的坐标又按 GCJ-02 纠偏了一次", "these look like WGS-84 that was corrected as GCJ-02 once more",
                        Gcj02::fromWgs84), SHIFTED_OTHERWISE(
                                "整体偏移,但与 GCJ-02、BD-09 都不符(坐标系或带号是否选错?)",
                                "these are shifted together, but neither as GCJ-02 nor as BD-09 (is it another system or zone?)",
                                place -> place);

        private final String zh;
        private final String en;
        private final UnaryOperator<LonLat> remedy;

        Suspicion(String zh, String en, UnaryOperator<LonLat> remedy) {
            this.zh = zh;
            this.en = en;
            this.remedy = remedy;
        }

        public String zh() { return zh; }

        public String en() { return en; }
    }

    /**
     * What was found.
     *
     * @param pairs       imported things with one of the same name nearby
     * @param eastMetres  median of how far east of the known thing the imported one lies
     * @param northMetres the same to the north
     * @param outside     imported places outside of the county
     * @param byOutline   nothing but the county's outline says so: fewer would lie outside
     */
    public record Finding(Suspicion suspicion, int pairs, double eastMetres, double northMetres, int outside, int places,
            boolean byOutline) {
        public double shiftMetres() { return Math.hypot(eastMetres, northMetres); }

        public String zh() {
            String shift = pairs >= FEWEST_PAIRS && suspicion != Suspicion.NONE
                    ? String.format(java.util.Locale.ROOT, ",与 %d 个同名点相比偏 %.0f 米", pairs,
                            shiftMetres())
                    : "";
            return suspicion.zh + shift + (outside > 0 ? ";" + places + " 个点中有 " + outside + " 个在县界之外" : "");
        }

        public String en() {
            String shift = pairs >= FEWEST_PAIRS && suspicion != Suspicion.NONE
                    ? String.format(java.util.Locale.ROOT,
                            ", %.0f m off %d things of the same name", shiftMetres(), pairs)
                    : "";
            return suspicion.en + shift + (outside > 0 ? "; " + outside + " of " + places + " lie outside of the county" : "");
        }
    }

    private ShiftCheck() {}

    /** @param county its outline in WGS-84; without it nobody is outside */
    public static Finding check(List<Named> imported, List<Named> known, Optional<Geometry> county) {
        var pairs = pairs(imported, known);
        double east = median(pairs.stream().mapToDouble(pair -> eastMetres(pair.known, pair.imported)).toArray());
        double north = median(pairs.stream().mapToDouble(pair -> northMetres(pair.known, pair.imported)).toArray());
        int outside = outside(imported, Suspicion.NONE, county);
        if (pairs.size() >= FEWEST_PAIRS)
            return new Finding(byPairs(pairs, Math.hypot(east, north)), pairs.size(), east, north, outside, imported.size(),
                    false);
        var suspicion = byOutline(imported, outside, county);
        return new Finding(suspicion, pairs.size(), east, north, outside, imported.size(), suspicion != Suspicion.NONE);
    }

    private record Pair(LonLat imported, LonLat known) {}

    /** Names that are not unique among the known things say nothing. */
    private static List<Pair> pairs(List<Named> imported, List<Named> known) {
        Map<String, List<LonLat>> byName = new HashMap<>();
        for (Named each : known)
            byName.computeIfAbsent(each.name, name -> new ArrayList<>()).add(each.place);
        var pairs = new ArrayList<Pair>();
        for (Named each : imported) {
            var same = byName.getOrDefault(each.name, List.of());
            if (same.size() == 1 && metres(same.getFirst(), each.place) <= SAME_THING_METRES)
                pairs.add(new Pair(each.place, same.getFirst()));
        }
        return pairs;
    }

    private static Suspicion byPairs(List<Pair> pairs, double shiftMetres) {
        if (shiftMetres < LEAST_SHIFT_METRES) return Suspicion.NONE;
        var best = Suspicion.SHIFTED_OTHERWISE;
        double least = LARGEST_REST * shiftMetres;
        for (var suspicion : List.of(Suspicion.GCJ02, Suspicion.BD09, Suspicion.TWICE_CORRECTED)) {
            double rest = median(pairs.stream().mapToDouble(pair -> metres(pair.known, suspicion.remedy.apply(pair.imported))).toArray());
            if (rest >= least) continue;
            least = rest;
            best = suspicion;
        }
        return best;
    }

    private static Suspicion byOutline(List<Named> imported, int outside, Optional<Geometry> county) {
        // a list of another county lies outside as a whole, and no shift explains it
        if (outside < FEWEST_OUTSIDE || outside == imported.size()) return Suspicion.NONE;
        var best = Suspicion.NONE;
        int fewest = outside / 3;
        for (var suspicion : List.of(Suspicion.GCJ02, Suspicion.BD09)) {
            int left = outside(imported, suspicion, county);
            if (left >= fewest) continue;
            fewest = left;
            best = suspicion;
        }
        return best;
    }

    private static int outside(List<Named> imported, Suspicion suspicion, Optional<Geometry> county) {
        if (county.isEmpty()) return 0;
        var outline = PreparedGeometryFactory.prepare(county.get());
        int outside = 0;
        for (Named each : imported) {
            var place = suspicion.remedy.apply(each.place);
            if (!outline.covers(POINTS.createPoint(new Coordinate(place.lonDegrees(), place.latDegrees())))) outside++;
        }
        return outside;
    }

    private static double eastMetres(LonLat from, LonLat to) {
        return (to.lonDegrees() - from.lonDegrees()) * METRES_PER_DEGREE * Math.cos(Math.toRadians(from.latDegrees()));
    }

    private static double northMetres(LonLat from, LonLat to) { return (to.latDegrees() - from.latDegrees()) * METRES_PER_DEGREE; }

    private static double metres(LonLat from, LonLat to) { return Math.hypot(eastMetres(from, to), northMetres(from, to)); }

    private static double median(double[] values) {
        if (values.length == 0) return 0;
        Arrays.sort(values);
        int half = values.length / 2;
        return values.length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }
}
