package onemap.drill;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.random.RandomGenerator;
import onemap.domain.ObservedProperty;
import onemap.domain.Severity;

/**
 * How one property of one station follows the storm, in the property's unit.
 *
 * @param calm before and after
 * @param peak at full storm
 * @param lag  story time by which the station follows
 */
record StationCurve(double calm, double peak, Duration lag) {
    /** Every fifteenth station passes red, and one each orange, yellow, blue: with 60 stations four of each. */
    private static final Map<Integer, Severity> WORST_BY_RANK = Map.of(0, Severity.RED, 4, Severity.ORANGE, 7, Severity.YELLOW, 11,
            Severity.BLUE);
    private static final int RANKS = 15;
    private static final Duration LONGEST_LAG = Duration.ofSeconds(12);

    /** Values of a coastal county without limits to go by. */
    private static final Map<String, double[]> CALM_AND_PEAK = Map.ofEntries(Map.entry("waterLevel", new double[]{2.1, 3.3}),
            Map.entry("tideLevel", new double[]{0.6, 2.4}), Map.entry("rain1h", new double[]{0, 22}),
            Map.entry("rain3h", new double[]{0, 48}),
            Map.entry("rain24h", new double[]{4, 130}), Map.entry("windSpeed", new double[]{4, 19}), Map.entry("flow", new double[]{8, 60}),
            Map.entry("airTemperature", new double[]{29, 24}), Map.entry("displacementRate", new double[]{0, 0.3}),
            Map.entry("waterDepth", new double[]{0, 0.12}), Map.entry("gasLel", new double[]{0, 1}),
            Map.entry("voltage", new double[]{12.8, 12.3}));

    /**
     * @param limits by level, empty when the property has none
     * @param rank   number of the station among those of the county
     */
    static StationCurve planned(String property, Map<Severity, Double> limits, int rank, RandomGenerator random) {
        var lag = Duration.ofMillis(random.nextLong(LONGEST_LAG.toMillis()));
        if (limits.isEmpty()) {
            double[] usual = CALM_AND_PEAK.getOrDefault(property, new double[]{0, 1});
            return new StationCurve(usual[0], usual[1], lag);
        }
        double lowest = Collections.min(limits.values());
        double highest = Collections.max(limits.values());
        double span = highest > lowest ? highest - lowest : Math.max(1, Math.abs(lowest) * 0.2);
        double calm = Math.max(ObservedProperty.named(property, "").lowestPossible(), lowest - 1.2 * span);
        var worst = WORST_BY_RANK.getOrDefault(rank % RANKS, Severity.NONE);
        return new StationCurve(calm, peak(limits, worst, calm, lowest, span), lag);
    }

    /** A third of the way past the limit of that level, or of the next worse one that has a limit. */
    private static double peak(Map<Severity, Double> limits, Severity worst, double calm, double lowest, double span) {
        if (worst == Severity.NONE) return calm + 0.8 * (lowest - calm);
        double passed = limits.entrySet()
                .stream()
                .filter(limit -> !limit.getKey().worseThan(worst))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(lowest);
        double next = limits.values().stream().mapToDouble(Double::doubleValue).filter(limit -> limit > passed).min().orElse(passed + span);
        return passed + 0.3 * (next - passed);
    }

    /** With a wobble of half a percent of its range, as gauges have. */
    double at(Scenario.Moment moment, RandomGenerator random) {
        double storm = moment.storm(lag);
        double exact = calm + (peak - calm) * storm + (peak - calm) * 0.005 * (random.nextDouble() - 0.5);
        return Math.max(Math.min(calm, peak), Math.round(exact * 1000) / 1000.0);
    }
}
