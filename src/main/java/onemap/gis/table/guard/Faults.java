package onemap.gis.table.guard;

import onemap.gis.table.Limits;
import onemap.gis.table.Reason;

/** The reasons for which a file of one name is refused. */
public record Faults(String file, Limits limits) {
    public Reason damaged(String zh, String en) { return reason("damaged", "文件已损坏:" + zh, "the file is damaged: " + en); }

    /** A library or the disk gave up; what it says is English and meant for programmers, so only its first line is told. */
    public Reason unreadable(Throwable fault) {
        String said = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
        String brief = said.length() > 120 ? said.substring(0, 120) + "…" : said;
        return damaged("无法读取(" + brief + ")", "it cannot be read (" + brief + ")");
    }

    public Reason wrongKind(String zh, String en) {
        return reason("wrong_kind", "这是" + zh + ",不能导入;请用 xlsx、CSV、Shapefile、GeoJSON 或 KML",
                "this is " + en + ", which cannot be imported; bring xlsx, CSV, Shapefile, GeoJSON or KML");
    }

    public Reason noRows() { return reason("no_rows", "没有表头,也没有数据行", "there is no header and no row"); }

    public Reason noPart(String part) {
        return reason("no_such_part", "没有名为“" + part + "”的工作表或图层", "there is no sheet or layer named “" + part + "”");
    }

    public Reason tooManyRows() {
        return reason("too_many_rows", "超过 " + limits.mostRows() + " 行,请分成几个文件", "more than " + limits.mostRows()
                + " rows; split the file");
    }

    public Reason tooManyColumns() {
        return reason("too_many_columns", "超过 " + limits.mostColumns() + " 列", "more than " + limits.mostColumns() + " columns");
    }

    public Reason cellTooLong() {
        return reason("cell_too_long", "单元格超过 " + limits.mostCellCharacters() + " 个字符", "a cell is longer than "
                + limits.mostCellCharacters() + " characters");
    }

    public Reason tooDeep() { return reason("too_deep", "嵌套超过 " + limits.deepest() + " 层", "nested deeper than " + limits.deepest()); }

    public Reason tooManyCoordinates() {
        return reason("too_many_coordinates", "一个图形超过 " + limits.mostShapeCoordinates() + " 个坐标点", "a shape has more than "
                + limits.mostShapeCoordinates() + " coordinates");
    }

    public Reason documentType() {
        return reason("document_type", "XML 含有 DTD 声明,出于安全不予读取", "the XML declares a DTD, which is not read for safety");
    }

    public Reason badShape(String zh, String en) { return reason("bad_geometry", zh, en); }

    public Reason reason(String code, String zh, String en) { return Reason.of(file, code, zh, en); }
}
