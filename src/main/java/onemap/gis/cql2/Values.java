package onemap.gis.cql2;

import java.util.Optional;

/** What a feature tells of its properties. */
public interface Values {
    /** A string, a {@code Double}, a boolean, an instant or a geometry (WGS-84, longitude first), as the type says; empty when it is not told, or not of that type. */
    Optional<Object> find(String property, ValueType type);
}
