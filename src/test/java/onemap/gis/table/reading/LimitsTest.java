package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import onemap.gis.table.Limits;
import onemap.gis.table.Reason;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made to fill the memory is refused by name (reliability.md A9), and what is something else is called so. */
class LimitsTest {
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final Limits SMALL = new Limits(8 << 20, 4 << 20, 100, 20, 1 << 20, 10, 100, 5, 16, 50);

    @TempDir Path folder;

    @Test void refusesWhatUnpacksToTooMuch() {
        assertThat(refusal("a.zip", Samples.zip(Map.of("a.shp", noise(5 << 20)))).code()).isEqualTo("too_large_unpacked");
        assertThat(refusal("a.zip", Samples.zip(Map.of("a.shp", new byte[3 << 20]))).code()).isEqualTo("compression_ratio");
    }

    @Test void refusesTooManyEntriesAndTwoOfOneName() {
        var many = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 21; i++)
            many.put(i + ".shp", new byte[1]);
        assertThat(refusal("a.zip", Samples.zip(many)).code()).isEqualTo("too_many_entries");

        byte[] twice = new String(Samples.zip(Map.of("a.shp", new byte[1], "b.shp", new byte[1])), StandardCharsets.ISO_8859_1)
                .replace("b.shp", "a.shp")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(refusal("a.zip", twice).code()).isEqualTo("duplicate_entry");
    }

    @Test void refusesACellFarToTheRightBeforeItsRowIsMade() {
        var reason = refusal("a.xlsx", XlsxTableTest.replaced(Samples.plainXlsx(), SHEET, "r=\"C3\"", "r=\"XFD3\""));

        assertThat(reason.code()).isEqualTo("too_many_columns");
        assertThat(reason.row()).hasValue(3);
        assertThat(reason.textZh()).contains("a.xlsx").contains("第 3 行").contains("XFD");
    }

    @Test void refusesDocumentTypesAndDepth() {
        assertThat(refusal("a.xlsx",
                XlsxTableTest.replaced(Samples.plainXlsx(), SHEET, "<worksheet", "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet")).code())
                .isEqualTo("document_type");
        assertThat(refusal("a.kml",
                Samples.KML.replace("<kml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><kml").getBytes(StandardCharsets.UTF_8)).code())
                .isEqualTo("document_type");
        assertThat(refusal("a.kml", Samples.KML.replace("<Folder>", "<Folder>".repeat(20)).getBytes(StandardCharsets.UTF_8)).code())
                .isEqualTo("too_deep");
        assertThat(refusal("a.geojson",
                Samples.GEO_JSON.replace("[\"a\",1]", "[".repeat(20) + "]".repeat(20)).getBytes(StandardCharsets.UTF_8)).code())
                .isEqualTo("too_deep");
    }

    @Test void refusesTooManyRowsColumnsAndCharacters() {
        assertThat(refusal("a.csv", ("a,b\n" + "1,2\n".repeat(30)).getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("too_many_rows");
        assertThat(refusal("a.csv", (",".repeat(20) + "\n").getBytes(StandardCharsets.UTF_8)).code()).isEqualTo("too_many_columns");
        var reason = refusal("a.csv", ("a,b\n1," + "x".repeat(101) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(reason.code()).isEqualTo("cell_too_long");
        assertThat(reason.row()).hasValue(2);
        assertThat(reason.column()).hasValue("B");
        assertThat(refusal("a.kml", Samples.KML.replace("0,0 4,0", "0,0 4,0 ".repeat(40)).getBytes(StandardCharsets.UTF_8)).code()).isIn(
                "too_many_coordinates");
    }

    @Test void saysWhatElseAFileIs() {
        assertThat(refusal("表.xlsx", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)).textZh()).startsWith("表.xlsx:这是一个 PDF");
        assertThat(refusal("表.xls", new byte[]{(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1}).en())
                .contains("save it as .xlsx");
        assertThat(refusal("表.xls", "<html><table>".getBytes(StandardCharsets.US_ASCII)).zh()).contains("网页");
        assertThat(refusal("a.zip", Samples.zip(Map.of("word/document.xml", new byte[1]))).zh()).contains("Word");
        assertThat(refusal("a.dbf", new byte[]{3, 1, 1}).code()).isEqualTo("no_shp");
        assertThat(refusal("a.csv", new byte[0]).code()).isEqualTo("empty_file");
    }

    private Reason refusal(String name, byte[] bytes) {
        SourceFile file = Samples.file(folder, name, bytes);
        return catchThrowableOfType(Refused.class, () -> Samples.rows(new Tables(SMALL).open(file, Optional.empty()))).reason();
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new java.util.Random(1).nextBytes(bytes);
        return bytes;
    }
}
