package onemap.gis.cql2;

/** What a filter says of a feature: a value that is missing makes it neither true nor false (three-valued logic, as in SQL). */
enum Truth {
    TRUE, FALSE, UNKNOWN;

    static Truth of(boolean value) { return value ? TRUE : FALSE; }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
