package onemap.gis;

import onemap.domain.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/**
 * Distances and destinations on the WGS-84 ellipsoid, in metres and degrees.
 *
 * @see "T. Vincenty, Direct and inverse solutions of geodesics on the ellipsoid with application of nested equations, Survey Review XXIII (176), 1975"
 */
public final class Geodesy {
    /** WGS-84 semi-major axis (NIMA TR8350.2, table 3.1). */
    private static final double EQUATOR_RADIUS_METRES = 6_378_137.0;
    /** WGS-84 flattening (NIMA TR8350.2, table 3.1). */
    private static final double FLATTENING = 1 / 298.257_223_563;
    private static final double POLE_RADIUS_METRES = EQUATOR_RADIUS_METRES * (1 - FLATTENING);
    /** Mean Earth radius, IUGG R1 (Moritz 2000); only where Vincenty's inverse does not converge, within half a degree of the antipode. */
    private static final double MEAN_EARTH_RADIUS_METRES = 6_371_008.8;
    /** About 0.006 mm on the ground. */
    private static final double CONVERGED_RADIANS = 1e-12;
    private static final int MAX_ITERATIONS = 100;
    private static final int CIRCLE_VERTICES = 64;

    private Geodesy() {}

    /** Length of the geodesic between two points in metres, good to 0.1 mm (0.5 % within half a degree of the antipode). */
    public static double distanceMetres(LonLat from, LonLat to) {
        double u1 = reducedLatitude(from), u2 = reducedLatitude(to);
        double sinU1 = Math.sin(u1), cosU1 = Math.cos(u1), sinU2 = Math.sin(u2), cosU2 = Math.cos(u2);
        double lonDifference = Math.toRadians(to.lonDegrees() - from.lonDegrees());
        double lambda = lonDifference;
        for (int i = 0; i < MAX_ITERATIONS; i++) {
            double sinSigma = Math.hypot(cosU2 * Math.sin(lambda), cosU1 * sinU2 - sinU1 * cosU2 * Math.cos(lambda));
            if (sinSigma == 0) return 0;
            double cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * Math.cos(lambda);
            double sigma = Math.atan2(sinSigma, cosSigma);
            double sinAlpha = cosU1 * cosU2 * Math.sin(lambda) / sinSigma;
            double cosSquaredAlpha = 1 - sinAlpha * sinAlpha;
            double cos2SigmaM = cosSquaredAlpha == 0 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cosSquaredAlpha; // 0 along the equator
            double c = FLATTENING / 16 * cosSquaredAlpha * (4 + FLATTENING * (4 - 3 * cosSquaredAlpha));
            double next = lonDifference + (1 - c) * FLATTENING * sinAlpha * (sigma
                    + c * sinSigma * (cos2SigmaM + c * cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM)));
            if (Math.abs(next - lambda) < CONVERGED_RADIANS) {
                var series = new Series(cosSquaredAlpha);
                return POLE_RADIUS_METRES * series.a * (sigma - series.deltaSigma(sinSigma, cosSigma, cos2SigmaM));
            }
            lambda = next;
        }
        return greatCircleMetres(from, to);
    }

    /**
     * Where a walk ends.
     *
     * @param bearingDegrees at the start, clockwise from true north
     */
    public static LonLat destination(LonLat from, double bearingDegrees, double distanceMetres) {
        double alpha1 = Math.toRadians(bearingDegrees), sinAlpha1 = Math.sin(alpha1), cosAlpha1 = Math.cos(alpha1);
        double u1 = reducedLatitude(from), sinU1 = Math.sin(u1), cosU1 = Math.cos(u1);
        double sigma1 = Math.atan2(Math.tan(u1), cosAlpha1);
        double sinAlpha = cosU1 * sinAlpha1, cosSquaredAlpha = 1 - sinAlpha * sinAlpha;
        var series = new Series(cosSquaredAlpha);
        double reach = distanceMetres / (POLE_RADIUS_METRES * series.a);
        double sigma = reach, before, cos2SigmaM;
        int rounds = 0;
        do {
            cos2SigmaM = Math.cos(2 * sigma1 + sigma);
            before = sigma;
            sigma = reach + series.deltaSigma(Math.sin(sigma), Math.cos(sigma), cos2SigmaM);
        } while (Math.abs(sigma - before) > CONVERGED_RADIANS && ++rounds < MAX_ITERATIONS);
        cos2SigmaM = Math.cos(2 * sigma1 + sigma);
        double sinSigma = Math.sin(sigma), cosSigma = Math.cos(sigma);
        double across = sinU1 * sinSigma - cosU1 * cosSigma * cosAlpha1;
        double lat = Math.atan2(sinU1 * cosSigma + cosU1 * sinSigma * cosAlpha1, (1 - FLATTENING) * Math.hypot(sinAlpha, across));
        double lambda = Math.atan2(sinSigma * sinAlpha1, cosU1 * cosSigma - sinU1 * sinSigma * cosAlpha1);
        double c = FLATTENING / 16 * cosSquaredAlpha * (4 + FLATTENING * (4 - 3 * cosSquaredAlpha));
        double lonDifference = lambda - (1 - c) * FLATTENING * sinAlpha * (sigma
                + c * sinSigma * (cos2SigmaM + c * cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM)));
        return new LonLat(normalLongitude(from.lonDegrees() + Math.toDegrees(lonDifference)), Math.toDegrees(lat));
    }

    /**
     * A circle on the ground as a polygon of 64 corners that holds the whole circle: the corners lie 0.12 % beyond the radius, so that nobody inside
     * is left out. Longitudes run on past ±180 when it crosses the antimeridian; it must not reach a pole.
     */
    public static Polygon circle(LonLat centre, double radiusMetres, GeometryFactory factory) {
        double cornerMetres = radiusMetres / Math.cos(Math.PI / CIRCLE_VERTICES);
        var corners = new Coordinate[CIRCLE_VERTICES + 1];
        for (int i = 0; i < CIRCLE_VERTICES; i++) {
            LonLat corner = destination(centre, -360.0 * i / CIRCLE_VERTICES, cornerMetres); // counter-clockwise, RFC 7946 3.1.6
            double east = normalLongitude(corner.lonDegrees() - centre.lonDegrees());
            corners[i] = new Coordinate(centre.lonDegrees() + east, corner.latDegrees());
        }
        corners[CIRCLE_VERTICES] = corners[0].copy();
        return factory.createPolygon(corners);
    }

    private static double reducedLatitude(LonLat place) {
        return Math.atan((1 - FLATTENING) * Math.tan(Math.toRadians(place.latDegrees())));
    }

    private static double normalLongitude(double degrees) {
        if (degrees >= -180 && degrees <= 180) return degrees;
        double turned = (degrees + 180) % 360;
        return (turned < 0 ? turned + 360 : turned) - 180;
    }

    private static double greatCircleMetres(LonLat from, LonLat to) {
        double lat1 = Math.toRadians(from.latDegrees()), lat2 = Math.toRadians(to.latDegrees());
        double sinHalfLat = Math.sin((lat2 - lat1) / 2);
        double sinHalfLon = Math.sin(Math.toRadians(to.lonDegrees() - from.lonDegrees()) / 2);
        double h = sinHalfLat * sinHalfLat + Math.cos(lat1) * Math.cos(lat2) * sinHalfLon * sinHalfLon;
        return 2 * MEAN_EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /** Vincenty's A and B, equations 3 and 4. */
    private static final class Series {
        final double a;
        final double b;

        Series(double cosSquaredAlpha) {
            double u2 = cosSquaredAlpha * (EQUATOR_RADIUS_METRES * EQUATOR_RADIUS_METRES - POLE_RADIUS_METRES * POLE_RADIUS_METRES)
                    / (POLE_RADIUS_METRES * POLE_RADIUS_METRES);
            a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
            b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
        }

        /** Equation 6. */
        double deltaSigma(double sinSigma, double cosSigma, double cos2SigmaM) {
            double squared = cos2SigmaM * cos2SigmaM;
            return b * sinSigma * (cos2SigmaM + b / 4 * (cosSigma * (-1 + 2 * squared)
                    - b / 6 * cos2SigmaM * (-3 + 4 * sinSigma * sinSigma) * (-3 + 4 * squared)));
        }
    }
}
