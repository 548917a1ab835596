package onemap.gis.cql2;

import java.util.Optional;

/** One side of a comparison: a property or a value that was written down. */
sealed interface Term {
    ValueType type();

    /** Empty when the feature does not tell it. */
    Optional<Object> of(Values feature);

    /** Of the feature. */
    record Property(String name, ValueType type) implements Term {
        @Override public Optional<Object> of(Values feature) { return feature.find(name, type); }
    }

    /** A string, a double, a boolean, an instant or a geometry. */
    record Literal(Object value, ValueType type) implements Term {
        @Override public Optional<Object> of(Values feature) { return Optional.of(value); }
    }
}
