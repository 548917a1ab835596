package onemap.bench;

import java.util.Arrays;

/** What is made of measured numbers. */
final class Figures {
    private Figures() {}

    static double median(double[] values) { return quantile(values, 0.5); }

    /** Nearest rank: the smallest value that at least that share of all does not exceed. */
    static double quantile(double[] values, double share) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
