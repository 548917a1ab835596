package onemap.gis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.domain.CapAlert;
import onemap.domain.LonLat;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.geom.util.PolygonExtracter;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Where a warning holds: the union of all polygons, circles and division codes of all its blocks, as CAP 1.2, 3.2.4 has it ("the area described by
 * this &lt;area&gt; block is represented by the union of all the included elements"). So a division code widens a polygon beside it; it never narrows it.
 *
 * <p>What cannot be placed (a ring of two corners, a foreign division code) is left out alone; the rest stands. Immutable.
 */
public final class WarningAreas {
    /** CAP circles of radius 0 mean a point: drawn so large that it can be seen and hit. */
    private static final double LEAST_RADIUS_METRES = 50;
    private static final Envelope WORLD = new Envelope(-180, 180, -90, 90);

    private final Divisions divisions;

    public WarningAreas(Divisions divisions) { this.divisions = divisions; }

    /** The area as a valid MultiPolygon; empty when the message names no place we know. */
    public Optional<Geometry> areaOf(CapAlert alert) {
        var parts = new ArrayList<Geometry>();
        for (var info : alert.infos())
            for (var area : info.areas()) {
                area.polygons().forEach(ring -> polygon(ring).ifPresent(parts::add));
                area.circles().forEach(circle -> parts.add(circle(circle)));
                area.divisionCodes().forEach(code -> divisions.find(code).ifPresent(parts::add));
            }
        return union(parts.stream().distinct().toList());
    }

    /** A ring in any direction, closed or not, crossing itself or not; each lobe of a crossing ring belongs to it. */
    private static Optional<Geometry> polygon(List<LonLat> ring) {
        var corners = new ArrayList<Coordinate>(ring.size() + 1);
        for (LonLat corner : ring) {
            var coordinate = new Coordinate(corner.lonDegrees(), corner.latDegrees());
            if (corners.isEmpty() || !corners.getLast().equals2D(coordinate)) corners.add(coordinate);
        }
        if (!corners.isEmpty() && !corners.getFirst().equals2D(corners.getLast())) corners.add(corners.getFirst().copy());
        if (corners.size() < 4) return Optional.empty();
        Geometry drawn = GeoJson.WGS84.createPolygon(corners.toArray(Coordinate[]::new));
        return Optional.of(GeometryFixer.fix(drawn)).filter(fixed -> fixed.getArea() > 0);
    }

    private static Geometry circle(CapAlert.Circle circle) {
        double radiusMetres = Math.max(circle.radiusMetres(), LEAST_RADIUS_METRES);
        LonLat centre = circle.centre();
        double toPoleMetres = Geodesy.distanceMetres(centre, new LonLat(centre.lonDegrees(), Math.copySign(90, centre.latDegrees())));
        if (radiusMetres * 1.01 >= toPoleMetres) return polarBand(centre, radiusMetres);
        Polygon drawn = Geodesy.circle(centre, radiusMetres, GeoJson.WGS84);
        return WORLD.contains(drawn.getEnvelopeInternal()) ? drawn : cutAtAntimeridian(drawn);
    }

    /** A circle that reaches a pole, as the band of latitudes it touches: wider than the truth, never narrower. */
    private static Geometry polarBand(LonLat centre, double radiusMetres) {
        double reachDegrees = radiusMetres * 1.01 / 111_133; // a degree of latitude is 110.57 to 111.69 km
        double south = Math.max(-90, centre.latDegrees() - reachDegrees), north = Math.min(90, centre.latDegrees() + reachDegrees);
        return GeoJson.WGS84
                .toGeometry(centre.latDegrees() >= 0 ? new Envelope(-180, 180, south, 90) : new Envelope(-180, 180, -90, north));
    }

    private static Geometry cutAtAntimeridian(Geometry drawn) {
        Geometry world = GeoJson.WGS84.toGeometry(WORLD);
        var parts = new ArrayList<Geometry>();
        for (double shift : new double[]{-360, 0, 360})
            parts.add(world.intersection(AffineTransformation.translationInstance(shift, 0).transform(drawn)));
        return GeoJson.WGS84.buildGeometry(parts).union();
    }

    private static Optional<Geometry> union(List<Geometry> parts) {
        if (parts.isEmpty()) return Optional.empty();
        Geometry union = OverlayNGRobust.union(parts);
        List<?> polygons = PolygonExtracter.getPolygons(union);
        if (polygons.isEmpty()) return Optional.empty();
        return Optional.of(GeoJson.WGS84.createMultiPolygon(polygons.stream().map(Polygon.class::cast).toArray(Polygon[]::new)));
    }
}
