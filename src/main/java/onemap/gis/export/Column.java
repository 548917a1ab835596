package onemap.gis.export;

/**
 * One column.
 *
 * @param key   ASCII, for programs; unique in its layer
 * @param title for people
 */
public record Column(String key, String title, Type type) {
    /** What stands in it. */
    public enum Type {
        TEXT, NUMBER, TIME, TRUTH
    }

    public Column { if (!key.matches("[A-Za-z][A-Za-z0-9_]*")) throw new IllegalArgumentException("column key " + key); }
}
