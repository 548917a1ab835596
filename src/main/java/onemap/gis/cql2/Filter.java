package onemap.gis.cql2;

import java.util.List;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.prep.PreparedGeometry;

/** A condition on features, however it was written down; made by {@link Cql2Text} and {@link Ecql}. Thread-safe. */
public sealed interface Filter {
    /** Whether the feature belongs to the answer: true, and not merely unknown. */
    default boolean accepts(Values feature) {
        return test(feature) == Truth.TRUE;
    }

    Truth test(Values feature);

    /** The property has that value. @throws IllegalArgumentException when the text is none of the property's type */
    static Filter equal(String property, ValueType type, String text) {
        return new Compare(new Term.Property(property, type), Comparison.EQUAL, new Term.Literal(type.read(text), type));
    }

    /** Always the same. */
    record Constant(boolean value) implements Filter {
        @Override public Truth test(Values feature) { return Truth.of(value); }
    }

    /** False when one is false. */
    record And(List<Filter> all) implements Filter {
        @Override public Truth test(Values feature) {
            var result = Truth.TRUE;
            for (var each : all) {
                var truth = each.test(feature);
                if (truth == Truth.FALSE) return truth;
                if (truth == Truth.UNKNOWN) result = truth;
            }
            return result;
        }
    }

    /** True when one is true. */
    record Or(List<Filter> any) implements Filter {
        @Override public Truth test(Values feature) {
            var result = Truth.FALSE;
            for (var each : any) {
                var truth = each.test(feature);
                if (truth == Truth.TRUE) return truth;
                if (truth == Truth.UNKNOWN) result = truth;
            }
            return result;
        }
    }

    /** The opposite. */
    record Not(Filter of) implements Filter {
        @Override public Truth test(Values feature) { return of.test(feature).not(); }
    }

    /** Two terms of one type. */
    record Compare(Term left, Comparison how, Term right) implements Filter {
        @Override public Truth test(Values feature) {
            var one = left.of(feature);
            var other = right.of(feature);
            return one.isEmpty() || other.isEmpty() ? Truth.UNKNOWN : Truth.of(how.holds(order(one.get(), other.get())));
        }

        @SuppressWarnings("unchecked") // the parser lets only terms of one type meet
        static int order(Object one, Object other) { return ((Comparable<Object>) one).compareTo(other); }
    }

    /** From the lowest to the highest, both included. */
    record Between(Term term, Term lowest, Term highest) implements Filter {
        @Override public Truth test(Values feature) {
            return new And(List.of(new Compare(term, Comparison.AT_LEAST, lowest), new Compare(term, Comparison.AT_MOST, highest)))
                    .test(feature);
        }
    }

    /** Text that fits a pattern wholly. */
    record Like(Term term, Glob pattern) implements Filter {
        @Override public Truth test(Values feature) {
            return term.of(feature).map(text -> Truth.of(pattern.matches((String) text))).orElse(Truth.UNKNOWN);
        }
    }

    /** One of several. */
    record In(Term term, List<Term> list) implements Filter {
        @Override public Truth test(Values feature) {
            Optional<Object> value = term.of(feature);
            if (value.isEmpty()) return Truth.UNKNOWN;
            return Truth
                    .of(list.stream().flatMap(each -> each.of(feature).stream()).anyMatch(each -> Compare.order(value.get(), each) == 0));
        }
    }

    /** Not told. */
    record IsNull(Term term) implements Filter {
        @Override public Truth test(Values feature) { return Truth.of(term.of(feature).isEmpty()); }
    }

    /** Shares a point with a shape. */
    record Intersects(Term term, PreparedGeometry shape) implements Filter {
        @Override public Truth test(Values feature) {
            return term.of(feature).map(geometry -> Truth.of(shape.intersects((Geometry) geometry))).orElse(Truth.UNKNOWN);
        }
    }

    /** How two values compare. */
    enum Comparison {
        EQUAL("="), UNEQUAL("<>"), LESS("<"), MORE(">"), AT_MOST("<="), AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) { this.sign = sign; }

        static Optional<Comparison> of(String sign) {
            for (var each : values())
                if (each.sign.equals(sign)) return Optional.of(each);
            return Optional.empty();
        }

        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case MORE -> order > 0;
                case AT_MOST -> order <= 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }
}
