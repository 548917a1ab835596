package onemap.gis.cql2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import onemap.gis.cql2.Cql2Text.Malformed;
import onemap.gis.cql2.Filter.Comparison;
import onemap.gis.cql2.Term.Literal;
import org.geotools.api.filter.BinaryComparisonOperator;
import org.geotools.api.filter.BinaryLogicOperator;
import org.geotools.api.filter.ExcludeFilter;
import org.geotools.api.filter.IncludeFilter;
import org.geotools.api.filter.PropertyIsBetween;
import org.geotools.api.filter.PropertyIsEqualTo;
import org.geotools.api.filter.PropertyIsGreaterThan;
import org.geotools.api.filter.PropertyIsGreaterThanOrEqualTo;
import org.geotools.api.filter.PropertyIsLessThan;
import org.geotools.api.filter.PropertyIsLessThanOrEqualTo;
import org.geotools.api.filter.PropertyIsLike;
import org.geotools.api.filter.PropertyIsNotEqualTo;
import org.geotools.api.filter.PropertyIsNull;
import org.geotools.api.filter.expression.Expression;
import org.geotools.api.filter.expression.PropertyName;
import org.geotools.api.filter.spatial.BBOX;
import org.geotools.api.filter.spatial.BinarySpatialOperator;
import org.geotools.api.filter.spatial.Intersects;
import org.geotools.api.filter.temporal.After;
import org.geotools.api.filter.temporal.Before;
import org.geotools.api.filter.temporal.BinaryTemporalOperator;
import org.geotools.filter.text.cql2.CQLException;
import org.geotools.filter.text.ecql.ECQL;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.CoordinateSequenceFilter;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Reads ECQL, the older catalogue language as GeoTools has it, to the same filters as {@link Cql2Text}: its comparisons, LIKE, BETWEEN, IN, IS NULL, AFTER,
 * BEFORE, BBOX and INTERSECTS. Functions and sums are refused: nothing of what GeoTools could compute is ever computed.
 */
public final class Ecql {
    private static final int MOST_CHARACTERS = 16 * 1024;
    /** GeoTools' parser goes as deep as the brackets do. */
    private static final int DEEPEST = 32;
    /** AND and OR too: each one more is read as a pair of all before it and itself. */
    private static final int MOST_WORDS = 200;

    private final Map<String, ValueType> queryables;
    private final Placing placing;

    private Ecql(Map<String, ValueType> queryables, Placing placing) {
        this.queryables = queryables;
        this.placing = placing;
    }

    /**
     * @param queryables what can be asked for, by name
     * @param placing    where the positions of its shapes are
     * @throws Malformed when it is no such filter
     */
    public static Filter parse(String text, Map<String, ValueType> queryables, Placing placing) {
        if (text.length() > MOST_CHARACTERS) throw new Malformed("a filter is longer than " + MOST_CHARACTERS + " characters");
        refuseDeep(text);
        try {
            return new Ecql(queryables, placing).filter(ECQL.toFilter(text));
        } catch (CQLException e) {
            throw new Malformed("this is no ECQL: " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static void refuseDeep(String text) {
        int depth = 0;
        int words = 0;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            depth += sign == '(' || sign == '[' ? 1 : sign == ')' || sign == ']' ? -1 : 0;
            if (text.regionMatches(true, i, "not", 0, 3) || text.regionMatches(true, i, "and", 0, 3)
                    || text.regionMatches(true, i, "or", 0, 2))
                words++;
            if (depth > DEEPEST) throw new Malformed("a filter is nested deeper than " + DEEPEST);
            if (words > MOST_WORDS) throw new Malformed("a filter has more than " + MOST_WORDS + " times AND, OR and NOT");
        }
    }

    private Filter filter(org.geotools.api.filter.Filter read) {
        return switch (read) {
            case IncludeFilter all -> new Filter.Constant(true);
            case ExcludeFilter none -> new Filter.Constant(false);
            case org.geotools.api.filter.Not not -> new Filter.Not(filter(not.getFilter()));
            case org.geotools.api.filter.And and -> new Filter.And(parts(and));
            case org.geotools.api.filter.Or or -> new Filter.Or(parts(or));
            case PropertyIsBetween between -> between(between);
            case PropertyIsNull isNull -> new Filter.IsNull(property(isNull.getExpression()));
            case PropertyIsLike like -> like(like);
            case BinaryComparisonOperator compare -> compare(compare);
            case BinaryTemporalOperator when -> when(when);
            case BinarySpatialOperator where -> where(where);
            default -> throw unknown(read.getClass());
        };
    }

    private static Malformed unknown(Class<?> what) {
        String name = what.getSimpleName().replaceFirst("^Is", "").replaceFirst("Impl$", "");
        return new Malformed(
                name + " is not known here; there are comparisons, LIKE, BETWEEN, IN, IS NULL, AFTER, BEFORE, BBOX, INTERSECTS");
    }

    private List<Filter> parts(BinaryLogicOperator all) { return all.getChildren().stream().map(this::filter).toList(); }

    private Filter between(PropertyIsBetween between) {
        var term = property(between.getExpression());
        return new Filter.Between(Cql2Text.comparable(term), value(between.getLowerBoundary(), term),
                value(between.getUpperBoundary(), term));
    }

    private Filter like(PropertyIsLike like) {
        var term = property(like.getExpression());
        if (term.type() != ValueType.TEXT) throw new Malformed("LIKE is for texts, not for " + term.name());
        if (!like.isMatchingCase()) throw new Malformed("ILIKE is not known here; there is LIKE");
        return new Filter.Like(term, Glob.of(like.getLiteral()));
    }

    private Filter compare(BinaryComparisonOperator compare) {
        var how = switch (compare) {
            case PropertyIsEqualTo equal -> Comparison.EQUAL;
            case PropertyIsNotEqualTo unequal -> Comparison.UNEQUAL;
            case PropertyIsLessThan less -> Comparison.LESS;
            case PropertyIsLessThanOrEqualTo most -> Comparison.AT_MOST;
            case PropertyIsGreaterThan more -> Comparison.MORE;
            case PropertyIsGreaterThanOrEqualTo least -> Comparison.AT_LEAST;
            default -> throw unknown(compare.getClass());
        };
        if (compare.getExpression1() instanceof PropertyName) {
            var left = property(compare.getExpression1());
            return new Filter.Compare(Cql2Text.comparable(left), how, value(compare.getExpression2(), left));
        }
        var right = property(compare.getExpression2());
        return new Filter.Compare(value(compare.getExpression1(), right), how, Cql2Text.comparable(right));
    }

    private Filter when(BinaryTemporalOperator when) {
        var how = switch (when) {
            case After after -> Comparison.MORE;
            case Before before -> Comparison.LESS;
            default -> throw unknown(when.getClass());
        };
        var term = property(when.getExpression1());
        if (term.type() != ValueType.INSTANT) throw new Malformed(term.name() + " is no time");
        return new Filter.Compare(term, how, value(when.getExpression2(), term));
    }

    private Filter where(BinarySpatialOperator where) {
        if (!(where instanceof Intersects) && !(where instanceof BBOX)) throw unknown(where.getClass());
        if (where instanceof BBOX box && box.getBounds().getCoordinateReferenceSystem() != null)
            throw new Malformed("a coordinate system is named by filter-crs, not within BBOX");
        boolean propertyFirst = where.getExpression1() instanceof PropertyName;
        var property = property(propertyFirst ? where.getExpression1() : where.getExpression2());
        if (property.type() != ValueType.GEOMETRY) throw new Malformed(property.name() + " is no geometry");
        var other = propertyFirst ? where.getExpression2() : where.getExpression1();
        if (!(other instanceof org.geotools.api.filter.expression.Literal literal && literal.evaluate(null, Geometry.class) != null))
            throw new Malformed("INTERSECTS takes a property and a shape");
        return new Filter.Intersects(property, PreparedGeometryFactory.prepare(placed(literal.evaluate(null, Geometry.class))));
    }

    private Geometry placed(Geometry shape) {
        if (shape.getUserData() != null) throw new Malformed("a coordinate system is named by filter-crs, not within a shape");
        var moved = shape.copy();
        moved.apply(new CoordinateSequenceFilter() {
            @Override public void filter(CoordinateSequence points, int at) {
                var place = placing.wgs84(points.getX(at), points.getY(at));
                points.setOrdinate(at, 0, place.x);
                points.setOrdinate(at, 1, place.y);
            }

            @Override public boolean isDone() { return false; }

            @Override public boolean isGeometryChanged() { return true; }
        });
        if (!moved.isValid()) throw new Malformed("a shape crosses itself, or a hole lies outside of it");
        return moved;
    }

    private Term.Property property(Expression expression) {
        if (expression instanceof PropertyName name) return Cql2Text.property(name.getPropertyName(), queryables);
        throw new Malformed("'" + expression + "' where a property should be");
    }

    /** Of the type of what it is compared with. */
    private Term value(Expression expression, Term.Property with) {
        if (expression instanceof PropertyName) return Cql2Text.alike(with, Cql2Text.comparable(property(expression)));
        if (!(expression instanceof org.geotools.api.filter.expression.Literal literal) || literal.getValue() == null)
            throw new Malformed("'" + expression + "' where a value should be");
        return Cql2Text.alike(with, literal(literal.getValue(), with.type()));
    }

    private static Literal literal(Object value, ValueType wanted) {
        return switch (value) {
            case String text when wanted == ValueType.INSTANT -> new Literal(instant(text), wanted);
            case String text -> new Literal(text, ValueType.TEXT);
            case Number number -> new Literal(number.doubleValue(), ValueType.NUMBER);
            case Boolean truth -> new Literal(truth, ValueType.BOOLEAN);
            case java.util.Date date -> new Literal(Instant.ofEpochMilli(date.getTime()), ValueType.INSTANT);
            case org.geotools.api.temporal.Instant instant ->
                new Literal(Instant.ofEpochMilli(instant.getPosition().getDate().getTime()), ValueType.INSTANT);
            default -> throw new Malformed("'" + value + "' is not known here");
        };
    }

    private static Object instant(String text) {
        try {
            return ValueType.INSTANT.read(text);
        } catch (IllegalArgumentException e) {
            throw new Malformed(e.getMessage());
        }
    }
}
