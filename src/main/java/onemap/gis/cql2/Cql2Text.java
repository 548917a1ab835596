package onemap.gis.cql2;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import onemap.gis.cql2.Filter.Comparison;
import onemap.gis.cql2.Term.Literal;
import onemap.gis.cql2.Term.Property;
import onemap.gis.cql2.Token.Sort;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;

/**
 * Reads CQL2 Text (OGC 21-065r2): Basic CQL2, the advanced comparisons LIKE, BETWEEN and IN, and of the spatial functions S_INTERSECTS with any shape.
 * What is not known, or does not compare, is refused by its name and place.
 */
public final class Cql2Text {
    private static final int MOST_CHARACTERS = 64 * 1024;
    /** Of brackets and NOTs; more is nobody's question. */
    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 2_000;

    private final Tokens tokens;
    private final Map<String, ValueType> queryables;
    private final Placing placing;

    private Cql2Text(Tokens tokens, Map<String, ValueType> queryables, Placing placing) {
        this.tokens = tokens;
        this.queryables = queryables;
        this.placing = placing;
    }

    /** It is no filter, or asks for what there is not; the message is for who wrote it. */
    public static final class Malformed extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Malformed(String message) { super(message); }
    }

    /**
     * @param queryables what can be asked for, by name
     * @param placing    where the positions of its shapes are
     * @throws Malformed when it is no such filter
     */
    public static Filter parse(String text, Map<String, ValueType> queryables, Placing placing) {
        if (text.length() > MOST_CHARACTERS) throw new Malformed("a filter is longer than " + MOST_CHARACTERS + " characters");
        var reader = new Cql2Text(new Tokens(text), queryables, placing);
        var filter = reader.or(0);
        if (reader.tokens.peek().sort() != Sort.END) throw reader.tokens.unexpected("AND, OR or the end");
        return filter;
    }

    private Filter or(int depth) {
        if (depth > DEEPEST) throw new Malformed("a filter is nested deeper than " + DEEPEST);
        var any = new ArrayList<>(List.of(and(depth)));
        while (tokens.takes("OR"))
            any.add(and(depth));
        return any.size() == 1 ? any.getFirst() : new Filter.Or(List.copyOf(any));
    }

    private Filter and(int depth) {
        var all = new ArrayList<>(List.of(factor(depth)));
        while (tokens.takes("AND"))
            all.add(factor(depth));
        return all.size() == 1 ? all.getFirst() : new Filter.And(List.copyOf(all));
    }

    private Filter factor(int depth) {
        if (tokens.takes("NOT")) {
            if (depth > DEEPEST) throw new Malformed("a filter is nested deeper than " + DEEPEST);
            return new Filter.Not(factor(depth + 1));
        }
        if (tokens.takesSign("(")) {
            var inner = or(depth + 1);
            tokens.expectSign(")");
            return inner;
        }
        return predicate();
    }

    private Filter predicate() {
        var first = tokens.peek();
        boolean called = first.sort() == Sort.NAME && tokens.peekNext().isSign("(") && !first.is("DATE") && !first.is("TIMESTAMP");
        if (called) return function();
        var term = term();
        if (term instanceof Literal(Boolean value, ValueType type) && !continues()) return new Filter.Constant(value);
        return comparison(term);
    }

    /** Whether what follows goes on with a comparison. */
    private boolean continues() {
        return Comparison.of(tokens.peek().text()).isPresent() || tokens.peek().is("IS") || tokens.peek().is("IN")
                || tokens.peek().is("NOT");
    }

    private Filter function() {
        if (!tokens.peek().is("S_INTERSECTS"))
            throw new Malformed("there is no function " + tokens.peek().text() + "; there are S_INTERSECTS, DATE, TIMESTAMP");
        tokens.take();
        tokens.expectSign("(");
        var one = shapeOrProperty();
        tokens.expectSign(",");
        var other = shapeOrProperty();
        tokens.expectSign(")");
        if (one instanceof Property property && other instanceof Literal literal) return intersects(property, literal);
        if (one instanceof Literal literal && other instanceof Property property) return intersects(property, literal);
        throw new Malformed("S_INTERSECTS takes a property and a shape");
    }

    private static Filter intersects(Property property, Literal shape) {
        return new Filter.Intersects(property, PreparedGeometryFactory.prepare((Geometry) shape.value()));
    }

    private Term shapeOrProperty() {
        if (Wkt.begins(tokens) && tokens.peek().sort() == Sort.NAME && !queryables.containsKey(tokens.peek().text()))
            return new Literal(new Wkt(tokens, placing).shape(), ValueType.GEOMETRY);
        var property = property();
        if (property.type() != ValueType.GEOMETRY) throw new Malformed(property.name() + " is no geometry");
        return property;
    }

    private Filter comparison(Term term) {
        var how = Comparison.of(tokens.peek().text()).filter(found -> tokens.peek().sort() == Sort.SIGN);
        if (how.isPresent()) {
            tokens.take();
            return new Filter.Compare(comparable(term), how.get(), alike(term, term()));
        }
        if (tokens.takes("IS")) {
            boolean negated = tokens.takes("NOT");
            tokens.expect("NULL");
            return negatedIf(negated, new Filter.IsNull(term));
        }
        boolean negated = tokens.takes("NOT");
        if (tokens.takes("LIKE")) return negatedIf(negated, like(term));
        if (tokens.takes("BETWEEN")) return negatedIf(negated, between(term));
        if (tokens.takes("IN")) return negatedIf(negated, in(term));
        throw tokens.unexpected(negated ? "LIKE, BETWEEN or IN" : "a comparison");
    }

    private static Filter negatedIf(boolean negated, Filter filter) { return negated ? new Filter.Not(filter) : filter; }

    private Filter like(Term term) {
        if (term.type() != ValueType.TEXT) throw new Malformed("LIKE is for texts, not for " + shown(term));
        return new Filter.Like(term, Glob.of(tokens.string()));
    }

    private Filter between(Term term) {
        var lowest = alike(comparable(term), term());
        tokens.expect("AND");
        return new Filter.Between(term, lowest, alike(term, term()));
    }

    private Filter in(Term term) {
        var list = new ArrayList<Term>();
        tokens.expectSign("(");
        do {
            list.add(alike(comparable(term), term()));
            if (list.size() > MOST_VALUES) throw new Malformed("IN has more than " + MOST_VALUES + " values");
        } while (tokens.takesSign(","));
        tokens.expectSign(")");
        return new Filter.In(term, List.copyOf(list));
    }

    private Term term() {
        var token = tokens.peek();
        return switch (token.sort()) {
            case STRING -> new Literal(tokens.string(), ValueType.TEXT);
            case NUMBER, SIGN -> new Literal(tokens.number(), ValueType.NUMBER);
            case NAME -> named().orElseGet(this::property);
            case QUOTED_NAME -> property();
            case END -> throw tokens.unexpected("a property or a value");
        };
    }

    private Optional<Term> named() {
        if (tokens.takes("TRUE")) return Optional.of(new Literal(true, ValueType.BOOLEAN));
        if (tokens.takes("FALSE")) return Optional.of(new Literal(false, ValueType.BOOLEAN));
        boolean date = tokens.peek().is("DATE");
        if (!tokens.peekNext().isSign("(") || !date && !tokens.peek().is("TIMESTAMP")) return Optional.empty();
        tokens.take();
        tokens.expectSign("(");
        String told = tokens.string();
        tokens.expectSign(")");
        return Optional.of(new Literal(instant(told, date), ValueType.INSTANT));
    }

    /** A day begins at midnight UTC. */
    private static Instant instant(String told, boolean date) {
        try {
            return date ? LocalDate.parse(told).atStartOfDay(ZoneOffset.UTC).toInstant() : OffsetDateTime.parse(told).toInstant();
        } catch (DateTimeException e) {
            throw new Malformed("'" + told + "' is no " + (date ? "day such as 2026-07-18" : "time such as 2026-07-18T06:00:00Z"));
        }
    }

    private Property property() {
        var token = tokens.peek();
        if (token.sort() != Sort.NAME && token.sort() != Sort.QUOTED_NAME) throw tokens.unexpected("a property");
        var property = property(token.text(), queryables);
        tokens.take();
        return property;
    }

    /** @throws Malformed when there is none of that name */
    static Property property(String name, Map<String, ValueType> queryables) {
        var type = queryables.get(name);
        if (type == null)
            throw new Malformed("there is no property " + name + "; there are " + String.join(", ", new TreeSet<>(queryables.keySet())));
        return new Property(name, type);
    }

    static Term comparable(Term term) {
        if (term.type() == ValueType.GEOMETRY) throw new Malformed(shown(term) + " is a geometry: ask with S_INTERSECTS");
        return term;
    }

    static Term alike(Term one, Term other) {
        if (one.type() != other.type())
            throw new Malformed(shown(one) + " is " + one.type().word() + ", " + shown(other) + " is " + other.type().word());
        return other;
    }

    static String shown(Term term) { return term instanceof Property property ? property.name() : "'" + ((Literal) term).value() + "'"; }
}
