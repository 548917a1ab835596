package onemap.gis.table.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import onemap.gis.table.Format;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;

/** Tells by the first bytes what a file is, and of what cannot be imported what it is instead. */
final class Sniffer {
    private static final int HEAD_BYTES = 16 * 1024;

    private record Mark(String hex, String zh, String en) {}

    private static final List<Mark> OTHERS = List.of(new Mark("25504446", "一个 PDF", "a PDF"),
            new Mark("52617221", "一个 RAR 压缩包", "a RAR archive"),
            new Mark("377ABCAF271C", "一个 7z 压缩包", "a 7z archive"), new Mark("1F8B", "一个 gzip 压缩包", "a gzip archive"),
            new Mark("FFD8FF", "一张 JPEG 图片",
                    "a JPEG picture"),
            new Mark("89504E47", "一张 PNG 图片", "a PNG picture"), new Mark("47494638", "一张 GIF 图片", "a GIF picture"),
            new Mark("414331", "一张 DWG 图纸", "a DWG drawing"), new Mark("53514C69746520666F726D617420", "一个 SQLite 或 GeoPackage 数据库",
                    "an SQLite or GeoPackage database"),
            new Mark("49492A00", "一张 TIFF 图片", "a TIFF picture"), new Mark("4D4D002A", "一张 TIFF 图片",
                    "a TIFF picture"),
            new Mark("7B5C727466", "一个 RTF 文档", "an RTF document"), new Mark("4D5A", "一个程序", "a program"), new Mark(
                    "7F454C46", "一个程序", "a program"));

    private final Faults faults;

    Sniffer(Faults faults) { this.faults = faults; }

    Format sniff(SourceFile file) throws IOException, Refused {
        byte[] head = head(file);
        if (head.length == 0) throw faults.reason("empty_file", "文件是空的", "the file is empty").refused();
        String hex = hex(head);
        for (Mark mark : OTHERS)
            if (hex.startsWith(mark.hex)) throw faults.wrongKind(mark.zh, mark.en).refused();
        if (hex.startsWith("D0CF11E0A1B1")) throw oldOffice(head);
        if (hex.startsWith("504B0304") || hex.startsWith("504B0506")) return zipped(file);
        if (hex.startsWith("0000270A")) return Format.SHAPEFILE;
        if (lower(file).endsWith(".dbf") || lower(file).endsWith(".shx") || lower(file).endsWith(".prj") || lower(file).endsWith(".cpg"))
            return companion(file);
        return text(head);
    }

    /** Of a loose shapefile any file may be named first. */
    private Format companion(SourceFile file) throws Refused {
        if (file.findEnding(".shp").isPresent()) return Format.SHAPEFILE;
        throw faults.reason("no_shp", "这是 Shapefile 的附属文件,缺少 .shp;请把 .shp、.dbf、.prj 一起打包成 zip",
                "this is a companion file of a Shapefile without its .shp; put .shp, .dbf and .prj into one zip").refused();
    }

    private Refused oldOffice(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).replace("\0", "");
        if (text.contains("EncryptedPackage"))
            return faults.wrongKind("一个加密的 Office 文件(请先去掉密码)", "an encrypted Office file (take the password off first)")
                    .refused();
        if (text.contains("WordDocument")) return faults.wrongKind("一个旧版 Word 文档", "an old Word document").refused();
        return faults
                .wrongKind("一个旧版 Excel (.xls) 或加密的 Office 文件(请另存为 .xlsx)",
                        "an old Excel (.xls) or encrypted Office file (save it as .xlsx)")
                .refused();
    }

    private Format zipped(SourceFile file) throws IOException, Refused {
        try (var archive = Archive.peek(file.bytes(), faults)) {
            if (archive.findEnding("xl/workbook.bin").isPresent())
                throw faults.wrongKind("一个 xlsb 工作簿(请另存为 .xlsx)",
                        "an xlsb workbook (save it as .xlsx)").refused();
            if (archive.names().stream().anyMatch(name -> name.startsWith("xl/"))) return Format.XLSX;
            if (archive.findEnding(".shp").isPresent()) return Format.SHAPEFILE_ZIP;
            if (archive.findEnding(".kml").isPresent()) return Format.KMZ;
            if (archive.has("word/document.xml")) throw faults.wrongKind("一个 Word 文档", "a Word document").refused();
            if (archive.has("ppt/presentation.xml")) throw faults.wrongKind("一个 PowerPoint 文件", "a PowerPoint file").refused();
            if (archive.has("content.xml"))
                throw faults.wrongKind("一个 OpenDocument 文件(请另存为 .xlsx)", "an OpenDocument file (save it as .xlsx)")
                        .refused();
            throw faults.wrongKind("一个压缩包,里面没有 .shp 或 .kml", "an archive without .shp or .kml").refused();
        }
    }

    private Format text(byte[] head) throws Refused {
        if (hex(head).startsWith("FFFE") || hex(head).startsWith("FEFF")) return Format.CSV; // UTF-16, as Excel's "Unicode text"
        for (byte each : head)
            if (each == 0) throw faults.wrongKind("一个二进制文件", "a binary file").refused();
        String text = new String(head, StandardCharsets.UTF_8).replace("\uFEFF", "").stripLeading();
        if (text.startsWith("{")) return Format.GEOJSON;
        if (text.startsWith("[{") || text.startsWith("[\n") || text.startsWith("[ "))
            throw faults.wrongKind("一个 JSON 数组,不是 GeoJSON",
                    "a JSON array and no GeoJSON").refused();
        return text.startsWith("<") ? markup(text.toLowerCase(Locale.ROOT)) : Format.CSV;
    }

    private Format markup(String text) throws Refused {
        if (text.contains("<kml") || text.contains(":kml")) return Format.KML;
        if (text.contains("<!doctype html") || text.contains("<html") || text.contains("<table"))
            throw faults.wrongKind("一个网页(有些系统把网页存成 .xls;请用 Excel 另存为 .xlsx)",
                    "a web page (some systems name it .xls; save it from Excel as .xlsx)").refused();
        if (text.contains("<workbook"))
            throw faults.wrongKind("一个 Excel 2003 XML 表格(请另存为 .xlsx)", "an Excel 2003 XML table (save it as .xlsx)").refused();
        if (text.contains("opengis.net/gml")) throw faults.wrongKind("一个 GML 文件", "a GML file").refused();
        if (text.contains("<gpx")) throw faults.wrongKind("一个 GPX 轨迹", "a GPX track").refused();
        if (text.contains("<svg")) throw faults.wrongKind("一张 SVG 图片", "an SVG picture").refused();
        throw faults.wrongKind("一个 XML 文件,不是 KML", "an XML file and no KML").refused();
    }

    private static byte[] head(SourceFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.bytes())) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    private static String hex(byte[] head) {
        var hex = new StringBuilder();
        for (int i = 0; i < Math.min(16, head.length); i++)
            hex.append(String.format("%02X", head[i]));
        return hex.toString();
    }

    private static String lower(SourceFile file) { return file.name().toLowerCase(Locale.ROOT); }
}
