package onemap.county;

/** Seeded value noise in two dimensions; the same numbers on every machine. */
final class Noise {
    private final int seed;

    Noise(int seed) { this.seed = seed; }

    /** Hills: sum of octaves, 0 to 1, mean 0.5. */
    double hills(double x, double y, int octaves) { return sum(x, y, octaves, false); }

    /** Ridges: sharp crests and wide floors, 0 to 1. */
    double ridges(double x, double y, int octaves) { return sum(x, y, octaves, true); }

    private double sum(double x, double y, int octaves, boolean folded) {
        double amplitude = 0.5, total = 0, most = 0;
        for (int octave = 0; octave < octaves; octave++) {
            double value = value(x, y, seed + 31 * octave);
            if (folded) {
                value = 1 - Math.abs(2 * value - 1);
                value *= value;
            }
            total += amplitude * value;
            most += amplitude;
            amplitude *= 0.5;
            double turned = x * 1.6 - y * 1.2; // turned by 37° and doubled, so that the lattices never line up
            y = x * 1.2 + y * 1.6;
            x = turned;
        }
        return total / most;
    }

    private static double value(double x, double y, int seed) {
        int i = (int) Math.floor(x), j = (int) Math.floor(y);
        double u = ease(x - i), v = ease(y - j);
        double south = mix(hash(i, j, seed), hash(i + 1, j, seed), u), north = mix(hash(i, j + 1, seed), hash(i + 1, j + 1, seed), u);
        return mix(south, north, v);
    }

    private static double ease(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

    private static double mix(double a, double b, double share) { return a + (b - a) * share; }

    private static double hash(int i, int j, int seed) {
        int n = i * 374_761_393 + j * 668_265_263 + seed * 974_634_777;
        n = (n ^ n >>> 13) * 1_274_126_177;
        n = (n ^ n >>> 16) * 0x85eb_ca6b;
        n ^= n >>> 13;
        return (n >>> 8) / (double) (1 << 24);
    }
}
