package onemap.gis.table.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.gis.table.Refused;
import onemap.gis.table.guard.Faults;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/** The geometry of a GeoJSON feature (RFC 7946, 3.1), counted while it is read. */
final class GeoJsonShape {
    private static final GeometryFactory SHAPES = new GeometryFactory();

    /** One feature's geometry cannot be; the others may. */
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;
        private final String zh;

        Impossible(String zh, String en) {
            super(en, null, false, false);
            this.zh = zh;
        }

        String zh() { return zh; }

        String en() { return getMessage(); }
    }

    /** Positions, or positions within positions. */
    private sealed interface Nest {
        record Position(Coordinate at) implements Nest {}

        record Many(List<Nest> of) implements Nest {}
    }

    private final JsonParser json;
    private final Faults faults;
    private int coordinates;

    GeoJsonShape(JsonParser json, Faults faults) {
        this.json = json;
        this.faults = faults;
    }

    /** Of the value the parser stands on; stands on its end afterwards. */
    Optional<Geometry> read() throws IOException, Refused, Impossible {
        if (json.currentToken() == JsonToken.VALUE_NULL) return Optional.empty();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            throw new Impossible("不是对象", "it is no object");
        }
        String type = "";
        Nest nest = new Nest.Many(List.of());
        var members = new ArrayList<Geometry>();
        Optional<Impossible> impossible = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            var value = json.nextToken();
            if (name.equals("type") && value.isScalarValue()) type = json.getText();
            else if (name.equals("coordinates") && value == JsonToken.START_ARRAY) nest = nest();
            else if (name.equals("geometries") && value == JsonToken.START_ARRAY) impossible = members(members);
            else
                json.skipChildren();
        }
        if (impossible.isPresent()) throw impossible.get();
        try {
            return Optional.of(type.equals("GeometryCollection")
                    ? SHAPES.createGeometryCollection(members.toArray(Geometry[]::new))
                    : shape(type, nest));
        } catch (IllegalArgumentException fault) {
            throw new Impossible("环没有闭合或点数不足", "a ring does not close or has too few points");
        }
    }

    private Optional<Impossible> members(List<Geometry> members) throws IOException, Refused {
        Optional<Impossible> first = Optional.empty();
        while (json.nextToken() != JsonToken.END_ARRAY)
            try {
                read().ifPresent(members::add);
            } catch (Impossible fault) {
                if (first.isEmpty()) first = Optional.of(fault);
            }
        return first;
    }

    private Nest nest() throws IOException, Refused {
        var numbers = new ArrayList<Double>(2);
        var many = new ArrayList<Nest>();
        for (var token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == null) throw new IOException("the coordinates do not end");
            if (token.isNumeric() && numbers.size() < 4) numbers.add(json.getDoubleValue());
            else if (token == JsonToken.START_ARRAY) many.add(nest());
            else
                json.skipChildren();
            if (many.size() > faults.limits().mostShapeCoordinates()) throw faults.tooManyCoordinates().refused();
        }
        if (numbers.size() < 2) return new Nest.Many(many);
        if (++coordinates > faults.limits().mostShapeCoordinates()) throw faults.tooManyCoordinates().refused();
        return new Nest.Position(new Coordinate(numbers.get(0), numbers.get(1)));
    }

    private static Geometry shape(String type, Nest nest) throws Impossible {
        return switch (type) {
            case "Point" -> SHAPES.createPoint(position(nest));
            case "MultiPoint" -> SHAPES.createMultiPointFromCoords(line(nest));
            case "LineString" -> SHAPES.createLineString(line(nest));
            case "MultiLineString" -> {
                var lines = new ArrayList<LineString>();
                for (Nest each : many(nest))
                    lines.add(SHAPES.createLineString(line(each)));
                yield SHAPES.createMultiLineString(lines.toArray(LineString[]::new));
            }
            case "Polygon" -> polygon(nest);
            case "MultiPolygon" -> {
                var polygons = new ArrayList<Polygon>();
                for (Nest each : many(nest))
                    polygons.add(polygon(each));
                yield SHAPES.createMultiPolygon(polygons.toArray(Polygon[]::new));
            }
            default -> throw new Impossible("类型“" + brief(type) + "”", "type “" + brief(type) + "”");
        };
    }

    private static Polygon polygon(Nest nest) throws Impossible {
        var rings = new ArrayList<LinearRing>();
        for (Nest each : many(nest))
            rings.add(SHAPES.createLinearRing(line(each)));
        if (rings.isEmpty()) throw new Impossible("没有环", "no ring");
        return SHAPES.createPolygon(rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    }

    private static Coordinate[] line(Nest nest) throws Impossible {
        var line = new ArrayList<Coordinate>();
        for (Nest each : many(nest))
            line.add(position(each));
        return line.toArray(Coordinate[]::new);
    }

    private static Coordinate position(Nest nest) throws Impossible {
        if (nest instanceof Nest.Position(Coordinate at)) return at;
        throw new Impossible("缺少坐标", "a coordinate is missing");
    }

    private static List<Nest> many(Nest nest) throws Impossible {
        if (nest instanceof Nest.Many(List<Nest> of)) return of;
        throw new Impossible("坐标嵌套层数不对", "the coordinates are nested wrongly");
    }

    private static String brief(String type) { return type.substring(0, Math.min(20, type.length())); }
}
