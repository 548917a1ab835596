package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapefiles, zipped and loose, in the characters of their time. */
class ShapefileTableTest {
    private static final int LDID_GBK = 0x4D;

    @TempDir Path folder;

    @Test void knowsTheCharactersByCpgByLanguageAndByTheBytes() throws Refused {
        check(zipped(Samples.shapefile(StandardCharsets.UTF_8, Optional.of("UTF-8"), 0)));
        check(zipped(Samples.shapefile(Samples.GBK, Optional.of("GBK"), 0)));
        check(zipped(Samples.shapefile(Samples.GBK, Optional.empty(), LDID_GBK)));
        check(zipped(Samples.shapefile(Samples.GBK, Optional.empty(), 0)));
        check(zipped(Samples.shapefile(StandardCharsets.UTF_8, Optional.empty(), 0)));
    }

    @Test void readsLooseFilesLyingBesideEachOther() throws Refused, IOException {
        Samples.shapefile(Samples.GBK, Optional.of("936"), 0).forEach((name, bytes) -> Samples.file(folder, name, bytes));

        check(Samples.open(SourceFile.withCompanions(folder.resolve("点.shp"))));
    }

    @Test void declaresNothingWithoutAPrj() throws Refused {
        var files = Samples.shapefile(Samples.GBK, Optional.empty(), 0);
        files.remove("点.prj");

        assertThat(zipped(files).declaredSystem()).isEqualTo(new DeclaredSystem.None());
    }

    @Test void saysWhatIsMissing() {
        var files = Samples.shapefile(Samples.GBK, Optional.empty(), 0);
        files.remove("点.dbf");

        assertThat(catchThrowableOfType(Refused.class, () -> zipped(files)).reason().code()).isEqualTo("no_dbf");
    }

    /** Names that Chinese Windows wrote into the zip are no UTF-8. */
    @Test void opensAZipWhoseNamesAreGbk() throws Refused, IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes, Charset.forName("GBK"))) {
            for (var file : Samples.shapefile(Samples.GBK, Optional.empty(), 0).entrySet()) {
                zip.putNextEntry(new java.util.zip.ZipEntry("数据/" + file.getKey()));
                zip.write(file.getValue());
            }
        }

        var table = Samples.open(Samples.file(folder, "点.zip", bytes.toByteArray()));

        assertThat(table.part()).isEqualTo("点");
        check(table);
    }

    @Test void refusesMoreRecordsThanShapes() throws Refused {
        var files = Samples.shapefile(Samples.GBK, Optional.empty(), 0);
        files.put("点.dbf", Samples.dbf(Samples.GBK, 0, java.util.List.of("一", "二", "三")));
        var table = zipped(files);

        assertThat(catchThrowableOfType(Refused.class, () -> Samples.rows(table)).reason().row()).hasValue(3);
    }

    private Table zipped(Map<String, byte[]> files) throws Refused {
        return Samples.open(Samples.file(folder, "点.zip", Samples.zip(files)));
    }

    private static void check(Table table) throws Refused {
        assertThat(Samples.names(table)).containsExactly("名称", "COUNT");
        var rows = Samples.rows(table);
        assertThat(rows).extracting(row -> row.cells().getFirst()).containsExactly("石岭水库", "溪口村");
        assertThat(rows).extracting(row -> row.cells().getLast()).containsExactly("7", "7");
        assertThat(rows.get(1).geometry().orElseThrow().getCoordinate().x).isEqualTo(548_626.6995);
        assertThat(table.declaredSystem()).isEqualTo(new DeclaredSystem.Epsg(4549, "CGCS2000_3_Degree_GK_CM_120E"));
    }
}
