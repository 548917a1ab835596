package onemap.gis.export;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.locationtech.jts.geom.Geometry;

/** Writes a workbook (ECMA-376): one sheet for each layer, with titles for people, places as two columns and times of China. */
final class XlsxFile {
    /** Rows written at once; a sheet is never whole in memory. */
    private static final int ROWS_AT_ONCE = 1_000;
    /** ECMA-376, 18.3.1.73: rows of a sheet, the header among them. */
    private static final int MOST_ROWS = 1_048_576 - 1;
    /** UTC+8, without daylight saving since 1991. */
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final String NEVER_IN_A_SHEETS_NAME = "[\\[\\]:*?/\\\\]";

    private XlsxFile() {}

    static void write(Export export, Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file)); var book = new Workbook(out, "onemap", "1.0")) {
            for (Layer layer : export.layers())
                sheet(book.newWorksheet(layer.title().replaceAll(NEVER_IN_A_SHEETS_NAME, " ")), layer);
        }
    }

    private static void sheet(Worksheet sheet, Layer layer) throws IOException {
        if (layer.rows().size() > MOST_ROWS)
            throw new IllegalArgumentException("a sheet takes " + MOST_ROWS + " rows at most 行数超过 Excel 上限");
        sheet.freezePane(0, 1);
        int columns = layer.columns().size();
        for (int i = 0; i < columns; i++)
            header(sheet, i, layer.columns().get(i).title(), layer.columns().get(i).type() == Column.Type.NUMBER ? 12 : 20);
        if (layer.shape() == Layer.Shape.POINT) {
            header(sheet, columns, "经度", 12);
            header(sheet, columns + 1, "纬度", 12);
        }
        int line = 1;
        for (var row : layer.rows()) {
            for (int i = 0; i < columns; i++)
                cell(sheet, line, i, row.cells().get(i));
            if (layer.shape() == Layer.Shape.POINT && row.place().isPresent()) place(sheet, line, columns, row.place().get());
            if (line++ % ROWS_AT_ONCE == 0) sheet.flush();
        }
        sheet.finish();
    }

    private static void header(Worksheet sheet, int column, String title, int width) {
        sheet.value(0, column, title);
        sheet.style(0, column).bold().set();
        sheet.width(column, width);
    }

    private static void place(Worksheet sheet, int line, int column, Geometry point) {
        sheet.value(line, column, point.getCoordinate().x);
        sheet.value(line, column + 1, point.getCoordinate().y);
    }

    /** A text stays a text, whatever sign it begins with: only {@code formula} writes formulas. */
    private static void cell(Worksheet sheet, int line, int column, Cell cell) {
        switch (cell) {
            case Cell.Text text -> sheet.value(line, column, text.text());
            case Cell.Number number -> sheet.value(line, column, number.number());
            case Cell.Truth truth -> sheet.value(line, column, truth.is() ? "是" : "否");
            case Cell.Time time -> {
                sheet.value(line, column, LocalDateTime.ofInstant(time.at(), CHINA));
                sheet.style(line, column).format("yyyy-mm-dd hh:mm:ss").set();
            }
            case Cell.Nothing nothing -> {
            } // the cell is not written
        }
    }
}
