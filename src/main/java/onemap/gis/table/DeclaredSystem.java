package onemap.gis.table;

/** The coordinate system a file says it is in; a hint for the person, who must choose in any case. */
public sealed interface DeclaredSystem {
    /** It says nothing. */
    record None() implements DeclaredSystem {}

    record Epsg(int code, String name) implements DeclaredSystem {}

    /** It says something that is none of the systems we know, for example 北京 54 or a local one. */
    record Unknown(String name) implements DeclaredSystem {}
}
