package onemap.gis.table.reading;

import java.util.ArrayList;
import java.util.List;

/** Gives the rows beneath a cell merged downwards (one town for ten villages) what stands at its top. */
final class MergedDown {
    private record Open(int column, int lastRow, String text) {}

    private final List<Merge> merges;
    private final List<Open> open = new ArrayList<>();
    private int next;

    /** @param merges by their first row */
    MergedDown(List<Merge> merges, int headerRow) {
        this.merges = merges.stream().filter(merge -> merge.firstRow() > headerRow && merge.lastRow() > merge.firstRow()).toList();
    }

    void fill(int number, List<String> cells) {
        open.removeIf(each -> each.lastRow < number);
        for (Open each : open)
            if (cells.get(each.column).isEmpty()) cells.set(each.column, each.text);
        for (; next < merges.size() && merges.get(next).firstRow() <= number; next++) {
            Merge merge = merges.get(next);
            if (merge.firstRow() < number || merge.firstColumn() >= cells.size()) continue;
            open.removeIf(each -> each.column == merge.firstColumn()); // forged ones may lie over one another
            open.add(new Open(merge.firstColumn(), merge.lastRow(), cells.get(merge.firstColumn())));
        }
    }
}
