package onemap.gis.export;

import java.util.List;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.PolygonExtracter;

/** Areas as formats want them. */
final class Areas {
    private Areas() {}

    /** One polygon or several, as several. */
    static MultiPolygon many(Geometry area) {
        List<?> polygons = PolygonExtracter.getPolygons(area);
        return area.getFactory().createMultiPolygon(polygons.stream().map(Polygon.class::cast).toArray(Polygon[]::new));
    }
}
