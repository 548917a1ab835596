package onemap.gis.cql2;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** What can be asked of a property: values of one type compare with one another and with nothing else. */
public enum ValueType {
    TEXT("character"), NUMBER("numeric"), BOOLEAN("boolean"), INSTANT("instant"), GEOMETRY("geometry");

    private final String word;

    ValueType(String word) { this.word = word; }

    /** As the standard calls it. */
    String word() { return word; }

    /** A value as it stands in a query or between quotes. @throws IllegalArgumentException when it is none of this type */
    Object read(String text) {
        try {
            return switch (this) {
                case TEXT -> text;
                case NUMBER -> finite(Double.parseDouble(text));
                case BOOLEAN -> truth(text);
                case INSTANT -> OffsetDateTime.parse(text).toInstant();
                case GEOMETRY -> throw new IllegalArgumentException("a geometry is asked for with bbox or filter");
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 2026-07-18T06:00:00Z", e);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
    }

    private static double finite(double number) {
        if (!Double.isFinite(number)) throw new NumberFormatException();
        return number;
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }
}
