package onemap.gis.cql2;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LineString;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.PrecisionModel;

/** Shapes as they stand in a filter: well-known text and BBOX, in the coordinate system of the filter (OGC 21-065r2, 6.3.3.3 spatialInstance). */
final class Wkt {
    /** WGS-84. */
    private static final int SRID = 4326;
    private static final GeometryFactory FACTORY = new GeometryFactory(new PrecisionModel(), SRID);
    private static final int MOST_POINTS = 20_000;
    private static final int DEEPEST = 4;

    private final Tokens tokens;
    private final Placing placing;
    private int points;

    Wkt(Tokens tokens, Placing placing) {
        this.tokens = tokens;
        this.placing = placing;
    }

    /** Whether the next words are a shape. */
    static boolean begins(Tokens tokens) {
        return tokens.peek().sort() == Token.Sort.NAME && switch (word(tokens)) {
            case "POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "BBOX" -> true;
            default -> false;
        };
    }

    private static String word(Tokens tokens) { return tokens.peek().text().toUpperCase(Locale.ROOT); }

    Geometry shape() {
        var shape = shape(0);
        if (!shape.isValid()) throw new Cql2Text.Malformed("a shape crosses itself, or a hole lies outside of it");
        return shape;
    }

    private Geometry shape(int depth) {
        if (!begins(tokens) || depth > DEEPEST) throw tokens.unexpected("a shape");
        String sort = word(tokens);
        tokens.take();
        tokens.takes("Z");
        return switch (sort) {
            case "POINT" -> point();
            case "LINESTRING" -> line();
            case "POLYGON" -> polygon();
            case "MULTIPOINT" -> FACTORY.createMultiPoint(list(this::onePoint).toArray(Point[]::new));
            case "MULTILINESTRING" -> FACTORY.createMultiLineString(list(this::line).toArray(LineString[]::new));
            case "MULTIPOLYGON" -> FACTORY.createMultiPolygon(list(this::polygon).toArray(Polygon[]::new));
            case "BBOX" -> box();
            default -> FACTORY.createGeometryCollection(list(() -> shape(depth + 1)).toArray(Geometry[]::new));
        };
    }

    private interface Part<T> {
        T read();
    }

    private <T> List<T> list(Part<T> part) {
        var list = new ArrayList<T>();
        tokens.expectSign("(");
        do
            list.add(part.read());
        while (tokens.takesSign(","));
        tokens.expectSign(")");
        return list;
    }

    private Point point() {
        tokens.expectSign("(");
        var point = FACTORY.createPoint(coordinate());
        tokens.expectSign(")");
        return point;
    }

    /** Of several, with or without brackets of its own. */
    private Point onePoint() {
        return tokens.peek().isSign("(") ? point() : FACTORY.createPoint(coordinate());
    }

    private LineString line() {
        var places = list(this::coordinate);
        if (places.size() < 2) throw new Cql2Text.Malformed("a line has two points or more");
        return FACTORY.createLineString(places.toArray(Coordinate[]::new));
    }

    private Polygon polygon() {
        var rings = list(this::ring);
        return FACTORY.createPolygon(rings.getFirst(), rings.subList(1, rings.size()).toArray(LinearRing[]::new));
    }

    private LinearRing ring() {
        var places = list(this::coordinate);
        if (places.size() < 4 || !places.getFirst().equals2D(places.getLast()))
            throw new Cql2Text.Malformed("a ring has four points or more and ends where it begins");
        return FACTORY.createLinearRing(places.toArray(Coordinate[]::new));
    }

    private Coordinate coordinate() {
        if (++points > MOST_POINTS) throw new Cql2Text.Malformed("a shape has more than " + MOST_POINTS + " points");
        double first = tokens.number();
        double second = tokens.number();
        if (!tokens.peek().isSign(",") && !tokens.peek().isSign(")")) tokens.number(); // a height, which no map of ours knows
        return placing.wgs84(first, second);
    }

    /** Four numbers, or six with heights; west may lie east of the date line. */
    private Geometry box() {
        var numbers = list(tokens::number);
        if (numbers.size() != 4 && numbers.size() != 6) throw new Cql2Text.Malformed("BBOX has four numbers, or six with heights");
        int half = numbers.size() / 2;
        var lower = placing.wgs84(numbers.get(0), numbers.get(1));
        var upper = placing.wgs84(numbers.get(half), numbers.get(half + 1));
        if (lower.y > upper.y) throw new Cql2Text.Malformed("BBOX is its lower corner, then its upper one: west, south, east, north");
        if (lower.x <= upper.x) return box(lower.x, lower.y, upper.x, upper.y);
        return box(lower.x, lower.y, 180, upper.y).union(box(-180, lower.y, upper.x, upper.y));
    }

    private static Geometry box(double west, double south, double east, double north) {
        return FACTORY.toGeometry(new Envelope(west, east, south, north));
    }
}
