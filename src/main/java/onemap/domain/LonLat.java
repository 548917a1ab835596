package onemap.domain;

/** A point on the WGS-84 ellipsoid, longitude first, both in degrees. */
public record LonLat(double lonDegrees, double latDegrees) {
    public LonLat {
        if (!(Math.abs(lonDegrees) <= 180)) throw new IllegalArgumentException("longitude " + lonDegrees); // also refuses NaN
        if (!(Math.abs(latDegrees) <= 90)) throw new IllegalArgumentException("latitude " + latDegrees);
    }
}
