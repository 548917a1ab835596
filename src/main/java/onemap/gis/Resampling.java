package onemap.gis;

/** How the pixels of one axis of a tile are mixed from raster points; columns and rows are mixed one after the other. */
final class Resampling {

    /** Per pixel the first of {@code taps} neighbouring raster points and the weight of each. */
    record Weights(int taps, int[] first, float[] weights) {}

    private final double[] positions;
    private final boolean magnified;

    /**
     * @param positions in raster points, one per pixel, rising
     * @param magnified true when a raster point spans several pixels: then smooth slopes matter more than sharp ridges
     */
    Resampling(double[] positions, boolean magnified) {
        this.positions = positions;
        this.magnified = magnified;
    }

    /** Distance of a pixel to the nearer end of the axis, in raster points; negative outside. */
    double toEdge(int pixel, int points) {
        return Math.min(positions[pixel] + 0.5, points - 0.5 - positions[pixel]);
    }

    Weights linear() {
        var weights = new Weights(2, new int[positions.length], new float[positions.length * 2]);
        for (int i = 0; i < positions.length; i++) {
            int first = (int) Math.floor(positions[i]);
            weights.first[i] = first;
            weights.weights[2 * i + 1] = (float) (positions[i] - first);
            weights.weights[2 * i] = 1 - weights.weights[2 * i + 1];
        }
        return weights;
    }

    /** B-spline where magnified, else Catmull-Rom: the two ends of Mitchell and Netravali's family (SIGGRAPH 1988, equation 8). */
    Weights cubic() {
        double b = magnified ? 1 : 0, c = (1 - b) / 2;
        var weights = new Weights(4, new int[positions.length], new float[positions.length * 4]);
        for (int i = 0; i < positions.length; i++) {
            int first = (int) Math.floor(positions[i]) - 1;
            weights.first[i] = first;
            for (int tap = 0; tap < 4; tap++)
                weights.weights[4 * i + tap] = (float) mitchell(Math.abs(positions[i] - first - tap), b, c);
        }
        return weights;
    }

    private static double mitchell(double x, double b, double c) {
        if (x < 1) return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + (6 - 2 * b)) / 6;
        if (x < 2) return ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + (8 * b + 24 * c)) / 6;
        return 0;
    }

    /** All pixels, row by row. */
    static float[] sample(Terrain terrain, Weights columns, Weights rows) {
        int width = columns.first.length, height = rows.first.length;
        int top = rows.first[0], bottom = rows.first[height - 1] + rows.taps;
        var lines = new float[(bottom - top) * width];
        for (int row = top; row < bottom; row++)
            for (int x = 0; x < width; x++) {
                float sum = 0;
                for (int tap = 0; tap < columns.taps; tap++)
                    sum += columns.weights[x * columns.taps + tap] * terrain.at(columns.first[x] + tap, row);
                lines[(row - top) * width + x] = sum;
            }
        var pixels = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int tap = 0; tap < rows.taps; tap++) {
                float weight = rows.weights[y * rows.taps + tap];
                int line = (rows.first[y] + tap - top) * width;
                for (int x = 0; x < width; x++)
                    pixels[y * width + x] += weight * lines[line + x];
            }
        return pixels;
    }
}
