package onemap.gis.table.reading;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.gis.table.Refused;
import onemap.gis.table.guard.Faults;
import org.locationtech.jts.algorithm.Orientation;
import org.locationtech.jts.algorithm.PointLocation;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The shapes of a shapefile, record by record; heights and measures are left out (ESRI Shapefile Technical Description, July 1998). */
final class ShpFile implements Closeable {
    private static final int HEAD_BYTES = 100;
    private static final int FILE_CODE = 9994;
    private static final GeometryFactory SHAPES = new GeometryFactory();

    private final DataInputStream in;
    private final Faults faults;
    private int read;

    private ShpFile(DataInputStream in, Faults faults) {
        this.in = in;
        this.faults = faults;
    }

    static ShpFile open(InputStream bytes, Faults faults) throws IOException, Refused {
        var in = new DataInputStream(bytes);
        byte[] head = in.readNBytes(HEAD_BYTES);
        if (head.length < HEAD_BYTES || ByteBuffer.wrap(head).getInt() != FILE_CODE)
            throw faults.damaged(".shp 文件头不完整", "the head of the .shp is cut")
                    .refused();
        return new ShpFile(in, faults);
    }

    /** The next record: outer empty at the end of the file, inner empty for a null shape. */
    Optional<Optional<Geometry>> next() throws IOException, Refused {
        byte[] head = in.readNBytes(8);
        if (head.length == 0) return Optional.empty();
        read++;
        long bytes = head.length < 8 ? -1 : 2L * ByteBuffer.wrap(head).getInt(4);
        // a coordinate takes 32 bytes with height and measure, and the parts of a shape are at most as many
        if (bytes > faults.limits().mostShapeCoordinates() * 36L + 256) throw faults.tooManyCoordinates().atRow(read).refused();
        if (bytes < 4) throw damaged();
        byte[] content = in.readNBytes((int) bytes);
        if (content.length < bytes) throw damaged();
        return Optional.of(shape(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN)));
    }

    private Optional<Geometry> shape(ByteBuffer record) throws Refused {
        try {
            int type = record.getInt();
            return switch (type) {
                case 0 -> Optional.empty();
                case 1, 11, 21 -> Optional.of(SHAPES.createPoint(coordinate(record)));
                case 8, 18, 28 -> Optional.of(SHAPES.createMultiPointFromCoords(points(record.position(36), record.getInt(36), 40)));
                case 3, 13, 23 -> Optional.of(lines(parts(record)));
                case 5, 15, 25 -> Optional.of(polygons(parts(record)));
                default -> throw faults.badShape("不支持的图形类型 " + type, "unsupported shape type " + type).atRow(read).refused();
            };
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException fault) {
            throw damaged();
        }
    }

    private Coordinate coordinate(ByteBuffer record) throws Refused {
        double x = record.getDouble();
        double y = record.getDouble();
        if (!Double.isFinite(x) || !Double.isFinite(y)) throw damaged();
        return new Coordinate(x, y);
    }

    private Coordinate[] points(ByteBuffer record, int count, int at) throws Refused {
        if (count < 0 || count > record.limit() / 16) throw damaged();
        record.position(at);
        var points = new Coordinate[count];
        for (int i = 0; i < count; i++)
            points[i] = coordinate(record);
        return points;
    }

    /** After type and box: number of parts, number of points, where each part begins, the points. */
    private List<Coordinate[]> parts(ByteBuffer record) throws Refused {
        int count = record.getInt(36);
        int total = record.getInt(40);
        if (count < 0 || count > record.limit() / 4) throw damaged();
        var all = points(record, total, 44 + 4 * count);
        var parts = new ArrayList<Coordinate[]>();
        for (int p = 0; p < count; p++) {
            int from = record.getInt(44 + 4 * p);
            int to = p + 1 < count ? record.getInt(48 + 4 * p) : total;
            if (from < 0 || to < from || to > total) throw damaged();
            parts.add(java.util.Arrays.copyOfRange(all, from, to));
        }
        return parts;
    }

    private Geometry lines(List<Coordinate[]> parts) {
        var lines = parts.stream().map(SHAPES::createLineString).toList();
        return lines.size() == 1
                ? lines.getFirst()
                : SHAPES.createMultiLineString(lines.toArray(org.locationtech.jts.geom.LineString[]::new));
    }

    /** Outer rings run clockwise, holes the other way, and each hole lies in one of the outer rings. */
    private Geometry polygons(List<Coordinate[]> parts) {
        var shells = new ArrayList<LinearRing>();
        var holes = new ArrayList<LinearRing>();
        for (Coordinate[] part : parts) {
            LinearRing ring = SHAPES.createLinearRing(part);
            if (ring.isEmpty()) continue;
            (shells.isEmpty() || !Orientation.isCCW(part) ? shells : holes).add(ring);
        }
        var holesOf = new ArrayList<List<LinearRing>>();
        shells.forEach(shell -> holesOf.add(new ArrayList<>()));
        for (LinearRing hole : holes)
            holesOf.get(owner(hole, shells)).add(hole);
        var polygons = new Polygon[shells.size()];
        for (int i = 0; i < polygons.length; i++)
            polygons[i] = SHAPES.createPolygon(shells.get(i), holesOf.get(i).toArray(LinearRing[]::new));
        return polygons.length == 1 ? polygons[0] : SHAPES.createMultiPolygon(polygons);
    }

    private static int owner(LinearRing hole, List<LinearRing> shells) {
        for (int i = 0; i < shells.size(); i++)
            if (shells.get(i).getEnvelopeInternal().contains(hole.getEnvelopeInternal())
                    && PointLocation.isInRing(hole.getCoordinateN(0), shells.get(
                            i).getCoordinates()))
                return i;
        return 0;
    }

    private Refused damaged() { return faults.damaged(".shp 在此处中断或不成立", "the .shp ends or makes no sense here").atRow(read).refused(); }

    @Override public void close() throws IOException { in.close(); }
}
