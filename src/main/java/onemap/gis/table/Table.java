package onemap.gis.table;

import java.util.ArrayList;
import java.util.List;

/** The rows of a file, one at a time; holds nothing open between readings, and may be read again. */
public interface Table {
    Format format();

    /** Which sheet or layer this is; empty when the format knows but one. */
    String part();

    /** The sheets or layers to choose from, hidden ones left out. */
    List<String> parts();

    List<Column> columns();

    /** Rows may carry geometry of their own, so that no columns of coordinates are needed. */
    boolean carriesGeometry();

    DeclaredSystem declaredSystem();

    /**
     * Hands over the rows in the order of the file.
     *
     * @throws Refused when the file is damaged or passes a limit; rows handed over before are no reason to keep them
     */
    void read(Taker taker) throws Refused;

    /** For the preview. */
    default List<Row> first(int most) throws Refused {
        var rows = new ArrayList<Row>();
        if (most > 0) read(row -> {
            rows.add(row);
            return rows.size() < most;
        });
        return rows;
    }

    /** Takes one row after the other. */
    @FunctionalInterface
    interface Taker {
        /** @return whether another one is wanted */
        boolean take(Row row) throws Refused;
    }
}
