package onemap.gis.ground;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import onemap.domain.LonLat;
import onemap.gis.Geodesy;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.operation.valid.IsValidOp;

/**
 * A piece of ground somebody asks about 圈定范围: what lies on it, its border included, and how far from its middle.
 *
 * <p>A circle is one on the WGS-84 ellipsoid, good to millimetres. A corridor measures in the plane that touches the ellipsoid at the asked point
 * ({@link LocalPlane}): good to 0.2 % within the 20 km it may reach. Edges of polygons are straight in longitude and latitude, as they are drawn. Immutable.
 */
public final class Ground {
    /** A hand draws some dozens; a boundary from a file that has more is simplified before. */
    public static final int MOST_CORNERS = 1_000;
    /** As far as a county and its neighbours reach. */
    public static final double MOST_RADIUS_METRES = 200_000;
    /** Wider on either side it is no corridor, and the plane no longer true. */
    public static final double MOST_SIDE_METRES = 20_000;
    private static final double MOST_DEGREES = 10;
    private static final GeometryFactory WGS84 = new GeometryFactory(new PrecisionModel(), 4326);

    private final Geometry outline;
    private final Envelope box;
    private final PreparedGeometry prepared;
    private final LonLat centre;
    private final Predicate<LonLat> holds;
    private final ToDoubleFunction<LonLat> distanceMetres;

    /** @param box holds all that {@code holds} */
    private Ground(Geometry outline, Envelope box, LonLat centre, Predicate<LonLat> holds, ToDoubleFunction<LonLat> distanceMetres) {
        this.outline = outline;
        this.box = box;
        this.prepared = PreparedGeometryFactory.prepare(outline);
        this.centre = centre;
        this.holds = holds;
        this.distanceMetres = distanceMetres;
    }

    /**
     * @param ring corners in either direction, closed or not
     * @throws IllegalArgumentException when it has too few or too many corners, crosses itself, or is flat
     */
    public static Ground polygon(List<LonLat> ring) {
        var corners = corners(ring, "polygon");
        if (!corners.isEmpty() && !corners.getFirst().equals2D(corners.getLast())) corners.add(corners.getFirst().copy());
        if (corners.size() < 4)
            throw new IllegalArgumentException("a polygon has at least three different corners 多边形至少要有三个不同的顶点");
        Polygon drawn = WGS84.createPolygon(corners.toArray(Coordinate[]::new));
        var fault = new IsValidOp(drawn).getValidationError();
        if (fault != null) throw crossing(drawn, fault.getCoordinate());
        return of(drawn);
    }

    private static IllegalArgumentException crossing(Polygon drawn, Coordinate at) {
        if (drawn.convexHull().getDimension() < 2)
            return new IllegalArgumentException("the polygon's corners lie on one line 多边形的顶点在一条直线上");
        return new IllegalArgumentException("the polygon crosses or touches itself at %.5f, %.5f 多边形自相交".formatted(at.x, at.y));
    }

    /** @param area valid polygon or multipolygon in longitude and latitude, not empty: of a warning or a division */
    public static Ground of(Geometry area) {
        var locator = new IndexedPointInAreaLocator(area);
        var middle = area.getCentroid();
        var centre = new LonLat(middle.getX(), middle.getY());
        return new Ground(area, area.getEnvelopeInternal(), centre,
                at -> locator.locate(new Coordinate(at.lonDegrees(), at.latDegrees())) != Location.EXTERIOR,
                at -> Geodesy.distanceMetres(centre, at));
    }

    /** @throws IllegalArgumentException when the radius is none, or larger than {@link #MOST_RADIUS_METRES} */
    public static Ground circle(LonLat centre, double radiusMetres) {
        limited("circle", radiusMetres, MOST_RADIUS_METRES);
        Geometry outline = Geodesy.circle(centre, radiusMetres, WGS84);
        notTooWide(outline.getEnvelopeInternal(), "circle");
        return new Ground(outline, outline.getEnvelopeInternal(), centre, at -> Geodesy.distanceMetres(centre, at) <= radiusMetres,
                at -> Geodesy.distanceMetres(centre, at));
    }

    /**
     * @param sideMetres how far it reaches on either side of the line, and beyond its ends
     * @throws IllegalArgumentException when the line has too few or too many points, or the side is none or longer than {@link #MOST_SIDE_METRES}
     */
    public static Ground corridor(List<LonLat> line, double sideMetres) {
        limited("corridor", sideMetres, MOST_SIDE_METRES);
        var points = corners(line, "corridor");
        if (points.size() < 2) throw new IllegalArgumentException("a corridor's line has at least two different points 走廊中线至少要有两个不同的点");
        var spine = WGS84.createLineString(points.toArray(Coordinate[]::new));
        var middle = spine.getEnvelopeInternal().centre();
        var centre = new LonLat(middle.x, middle.y);
        var places = points.stream().map(at -> new LonLat(at.x, at.y)).toList();
        return new Ground(new LocalPlane(centre).buffer(spine, sideMetres), LocalPlane.widened(spine.getEnvelopeInternal(), sideMetres),
                centre,
                at -> new LocalPlane(at).distanceMetres(places) <= sideMetres, at -> new LocalPlane(at).distanceMetres(places));
    }

    private static List<Coordinate> corners(List<LonLat> places, String what) {
        if (places.size() > MOST_CORNERS)
            throw new IllegalArgumentException("a " + what + " has at most " + MOST_CORNERS + " points, not " + places.size() + " 顶点过多");
        var corners = new ArrayList<Coordinate>(places.size() + 1);
        var box = new Envelope();
        for (LonLat place : places) {
            var corner = new Coordinate(place.lonDegrees(), place.latDegrees());
            if (corners.isEmpty() || !corners.getLast().equals2D(corner)) corners.add(corner);
            box.expandToInclude(corner);
        }
        notTooWide(box, what);
        return corners;
    }

    private static void notTooWide(Envelope box, String what) {
        if (box.getWidth() > MOST_DEGREES || box.getHeight() > MOST_DEGREES || box.getMinX() < -180 || box.getMaxX() > 180)
            throw new IllegalArgumentException("the " + what + " is more than 10 degrees wide or crosses the antimeridian 范围过大");
    }

    private static void limited(String what, double metres, double most) {
        if (!(metres > 0 && metres <= most)) // also refuses NaN
            throw new IllegalArgumentException("metres of a " + what + " are above 0 and at most " + (long) most + " 半径或宽度超出范围");
    }

    /** Whether the place lies on it. */
    public boolean holds(LonLat place) {
        return box.covers(place.lonDegrees(), place.latDegrees()) && holds.test(place);
    }

    /** Whether the two have a point in common, by the outlines. */
    public boolean touches(Geometry area) {
        return box.intersects(area.getEnvelopeInternal()) && prepared.intersects(area);
    }

    /** From a circle's centre, a corridor's line, else from the centroid. */
    public double distanceMetres(LonLat place) {
        return distanceMetres.applyAsDouble(place);
    }

    public LonLat centre() { return centre; }

    /** The box that holds it. */
    public Envelope box() { return new Envelope(box); }

    /** To be drawn: a circle's has 64 corners that lie 0.12 % outside. */
    public Geometry outline() { return outline; }

    /** How large it is, in the plane of its centre: good to 1 % over 100 km. */
    public double squareMetres() {
        return new LocalPlane(centre).squareMetres(outline);
    }
}
