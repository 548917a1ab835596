package onemap.gis.export;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV (RFC 4180) as Excel opens it: UTF-8 with a byte order mark, titles for people, times of China; what a sheet would take for a formula is defused. */
final class CsvFile {
    private static final char BYTE_ORDER_MARK = '\ufeff';
    /** What a spreadsheet runs when a cell begins with it (OWASP, CSV injection). */
    private static final String RUNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

    private CsvFile() {}

    /** The layers that have places, else all, as one table. */
    static void write(Export export, Path file) throws IOException {
        var points = export.layers().stream().filter(layer -> layer.shape() != Layer.Shape.NONE && !layer.name().equals("area")).toList();
        var layer = points.size() == 1 ? points.getFirst() : Layer.joined(points);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(BYTE_ORDER_MARK);
            var csv = new CSVPrinter(out, CSVFormat.RFC4180);
            var header = new ArrayList<>(layer.columns().stream().map(Column::title).toList());
            header.addAll(List.of("经度", "纬度"));
            csv.printRecord(header);
            for (var row : layer.rows()) {
                var line = new ArrayList<String>(row.cells().stream().map(CsvFile::text).toList());
                var at = row.place().filter(place -> !place.isEmpty()).map(place -> place.getInteriorPoint().getCoordinate());
                line.add(at.map(each -> String.valueOf(each.x)).orElse(""));
                line.add(at.map(each -> String.valueOf(each.y)).orElse(""));
                csv.printRecord(line);
            }
            csv.flush();
        }
    }

    private static String text(Cell cell) {
        return switch (cell) {
            case Cell.Text text -> defused(text.text());
            case Cell.Number number -> Numbers.plain(number.number());
            case Cell.Time time -> TIME.format(time.at());
            case Cell.Truth truth -> truth.is() ? "是" : "否";
            case Cell.Nothing nothing -> "";
        };
    }

    private static String defused(String text) { return !text.isEmpty() && RUNS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text; }
}
