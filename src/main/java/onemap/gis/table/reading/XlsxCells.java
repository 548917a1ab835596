package onemap.gis.table.reading;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.gis.table.Texts;
import org.dhatim.fastexcel.reader.Cell;

/** Cells of a sheet as the text a person would read there. */
final class XlsxCells {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** What of a number format is no date: quoted, escaped and bracketed parts, and everything after the first section. */
    private static final Pattern NOT_DATE = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\[[^\\]]*\\]|;.*");
    private static final Pattern DATE = Pattern.compile("[yYdDhHsS年月日时]|[mM]+");
    /** Excel's days end with the year 9999. */
    private static final double LAST_DAY = 2_958_466;

    private final boolean from1904;

    XlsxCells(boolean from1904) { this.from1904 = from1904; }

    String text(Cell cell) {
        return switch (cell.getType()) {
            case EMPTY -> "";
            case STRING, BOOLEAN, ERROR -> said(cell);
            case NUMBER -> number(cell);
            case FORMULA -> cell.getValue() instanceof BigDecimal ? number(cell) : said(cell);
        };
    }

    private static String said(Cell cell) {
        Object value = cell.getValue();
        return Texts.strip(value == null ? Optional.ofNullable(cell.getRawValue()).orElse("") : value.toString());
    }

    private String number(Cell cell) {
        String raw = Optional.ofNullable(cell.getRawValue()).orElse("");
        double value;
        try {
            value = Double.parseDouble(raw);
        } catch (NumberFormatException fault) {
            return Texts.strip(raw);
        }
        if (!Double.isFinite(value)) return raw;
        return isDate(cell) && value >= 0 && value < LAST_DAY ? date(value) : plain(value, raw);
    }

    /** Sheets write 0.1 + 0.2 with all its digits; the shortest decimal that is the same number is what was meant. Long ids keep what stands there. */
    private static String plain(double value, String raw) {
        if (raw.matches("-?\\d{1,30}")) return raw;
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    private static boolean isDate(Cell cell) {
        int id = Optional.ofNullable(cell.getDataFormatId()).orElse(0);
        if (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 45 && id <= 47 || id >= 50 && id <= 58) return true; // ECMA-376 part 1, 18.8.30
        String format = Optional.ofNullable(cell.getDataFormatString()).orElse("");
        String bare = NOT_DATE.matcher(format).replaceAll("");
        return !bare.equalsIgnoreCase("general") && !bare.contains("0") && !bare.contains("#") && DATE.matcher(bare).find()
                || format.matches(".*[yYdD年月日].*[mMdD年月日].*") && !bare.contains("#") && DATE.matcher(bare).find();
    }

    private String date(double days) {
        long whole = (long) Math.floor(days);
        // Lotus' 29 February 1900 counts as day 60
        var day = from1904
                ? LocalDateTime.of(1904, 1, 1, 0, 0).plusDays(whole)
                : LocalDateTime.of(1899, 12, whole < 60 ? 31 : 30, 0, 0).plusDays(whole);
        long seconds = Math.round((days - whole) * 86_400);
        var time = day.plusSeconds(seconds);
        if (seconds == 0) return DAY.format(time);
        if (whole == 0) return LocalTime.ofSecondOfDay(Math.min(seconds, 86_399)).toString();
        return (time.getSecond() == 0 ? MINUTE : SECOND).format(time);
    }
}
