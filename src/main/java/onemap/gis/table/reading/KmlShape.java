package onemap.gis.table.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import onemap.gis.table.Refused;
import onemap.gis.table.guard.Faults;
import onemap.gis.table.guard.SafeXml;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;

/** The geometry of a placemark (OGC 12-007r2, 10); heights are left out. */
final class KmlShape {
    private static final GeometryFactory SHAPES = new GeometryFactory();

    private final Faults faults;
    private int coordinates;

    KmlShape(Faults faults) { this.faults = faults; }

    /** Of the element the reader stands on; its end has been read afterwards. */
    Geometry read(SafeXml xml) throws XMLStreamException, Refused, GeoJsonShape.Impossible {
        String type = xml.name();
        int within = xml.depth();
        var lines = new ArrayList<Coordinate[]>();
        var members = new ArrayList<Geometry>();
        var first = new ArrayList<GeoJsonShape.Impossible>();
        while (xml.depth() >= within) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_DOCUMENT) break;
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            try {
                if (xml.name().equals("coordinates")) lines.add(line(xml));
                else if (type.equals("MultiGeometry") && isShape(xml.name())) members.add(read(xml));
            } catch (GeoJsonShape.Impossible impossible) {
                first.add(impossible); // the element is read to its end all the same
            }
        }
        if (!first.isEmpty()) throw first.getFirst();
        try {
            return shape(type, lines, members);
        } catch (IllegalArgumentException fault) {
            throw new GeoJsonShape.Impossible("环没有闭合或点数不足", "a ring does not close or has too few points");
        }
    }

    private static boolean isShape(String name) {
        return List.of("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry").contains(name);
    }

    private static Geometry shape(String type, List<Coordinate[]> lines, List<Geometry> members) throws GeoJsonShape.Impossible {
        if (type.equals("MultiGeometry")) return SHAPES.buildGeometry(members);
        if (lines.isEmpty() || lines.getFirst().length == 0) throw new GeoJsonShape.Impossible("缺少坐标", "the coordinates are missing");
        return switch (type) {
            case "Point" -> SHAPES.createPoint(lines.getFirst()[0]);
            case "LineString", "LinearRing" -> SHAPES.createLineString(lines.getFirst());
            default -> SHAPES.createPolygon(SHAPES.createLinearRing(lines.getFirst()), lines.stream()
                    .skip(1)
                    .map(SHAPES::createLinearRing)
                    .toArray(LinearRing[]::new));
        };
    }

    private Coordinate[] line(SafeXml xml) throws XMLStreamException, Refused, GeoJsonShape.Impossible {
        String text;
        try {
            text = xml.text(faults.limits().mostStretch(), faults);
        } catch (Refused refused) {
            throw refused.reason().code().equals("cell_too_long") ? faults.tooManyCoordinates().refused() : refused;
        }
        var line = new ArrayList<Coordinate>();
        for (var tuples = new StringTokenizer(text.replaceAll("\\s*,\\s*", ",")); tuples.hasMoreTokens();) {
            if (++coordinates > faults.limits().mostShapeCoordinates()) throw faults.tooManyCoordinates().refused();
            line.add(coordinate(tuples.nextToken()));
        }
        return line.toArray(Coordinate[]::new);
    }

    private static Coordinate coordinate(String tuple) throws GeoJsonShape.Impossible {
        String[] parts = tuple.split(",", 4);
        try {
            var coordinate = new Coordinate(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
            if (Double.isFinite(coordinate.x) && Double.isFinite(coordinate.y)) return coordinate;
        } catch (NumberFormatException | IndexOutOfBoundsException fault) {
            // told below
        }
        String brief = tuple.substring(0, Math.min(40, tuple.length()));
        throw new GeoJsonShape.Impossible("坐标“" + brief + "”", "coordinate “" + brief + "”");
    }
}
