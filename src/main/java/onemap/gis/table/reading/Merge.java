package onemap.gis.table.reading;

import java.util.Optional;
import java.util.regex.Pattern;

/** Cells of a sheet shown as one: rows from 1 as in the sheet, columns from 0, both ends included. */
record Merge(int firstRow, int lastRow, int firstColumn, int lastColumn) {
    private static final Pattern RANGE = Pattern.compile("\\$?([A-Z]{1,3})\\$?(\\d{1,7}):\\$?([A-Z]{1,3})\\$?(\\d{1,7})");

    /** Of {@code B2:D3}; empty when it is no such range (ECMA-376 part 1, 18.3.1.55). */
    static Optional<Merge> parse(String range) {
        var parts = RANGE.matcher(range);
        if (!parts.matches()) return Optional.empty();
        return Optional
                .of(new Merge(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(4)), column(parts.group(1)), column(parts
                        .group(3))));
    }

    static int column(String letters) {
        int number = 0;
        for (int i = 0; i < letters.length(); i++)
            number = number * 26 + letters.charAt(i) - 'A' + 1;
        return number - 1;
    }
}
