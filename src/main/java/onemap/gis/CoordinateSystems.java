package onemap.gis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import onemap.domain.LonLat;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

/**
 * Coordinate systems by EPSG code, to and from WGS-84. Axis order is always x then y: longitude before latitude, easting before northing, whatever
 * the registry says. Thread-safe. The first call reads the EPSG registry, which takes seconds: call {@link #warmUp} off the start path.
 */
public final class CoordinateSystems {
    private static final int WGS84 = 4326;
    /** CGCS2000 国家大地坐标系 geographic, degrees; within centimetres of WGS-84. */
    public static final int CGCS2000 = 4490;
    /** CGCS2000, 3-degree Gauss-Krüger zone with central meridian 120° E, no zone number in the easting, metres. */
    public static final int CGCS2000_GAUSS_KRUGER_120E = 4549;
    /** Web Mercator of the tile maps, metres. */
    public static final int WEB_MERCATOR = 3857;

    private record Pair(int from, int to) {}

    private final Map<Pair, MathTransform> transforms = new ConcurrentHashMap<>();

    /** Loads the registry and the systems a county uses. */
    public void warmUp() {
        for (int epsg : new int[]{CGCS2000, CGCS2000_GAUSS_KRUGER_120E, WEB_MERCATOR})
            transform(new Pair(epsg, WGS84));
    }

    /**
     * A copy in WGS-84.
     *
     * @throws IllegalArgumentException when the code is unknown or a coordinate lies outside the system
     */
    public Geometry toWgs84(Geometry geometry, int epsg) {
        try {
            Geometry moved = JTS.transform(geometry, transform(new Pair(epsg, WGS84)));
            moved.setSRID(WGS84);
            return moved;
        } catch (TransformException fault) {
            throw new IllegalArgumentException("EPSG:" + epsg + " to WGS-84: " + fault.getMessage(), fault);
        }
    }

    /** The place of {@code x} (easting or longitude) and {@code y} (northing or latitude), in the units of the system. */
    public LonLat toWgs84(double x, double y, int epsg) {
        Coordinate moved = transform(new Coordinate(x, y), new Pair(epsg, WGS84));
        return new LonLat(moved.x, moved.y);
    }

    /** Easting or longitude in x, northing or latitude in y, in the units of the system. */
    public Coordinate fromWgs84(LonLat place, int epsg) {
        return transform(new Coordinate(place.lonDegrees(), place.latDegrees()), new Pair(WGS84, epsg));
    }

    private Coordinate transform(Coordinate from, Pair pair) {
        try {
            return JTS.transform(from, new Coordinate(), transform(pair));
        } catch (TransformException fault) {
            throw new IllegalArgumentException("EPSG:" + pair.from + " to EPSG:" + pair.to + ": " + fault.getMessage(), fault);
        }
    }

    private MathTransform transform(Pair pair) {
        return transforms.computeIfAbsent(pair, wanted -> {
            try {
                // lenient: CGCS2000 and WGS-84 agree to centimetres and the registry names no shift between them
                return CRS.findMathTransform(system(wanted.from), system(wanted.to), true);
            } catch (FactoryException fault) {
                throw new IllegalArgumentException("EPSG:" + wanted.from + " to EPSG:" + wanted.to + " is not known", fault);
            }
        });
    }

    private static CoordinateReferenceSystem system(int epsg) throws FactoryException {
        return epsg == WGS84 ? DefaultGeographicCRS.WGS84 : CRS.decode("EPSG:" + epsg, true);
    }
}
