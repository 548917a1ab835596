package onemap.gis;

/**
 * Colours of the dark base map as one ramp from black over sea and neighbouring land to lit slopes of the county, in quarter steps of its red.
 *
 * @param red 0 to 63.75
 */
record Shade(double red) {
    /** Page background #0B1016: the sea. */
    static final Shade SEA = new Shade(11);
    /** Raised panel #1B242D: the county's flat land. */
    private static final double COUNTY_RED = 27;
    private static final double NEIGHBOUR_RED = 18;
    /** Light and shadow move the county's land by so much; neighbouring land by half. */
    private static final double RELIEF_RED = 14;
    /** Red, green, blue of each index. */
    static final byte[] PALETTE = palette();

    /**
     * @param land   share of the pixel above the sea
     * @param county share of the pixel in the county
     * @param light  -1 to 1
     */
    static Shade of(double land, double county, double light) {
        double flat = NEIGHBOUR_RED + (COUNTY_RED - NEIGHBOUR_RED) * county;
        double lit = flat + light * RELIEF_RED * (0.5 + 0.5 * county);
        return new Shade(SEA.red + (lit - SEA.red) * land);
    }

    byte index() { return (byte) Math.clamp(Math.round(red * 4), 0, 255); }

    /** Through sea (11,16,22) and land (27,36,45); above that all three rise alike, below the ramp runs on. */
    private static byte[] palette() {
        var palette = new byte[256 * 3];
        for (int index = 0; index < 256; index++) {
            double red = index / 4.0, ramp = Math.min(red, COUNTY_RED), more = red - ramp;
            palette[index * 3] = (byte) Math.round(red);
            palette[index * 3 + 1] = (byte) Math.max(0, Math.round(16 + (ramp - 11) * 20 / 16 + more));
            palette[index * 3 + 2] = (byte) Math.max(0, Math.round(22 + (ramp - 11) * 23 / 16 + more));
        }
        return palette;
    }
}
