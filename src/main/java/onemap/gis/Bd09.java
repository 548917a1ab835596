package onemap.gis;

import onemap.domain.LonLat;

/** BD-09 百度坐标, GCJ-02 shifted once more by one map service, to and from WGS-84. */
public final class Bd09 {
    private static final double LON_DEGREES = 0.0065;
    private static final double LAT_DEGREES = 0.006;
    private static final double RADIUS_DEGREES = 0.00002;
    private static final double ANGLE_RADIANS = 0.000003;
    private static final double WAVE = Math.PI * 3000 / 180;
    private static final double CLOSE_DEGREES = 1e-10;
    private static final int MOST_ROUNDS = 10;

    private Bd09() {}

    public static LonLat fromWgs84(LonLat wgs84) { return fromGcj02(Gcj02.fromWgs84(wgs84)); }

    public static LonLat toWgs84(LonLat bd09) { return Gcj02.toWgs84(toGcj02(bd09)); }

    static LonLat fromGcj02(LonLat gcj02) {
        double x = gcj02.lonDegrees();
        double y = gcj02.latDegrees();
        double radius = Math.hypot(x, y) + RADIUS_DEGREES * Math.sin(y * WAVE);
        double angle = Math.atan2(y, x) + ANGLE_RADIANS * Math.cos(x * WAVE);
        return new LonLat(radius * Math.cos(angle) + LON_DEGREES, radius * Math.sin(angle) + LAT_DEGREES);
    }

    /** As {@link Gcj02#toWgs84}: the formula back that is commonly used misses by up to half a metre. */
    static LonLat toGcj02(LonLat bd09) {
        var guess = new LonLat(bd09.lonDegrees() - LON_DEGREES, bd09.latDegrees() - LAT_DEGREES);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            var shifted = fromGcj02(guess);
            double lonMissed = bd09.lonDegrees() - shifted.lonDegrees();
            double latMissed = bd09.latDegrees() - shifted.latDegrees();
            guess = new LonLat(guess.lonDegrees() + lonMissed, guess.latDegrees() + latMissed);
            if (Math.abs(lonMissed) < CLOSE_DEGREES && Math.abs(latMissed) < CLOSE_DEGREES) break;
        }
        return guess;
    }
}
