package onemap.gis;

import onemap.domain.LonLat;

/**
 * GCJ-02 国测局坐标, the shifted coordinates of the map services of mainland China, to and from WGS-84. The shift of 300 to 700 m has no published
 * definition; this is the formula everybody uses, and it agrees with the services within centimetres. Outside the mainland's box nothing is shifted.
 */
public final class Gcj02 {
    /** Semi-major axis and squared eccentricity of the Krasovsky ellipsoid, as the shift takes them; metres. */
    private static final double AXIS_METRES = 6_378_245;
    private static final double ECCENTRICITY_SQUARED = 0.00669342162296594323;
    private static final double WEST_DEGREES = 72.004;
    private static final double EAST_DEGREES = 137.8347;
    private static final double SOUTH_DEGREES = 0.8293;
    private static final double NORTH_DEGREES = 55.8271;
    /** A tenth of a millimetre; each round leaves about a thousandth of the fault before. */
    private static final double CLOSE_DEGREES = 1e-9;
    private static final int MOST_ROUNDS = 10;

    private Gcj02() {}

    public static LonLat fromWgs84(LonLat wgs84) {
        if (isOutside(wgs84)) return wgs84;
        double x = wgs84.lonDegrees() - 105;
        double y = wgs84.latDegrees() - 35;
        double latRadians = Math.toRadians(wgs84.latDegrees());
        double sine = Math.sin(latRadians);
        double magic = 1 - ECCENTRICITY_SQUARED * sine * sine;
        double root = Math.sqrt(magic);
        double east = eastMetres(x, y) / (AXIS_METRES / root * Math.cos(latRadians));
        double north = northMetres(x, y) / (AXIS_METRES * (1 - ECCENTRICITY_SQUARED) / (magic * root));
        return new LonLat(wgs84.lonDegrees() + Math.toDegrees(east), wgs84.latDegrees() + Math.toDegrees(north));
    }

    /** There is no formula back: a guess is moved by what it misses, until it misses nothing. */
    public static LonLat toWgs84(LonLat gcj02) {
        if (isOutside(gcj02)) return gcj02;
        var guess = gcj02;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var shifted = fromWgs84(guess);
            double lonMissed = gcj02.lonDegrees() - shifted.lonDegrees();
            double latMissed = gcj02.latDegrees() - shifted.latDegrees();
            guess = new LonLat(guess.lonDegrees() + lonMissed, guess.latDegrees() + latMissed);
            if (Math.abs(lonMissed) < CLOSE_DEGREES && Math.abs(latMissed) < CLOSE_DEGREES) break;
        }
        return guess;
    }

    private static boolean isOutside(LonLat place) {
        return place.lonDegrees() < WEST_DEGREES || place.lonDegrees() > EAST_DEGREES || place.latDegrees() < SOUTH_DEGREES
                || place.latDegrees() > NORTH_DEGREES;
    }

    private static double eastMetres(double x, double y) {
        return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + ripple(x)
                + waves(x, 20, 1) + waves(x, 40, 1.0 / 3) + 2.0 / 3 * (150 * Math.sin(x / 12 * Math.PI) + 300 * Math.sin(x / 30 * Math.PI));
    }

    private static double northMetres(double x, double y) {
        return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + ripple(x)
                + waves(y, 20, 1) + waves(y, 40, 1.0 / 3) + 2.0 / 3 * (160 * Math.sin(y / 12 * Math.PI) + 320 * Math.sin(y / 30 * Math.PI));
    }

    private static double ripple(double x) { return 2.0 / 3 * (20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)); }

    private static double waves(double of, double metres, double perDegree) {
        return 2.0 / 3 * metres * Math.sin(of * perDegree * Math.PI);
    }
}
