package onemap.gis.table;

/**
 * A column of a table.
 *
 * @param index from 0
 * @param name  its header, levels of merged headers joined as {@code 地址/乡镇}; its letter when it has none
 */
public record Column(int index, String name) {
    /** As a spreadsheet calls it: 0 is A, 26 is AA. */
    public static String letter(int index) {
        var letters = new StringBuilder();
        for (int rest = index; rest >= 0; rest = rest / 26 - 1)
            letters.insert(0, (char) ('A' + rest % 26));
        return letters.toString();
    }
}
