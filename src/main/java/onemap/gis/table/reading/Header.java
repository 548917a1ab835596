package onemap.gis.table.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import onemap.gis.table.Column;

/**
 * The header of a table that people made for people: below titles, over several rows, merged.
 *
 * @param columns named by the levels of the header joined with {@code /}
 * @param lastRow the number of its last row; 0 when the data begin at once
 */
record Header(List<Column> columns, int lastRow) {
    /** So many rows that are not empty are looked at. */
    static final int LOOKED_AT = 12;
    private static final int MOST_LEVELS = 3;
    /** More merged cells in a dozen rows are forged. */
    static final int MOST_MERGES = 2_000;
    private static final Pattern DATUM = Pattern.compile("-?\\d+[.,]\\d+|\\d{1,3}[°度].*|1[3-9]\\d{9}");
    private static final Pattern NUMBER = Pattern.compile("-?[\\d.,]+");

    /** @param head number and cells of the first rows that are not empty */
    static Header of(TreeMap<Integer, List<String>> head, List<Merge> merges) {
        var filled = new TreeMap<Integer, List<String>>();
        int width = head.values().stream().mapToInt(List::size).max().orElse(0);
        head.forEach((number, cells) -> filled.put(number, fill(number, cells, head, merges, width)));
        int widest = filled.values().stream().mapToInt(Header::filledCells).max().orElse(0);
        int first = filled.keySet().stream().filter(number -> isHeader(filled.get(number), widest)).findFirst().orElse(filled.firstKey());
        if (filled.get(first).stream().anyMatch(cell -> DATUM.matcher(cell).matches())) return new Header(lettered(filled), first - 1);
        var levels = new ArrayList<List<String>>();
        int last = first;
        levels.add(filled.get(first));
        while (levels.size() < MOST_LEVELS && filled.containsKey(last + 1) && goesOn(last, head, merges))
            levels.add(filled.get(++last));
        if (merges.isEmpty() && levels.size() > 1) levels.set(0, spread(levels.get(0), levels.get(1)));
        return new Header(named(levels), last);
    }

    private static List<String> fill(int number, List<String> cells, TreeMap<Integer, List<String>> head, List<Merge> merges, int width) {
        var filled = new ArrayList<>(cells);
        for (Merge merge : merges) {
            if (number < merge.firstRow() || number > merge.lastRow() || !head.containsKey(merge.firstRow())) continue;
            var top = head.get(merge.firstRow());
            String text = merge.firstColumn() < top.size() ? top.get(merge.firstColumn()) : "";
            for (int c = merge.firstColumn(); c <= Math.min(merge.lastColumn(), width - 1) && !text.isEmpty(); c++) {
                while (filled.size() <= c)
                    filled.add("");
                filled.set(c, text);
            }
        }
        return filled;
    }

    private static int filledCells(List<String> cells) { return (int) cells.stream().filter(cell -> !cell.isEmpty()).count(); }

    /** A title says one thing, and lines such as 填报单位 two or three: a header says many. */
    private static boolean isHeader(List<String> cells, int widest) {
        int different = (int) cells.stream().filter(cell -> !cell.isEmpty()).distinct().count();
        return widest == 1 || different >= 2 && filledCells(cells) * 2 >= widest;
    }

    private static boolean goesOn(int last, TreeMap<Integer, List<String>> head, List<Merge> merges) {
        for (Merge merge : merges) {
            if (merge.firstRow() <= last && merge.lastRow() > last) return true;
            if (merge.firstRow() == last && merge.lastRow() == last && merge.firstColumn() < merge.lastColumn())
                return isText(head.get(last
                        + 1));
        }
        return merges.isEmpty() && isSecondLevel(head.get(last), head.get(last + 1));
    }

    private static boolean isText(List<String> cells) {
        return cells.stream().noneMatch(cell -> NUMBER.matcher(cell).matches() || DATUM.matcher(cell).matches());
    }

    /** Where merges are not told (CSV): the lower row speaks only where the upper one is empty or opens such a gap. */
    private static boolean isSecondLevel(List<String> upper, List<String> lower) {
        boolean fillsGap = false;
        for (int c = 0; c < lower.size(); c++) {
            if (lower.get(c).isEmpty()) continue;
            boolean gap = at(upper, c).isEmpty();
            if (!gap && !(at(upper, c + 1).isEmpty() && !at(lower, c + 1).isEmpty())) return false;
            fillsGap |= gap;
        }
        return fillsGap && isText(lower);
    }

    private static List<String> spread(List<String> upper, List<String> lower) {
        var spread = new ArrayList<String>();
        for (int c = 0; c < Math.max(upper.size(), lower.size()); c++)
            spread.add(at(upper, c).isEmpty() && !at(lower, c).isEmpty() && c > 0 ? spread.get(c - 1) : at(upper, c));
        return spread;
    }

    private static String at(List<String> cells, int index) { return index < cells.size() ? cells.get(index) : ""; }

    private static List<Column> named(List<List<String>> levels) {
        int width = levels.stream().mapToInt(Header::width).max().orElse(0);
        var names = new ArrayList<String>();
        for (int c = 0; c < width; c++) {
            var parts = new LinkedHashSet<String>();
            for (var level : levels)
                if (!at(level, c).isEmpty()) parts.add(plain(at(level, c)));
            names.add(String.join("/", parts));
        }
        return columns(names);
    }

    /** Each name once: a column without one gets its letter, a second of the same name a number. */
    static List<Column> columns(List<String> names) {
        var seen = new HashSet<String>();
        var columns = new ArrayList<Column>();
        for (String name : names) {
            String base = name.isEmpty() ? Column.letter(columns.size()) : name;
            String unique = base;
            for (int n = 2; !seen.add(unique); n++)
                unique = base + " (" + n + ")";
            columns.add(new Column(columns.size(), unique));
        }
        return List.copyOf(columns);
    }

    private static int width(List<String> cells) {
        int width = cells.size();
        while (width > 0 && cells.get(width - 1).isEmpty())
            width--;
        return width;
    }

    /** Line breaks and spacing such as 名 称 are there for looks. */
    private static String plain(String header) {
        String oneLine = header.replaceAll("\\s+", " ");
        return oneLine.replaceAll("(?<=[\\p{IsHan}]) (?=[\\p{IsHan}])", "");
    }

    private static List<Column> lettered(TreeMap<Integer, List<String>> head) {
        int width = head.values().stream().mapToInt(Header::width).max().orElse(0);
        return columns(java.util.Collections.nCopies(width, ""));
    }
}
