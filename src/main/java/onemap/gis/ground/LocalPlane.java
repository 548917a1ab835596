package onemap.gis.ground;

import java.util.List;
import onemap.domain.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.algorithm.Distance;

/**
 * The plane that touches the WGS-84 ellipsoid at one point: metres east and north of it by the ellipsoid's radii of curvature there. Immutable.
 *
 * @see "J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, 1987, equations 4-18 and 4-20"
 */
final class LocalPlane {
    /** WGS-84 (NIMA TR8350.2, table 3.1 and 3.3). */
    private static final double EQUATOR_RADIUS_METRES = 6_378_137.0, ECCENTRICITY_SQUARED = 6.694_379_990_14e-3;
    /** At the equator. */
    private static final double SHORTEST_LAT_DEGREE_METRES = 110_574;
    /** Corners of a quarter of a round end: lies 0.5 % inside at worst. */
    private static final int QUARTER_CORNERS = 8;

    private final Coordinate origin;
    private final double metresPerLonDegree;
    private final double metresPerLatDegree;

    LocalPlane(LonLat at) {
        double latRadians = Math.toRadians(at.latDegrees()), sin = Math.sin(latRadians);
        double w = 1 - ECCENTRICITY_SQUARED * sin * sin;
        origin = new Coordinate(at.lonDegrees(), at.latDegrees());
        metresPerLonDegree = Math.toRadians(EQUATOR_RADIUS_METRES / Math.sqrt(w) * Math.cos(latRadians));
        metresPerLatDegree = Math.toRadians(EQUATOR_RADIUS_METRES * (1 - ECCENTRICITY_SQUARED) / (w * Math.sqrt(w)));
    }

    /** From the origin to the nearest point of the line. */
    double distanceMetres(List<LonLat> line) {
        double nearest = Double.POSITIVE_INFINITY;
        var at = new Coordinate();
        for (int i = 1; i < line.size(); i++)
            nearest = Math.min(nearest, Distance.pointToSegment(at, place(line.get(i - 1)), place(line.get(i))));
        return nearest;
    }

    private Coordinate place(LonLat at) {
        return new Coordinate((at.lonDegrees() - origin.x) * metresPerLonDegree, (at.latDegrees() - origin.y) * metresPerLatDegree);
    }

    /** All within so many metres of the line, in degrees. */
    Geometry buffer(LineString line, double metres) {
        var flat = AffineTransformation.scaleInstance(metresPerLonDegree, metresPerLatDegree, origin.x, origin.y);
        // a little wider than asked: its corners cut into the round ends, and the scale changes along a long line
        var wide = flat.transform(line).buffer(metres * 1.01, QUARTER_CORNERS);
        return AffineTransformation.scaleInstance(1 / metresPerLonDegree, 1 / metresPerLatDegree, origin.x, origin.y).transform(wide);
    }

    /** The box with all that lies so many metres off it, and a little more. */
    static Envelope widened(Envelope box, double metres) {
        double farthestFromEquator = Math.min(89,
                Math.max(Math.abs(box.getMinY()), Math.abs(box.getMaxY())) + metres / SHORTEST_LAT_DEGREE_METRES);
        var plane = new LocalPlane(new LonLat(0, farthestFromEquator));
        var wider = new Envelope(box);
        wider.expandBy(1.02 * metres / plane.metresPerLonDegree, 1.02 * metres / SHORTEST_LAT_DEGREE_METRES);
        return wider;
    }

    double squareMetres(Geometry area) { return area.getArea() * metresPerLonDegree * metresPerLatDegree; }
}
