package onemap.gis.cql2;

/** What can be asked of a property: values of one type compare with one another and with nothing else. */
public enum ValueType {
    TEXT("character"), NUMBER("numeric"), BOOLEAN("boolean"), INSTANT("instant"), GEOMETRY("geometry");

    private final String word;

    ValueType(String word) { this.word = word; }

    /** As the standard calls it. */
    String word() { return word; }
}
