package onemap.gis;

import java.util.Arrays;
import java.util.Optional;
import onemap.domain.LonLat;
import org.locationtech.jts.geom.Coordinate;

/**
 * A coordinate system others name by its URI (OGC API – Features, Part 2, 6.2). The order of its axes is what its registry says, and is stated here only:
 * inside it is always longitude before latitude.
 */
public enum ReferenceSystem {
    CRS84("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326, Axes.LONGITUDE_FIRST),
    /** WGS-84 as EPSG has it. */
    EPSG4326("http://www.opengis.net/def/crs/EPSG/0/4326", 4326, Axes.LATITUDE_FIRST),
    /** Web Mercator. */
    EPSG3857("http://www.opengis.net/def/crs/EPSG/0/3857", 3857, Axes.EASTING_FIRST),
    /** CGCS2000 国家大地坐标系. */
    EPSG4490("http://www.opengis.net/def/crs/EPSG/0/4490", 4490, Axes.LATITUDE_FIRST);

    private enum Axes {
        LONGITUDE_FIRST, LATITUDE_FIRST, EASTING_FIRST
    }

    private static final int WGS84 = 4326;
    /** Half the side of the square Web Mercator is: π times the semi-major axis of WGS-84. */
    private static final double MERCATOR_EDGE_METRES = Math.PI * 6_378_137;
    /** Numbers as others round them. */
    private static final double TOLERANCE_METRES = 0.01;

    private final String uri;
    private final int epsg;
    private final Axes axes;

    ReferenceSystem(String uri, int epsg, Axes axes) {
        this.uri = uri;
        this.epsg = epsg;
        this.axes = axes;
    }

    public String uri() { return uri; }

    public static Optional<ReferenceSystem> of(String uri) {
        return Arrays.stream(values()).filter(system -> system.uri.equals(uri)).findFirst();
    }

    /** Decimals that tell a centimetre. */
    public int decimals() { return axes == Axes.EASTING_FIRST ? 2 : 7; }

    /**
     * The place in WGS-84, longitude in x, of two numbers in the order of this system's axes.
     *
     * @throws IllegalArgumentException when they lie outside of it
     */
    public Coordinate toWgs84(double first, double second, CoordinateSystems systems) {
        double x = axes == Axes.LATITUDE_FIRST ? second : first;
        double y = axes == Axes.LATITUDE_FIRST ? first : second;
        boolean inside = axes == Axes.EASTING_FIRST
                ? Math.max(Math.abs(x), Math.abs(y)) <= MERCATOR_EDGE_METRES + TOLERANCE_METRES
                : Math.abs(x) <= 180 && Math.abs(y) <= 90;
        if (!inside) throw new IllegalArgumentException(first + "," + second + " lies outside of " + uri + order());
        if (epsg == WGS84) return new Coordinate(x, y);
        var place = systems.toWgs84(x, y, epsg);
        return new Coordinate(place.lonDegrees(), place.latDegrees());
    }

    private String order() {
        return switch (axes) {
            case LONGITUDE_FIRST -> " (longitude, latitude in degrees)";
            case LATITUDE_FIRST -> " (latitude, longitude in degrees)";
            case EASTING_FIRST -> " (easting, northing in metres)";
        };
    }

    /** A place of WGS-84, longitude in x, as two numbers in the order of this system's axes: {@code x} the first, {@code y} the second. */
    public Coordinate fromWgs84(Coordinate place, CoordinateSystems systems) {
        var there = epsg == WGS84 ? place : systems.fromWgs84(new LonLat(place.x, place.y), epsg);
        return axes == Axes.LATITUDE_FIRST ? new Coordinate(there.y, there.x) : there;
    }
}
