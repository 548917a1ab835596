package onemap.gis.table.reading;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onemap.gis.table.Limits;
import onemap.gis.table.Refused;
import onemap.gis.table.Row;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import org.dhatim.fastexcel.Workbook;

/** Files of every format, made small. */
final class Samples {
    static final Charset GBK = Charset.forName("GB18030");
    static final String PRJ_4549 = """
            PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",\
            SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
            PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],\
            PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";
    static final String GEO_JSON = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"properties":{"名称":"石岭水库","容量":120.50,"标签":["a",1],"空":null},
             "geometry":{"type":"Point","coordinates":[120.6,29.15,3]}},
            {"type":"Feature","properties":{"名称":"溪","另列":true},"geometry":{"coordinates":[[120,29],[120.1,29.1]],"type":"LineString"}},
            {"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4],[0,0]],[[2,1],[3,1],[3,2],[2,1]]]}},
            {"type":"Feature","properties":{"名称":"没有位置"},"geometry":null}],
            "crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}}""";
    static final String KML = """
            <?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>文件夹</name>
            <Placemark id="p1"><name>石岭水库</name><ExtendedData><Data name="容量"><displayName>x</displayName><value>300</value></Data>
            <SchemaData><SimpleData name="乡镇">石岭镇</SimpleData></SchemaData></ExtendedData>
            <Point><coordinates> 120.6,29.15,0 </coordinates></Point></Placemark>
            <Placemark><name>面</name><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 4,0 4,4 0,0</coordinates></LinearRing></outerBoundaryIs>
            <innerBoundaryIs><LinearRing><coordinates>2,1 3,1 3,2 2,1</coordinates></LinearRing></innerBoundaryIs></Polygon></Placemark>
            <Placemark><name>坏</name><Point><coordinates>12x,3</coordinates></Point></Placemark>
            </Folder></Document></kml>""";

    private Samples() {}

    static SourceFile file(Path folder, String name, byte[] bytes) {
        try {
            return SourceFile.of(name, Files.write(folder.resolve(name), bytes));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static SourceFile file(Path folder, String name, String text) { return file(folder, name, text.getBytes(StandardCharsets.UTF_8)); }

    static byte[] xlsx(Consumer<Workbook> made) {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "onemap", "1.0")) {
            made.accept(workbook);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }

    /** A list of three shelters under a plain header. */
    static byte[] plainXlsx() {
        return xlsx(workbook -> {
            var sheet = workbook.newWorksheet("安置点");
            var rows = List.of(List.of("名称", "经度", "纬度"), List.of("甲", "120.5", "29.2"), List.of("乙", "120.6", "29.3"),
                    List.of("丙", "120.7", "29.4"));
            for (int r = 0; r < rows.size(); r++)
                for (int c = 0; c < 3; c++)
                    sheet.value(r, c, rows.get(r).get(c));
        });
    }

    static byte[] zip(Map<String, byte[]> entries) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return bytes.toByteArray();
    }

    /** Two points in EPSG:4549 with a name each (ESRI Shapefile Technical Description; dBASE III). */
    static Map<String, byte[]> shapefile(Charset charset, Optional<String> cpg, int languageId) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("点.shp", shp());
        files.put("点.dbf", dbf(charset, languageId, List.of("石岭水库", "溪口村")));
        files.put("点.prj", PRJ_4549.getBytes(StandardCharsets.UTF_8));
        cpg.ifPresent(name -> files.put("点.cpg", name.getBytes(StandardCharsets.US_ASCII)));
        return files;
    }

    private static byte[] shp() {
        var bytes = ByteBuffer.allocate(100 + 2 * 28);
        bytes.putInt(0, 9994).putInt(24, bytes.capacity() / 2);
        bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(28, 1000).putInt(32, 1);
        for (int i = 0; i < 2; i++) {
            int at = 100 + i * 28;
            bytes.order(ByteOrder.BIG_ENDIAN).putInt(at, i + 1).putInt(at + 4, 10);
            bytes.order(ByteOrder.LITTLE_ENDIAN).putInt(at + 8, 1).putDouble(at + 12, 548_625.6995 + i).putDouble(at + 20, 3_231_540.3179);
        }
        return bytes.array();
    }

    static byte[] dbf(Charset charset, int languageId, List<String> names) {
        var bytes = ByteBuffer.allocate(32 + 2 * 32 + 1 + names.size() * 31).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(0, (byte) 3).putInt(4, names.size()).putShort(8, (short) 97).putShort(10, (short) 31).put(29, (byte) languageId);
        bytes.put(32, "名称".getBytes(charset)).put(43, (byte) 'C').put(48, (byte) 20);
        bytes.put(64, "COUNT".getBytes(charset)).put(75, (byte) 'N').put(80, (byte) 10);
        bytes.put(96, (byte) 0x0D).position(97);
        for (String name : names) {
            byte[] record = " ".repeat(31).getBytes(StandardCharsets.US_ASCII);
            byte[] text = name.getBytes(charset);
            System.arraycopy(text, 0, record, 1, Math.min(20, text.length));
            record[30] = '7';
            bytes.put(record);
        }
        return bytes.array();
    }

    static Table open(SourceFile file) throws Refused { return new Tables(Limits.USUAL).open(file, Optional.empty()); }

    static List<Row> rows(Table table) throws Refused { return table.first(Integer.MAX_VALUE); }

    static List<String> names(Table table) { return table.columns().stream().map(column -> column.name()).toList(); }
}
