package onemap.gis.mvt;

import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** A geometry in whole tile coordinates, y downwards, as commands (Mapbox Vector Tile 2.1, 4.3). */
final class Commands {
    private static final int MOVE_TO = 1;
    private static final int LINE_TO = 2;
    private static final int CLOSE_PATH = 7;

    private final Protobuf out = new Protobuf();
    private long x;
    private long y;

    static byte[] of(Geometry geometry) {
        var commands = new Commands();
        if (geometry.getDimension() == 0) {
            commands.command(MOVE_TO, geometry.getNumGeometries());
            for (Coordinate point : geometry.getCoordinates())
                commands.to(point);
            return commands.out.bytes();
        }
        for (int i = 0; i < geometry.getNumGeometries(); i++)
            switch (geometry.getGeometryN(i)) {
                case LineString line -> commands.path(line.getCoordinates(), line.getNumPoints());
                case Polygon area -> commands.area(area);
                case Point point -> throw new IllegalArgumentException("a point among " + geometry.getGeometryType());
                default -> throw new IllegalArgumentException(geometry.getGeometryType());
            }
        return commands.out.bytes();
    }

    /** Outer rings turn to the right on the screen, inner ones to the left (4.3.4.4); with y downwards JTS sees it the other way round. */
    private void area(Polygon area) {
        ring(area.getExteriorRing().getCoordinates(), true);
        for (int i = 0; i < area.getNumInteriorRing(); i++)
            ring(area.getInteriorRingN(i).getCoordinates(), false);
    }

    private void ring(Coordinate[] ring, boolean outer) {
        var turned = ring.clone();
        if (Orientation.isCCW(ring) != outer) org.locationtech.jts.geom.CoordinateArrays.reverse(turned);
        path(turned, turned.length - 1);
        command(CLOSE_PATH, 1);
    }

    private void path(Coordinate[] points, int count) {
        command(MOVE_TO, 1);
        to(points[0]);
        command(LINE_TO, count - 1);
        for (int i = 1; i < count; i++)
            to(points[i]);
    }

    private void command(int id, int count) { out.varint((long) count << 3 | id); }

    /** From the place before, in zigzag. */
    private void to(Coordinate point) {
        long toX = Math.round(point.x), toY = Math.round(point.y);
        zigzag(toX - x);
        zigzag(toY - y);
        x = toX;
        y = toY;
    }

    private void zigzag(long number) { out.varint(number << 1 ^ number >> 63); }
}
