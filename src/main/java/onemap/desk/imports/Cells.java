package onemap.desk.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.gis.table.Reason;
import onemap.gis.table.Row;
import onemap.gis.table.meaning.Columns;
import onemap.gis.table.meaning.Meaning;
import onemap.gis.table.Texts;

/** The cells of one row by what their columns mean; what cannot be read ends the making of the row, named by row and column. */
final class Cells {
    private static final int LONGEST_TEXT = 500;
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?(?:[T ].*)?");

    private final String file;
    private final Columns columns;
    private final Row row;

    Cells(String file, Columns columns, Row row) {
        this.file = file;
        this.columns = columns;
        this.row = row;
    }

    /** Why a cell cannot be used. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Reason reason;

        private Wrong(Reason reason) {
            super(reason.textEn(), null, false, false);
            this.reason = reason;
        }

        Reason reason() { return reason; }
    }

    Wrong wrong(Meaning meaning, String code, String zh, String en) {
        var reason = Reason.of(file, code, zh, en).atRow(row.number());
        return new Wrong(columns.find(meaning).map(column -> reason.inColumn(column.name())).orElse(reason));
    }

    boolean has(Meaning meaning) { return columns.find(meaning).isPresent(); }

    String text(Meaning meaning) {
        String text = Texts.strip(columns.text(row, meaning));
        if (text.length() > LONGEST_TEXT) throw wrong(meaning, "text_too_long", "超过 500 字", "more than 500 characters");
        return text;
    }

    /** 120, 1,200, 120人, full-width; nothing is 0. */
    int count(Meaning meaning) {
        String text = text(meaning);
        String digits = Texts.halfWidth(text).replaceAll("[,\\s]", "").replaceFirst("(?:\\.0+)?[人张户口名个]?$", "");
        if (text.isEmpty()) return 0;
        if (!digits.matches("\\d{1,8}"))
            throw wrong(meaning, "no_count", "“" + text + "”不是整数", "“" + text + "” is not a whole number");
        return Integer.parseInt(digits);
    }

    /** Nothing is empty. */
    Optional<Double> number(Meaning meaning) {
        String text = text(meaning);
        String digits = Texts.halfWidth(text).replaceAll("[,\\s]", "").replaceFirst("(?<=\\d)(?:m|米)$", "");
        if (text.isEmpty()) return Optional.empty();
        if (!digits.matches("[-+]?\\d{1,12}(?:\\.\\d{1,12})?"))
            throw wrong(meaning, "no_number", "“" + text + "”不是数字", "“" + text + "” is not a number");
        return Optional.of(Double.parseDouble(digits));
    }

    /** 2027-05-31, 2027/5/31, 2027年5月31日; nothing is empty. */
    Optional<LocalDate> date(Meaning meaning) {
        String text = Texts.halfWidth(text(meaning));
        if (text.isEmpty()) return Optional.empty();
        var parts = DATE.matcher(text);
        try {
            if (parts.matches())
                return Optional.of(LocalDate.of(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3))));
        } catch (DateTimeException impossible) {
            // told below
        }
        throw wrong(meaning, "no_date", "“" + text + "”不是日期", "“" + text + "” is not a date");
    }

    /** Several words of one cell: 甲苯、丙酮. */
    List<String> list(Meaning meaning) {
        return Arrays.stream(text(meaning).split("[、,,;;/\\n]+")).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** Only what a column tells is said, so that what stands stays. */
    void copy(Meaning meaning, String name, ObjectNode properties) {
        if (has(meaning) && !(text(meaning).isEmpty() && !properties.has(name))) properties.put(name, text(meaning));
    }

    void copyCount(Meaning meaning, String name, ObjectNode properties) { if (has(meaning)) properties.put(name, count(meaning)); }

    void copyNumber(Meaning meaning, String name, ObjectNode properties) {
        number(meaning).ifPresent(value -> properties.put(name, value));
    }

    void copyList(Meaning meaning, String name, ObjectNode properties) {
        if (!has(meaning)) return;
        var array = properties.putArray(name);
        list(meaning).forEach(array::add);
    }
}
