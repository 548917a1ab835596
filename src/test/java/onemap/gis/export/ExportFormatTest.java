package onemap.gis.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** Every format, read back by a program that is not ours: GDAL, fastexcel-reader. */
class ExportFormatTest {
    private static final GeometryFactory FACTORY = new GeometryFactory();
    private static final Instant AT = Instant.parse("2026-07-18T06:32:07Z");
    private static final String LONG = "很长的名称".repeat(60); // 900 bytes of UTF-8

    @TempDir Path temp;

    private static Export export() {
        var columns = List.of(new Column("name", "名称", Column.Type.TEXT), new Column("householdsToMove", "受威胁户数", Column.Type.NUMBER),
                new Column("households", "户数", Column.Type.NUMBER), new Column("observedAt", "数据时间", Column.Type.TIME),
                new Column("generator", "发电机", Column.Type.TRUTH));
        var shelters = new Layer("shelters", "避灾场所", Layer.Shape.POINT, columns,
                List.of(row(point(121.5, 29.25), "望海中学", 28, 1.5, Optional.of(AT)), row(Optional.empty(), "=1+1", -3, 0, Optional.empty()),
                        row(point(-0.25, -33.125), LONG, 1e9, 0, Optional.of(AT))));
        Geometry donut = FACTORY.createPolygon(FACTORY.createLinearRing(box(121, 29, 122, 30)),
                new org.locationtech.jts.geom.LinearRing[]{FACTORY.createLinearRing(box(121.25, 29.25, 121.5, 29.5))});
        var warnings = new Layer("warnings", "预警", Layer.Shape.AREA, List.of(new Column("name", "名称", Column.Type.TEXT)),
                List.of(new Layer.Row(Optional.of(FACTORY.createGeometryCollection(
                        new Geometry[]{donut, FACTORY.createPolygon(box(123, 29, 124, 30))})), List.of(Cell.of("台风红色预警")))));
        var sums = new Layer("sums", "汇总", Layer.Shape.NONE,
                List.of(new Column("category", "类别", Column.Type.TEXT), new Column("count", "数量", Column.Type.NUMBER)),
                List.of(new Layer.Row(Optional.empty(), List.of(Cell.of("避灾场所"), Cell.of(3)))));
        return new Export("城关街道", List.of(sums, shelters, warnings));
    }

    private static Optional<Geometry> point(double lon, double lat) { return Optional.of(FACTORY.createPoint(new Coordinate(lon, lat))); }

    private static Layer.Row row(Optional<Geometry> place, String name, double toMove, double households, Optional<Instant> at) {
        return new Layer.Row(place,
                List.of(Cell.of(name), Cell.of(toMove), Cell.of(households), at.<Cell>map(Cell.Time::new).orElse(Cell.NOTHING),
                        new Cell.Truth(true)));
    }

    private static Coordinate[] box(double west, double south, double east, double north) {
        return new Coordinate[]{new Coordinate(west, south), new Coordinate(east, south), new Coordinate(east, north),
                new Coordinate(west, north),
                new Coordinate(west, south)};
    }

    private Path written(ExportFormat format) throws IOException {
        var file = Files.createFile(temp.resolve("export." + format.ending()));
        format.write(export(), file);
        return file;
    }

    @Test void aWorkbookHasTheSumsFirstAndTextsThatStayTexts() throws IOException {
        try (var book = new ReadableWorkbook(written(ExportFormat.XLSX).toFile())) {
            var sheets = book.getSheets().toList();
            assertThat(sheets).extracting(sheet -> sheet.getName()).containsExactly("汇总", "避灾场所", "预警");
            var rows = sheets.get(1).read();
            assertThat(rows.get(0).stream().map(cell -> cell.getText()).toList()).containsExactly("名称", "受威胁户数", "户数", "数据时间", "发电机", "经度",
                    "纬度");
            assertThat(rows.get(1).getCellAsString(0)).contains("望海中学");
            assertThat(rows.get(1).getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("28");
            assertThat(rows.get(1).getCellAsDate(3).orElseThrow()).as("China's time").hasToString("2026-07-18T14:32:07");
            assertThat(rows.get(1).getCellAsNumber(5).orElseThrow()).isEqualByComparingTo("121.5");
            assertThat(rows.get(2).getCell(0).getFormula()).isNull();
            assertThat(rows.get(2).getCellAsString(0)).contains("=1+1");
            assertThat(rows.get(3).getCellAsString(0)).contains(LONG);
        }
    }

    @Test void csvOpensInExcelAndRunsNothing() throws IOException {
        var text = Files.readString(written(ExportFormat.CSV), StandardCharsets.UTF_8);
        var lines = text.split("\r\n");
        assertThat(lines[0]).isEqualTo("\ufeff类别,名称,受威胁户数,户数,数据时间,发电机,经度,纬度");
        assertThat(lines[1]).isEqualTo("避灾场所,望海中学,28,1.5,2026-07-18 14:32:07,是,121.5,29.25");
        assertThat(lines[2]).isEqualTo("避灾场所,'=1+1,-3,0,,是,,");
        assertThat(lines[3]).contains(",1000000000,");
        assertThat(lines).hasSize(5);
    }

    @Test void aCellThatASpreadsheetWouldRunIsDefused() throws IOException {
        for (String wicked : List.of("=cmd|'/c calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1")) {
            var layer = new Layer("a", "a", Layer.Shape.POINT, List.of(new Column("a", "a", Column.Type.TEXT)),
                    List.of(new Layer.Row(Optional.empty(), List.of(Cell.of(wicked)))));
            var file = temp.resolve("wicked.csv");
            ExportFormat.CSV.write(new Export("a", List.of(layer)), file);
            assertThat(Files.readString(file).split("\r\n", 2)[1].replaceFirst("^\"", "")).as(wicked).startsWith("'");
        }
    }

    @Test void gdalReadsAGeoPackage() throws Exception {
        var said = ogrinfo("-al", written(ExportFormat.GEOPACKAGE).toString());

        assertThat(said)
                .contains("Layer name: shelters", "Layer name: warnings", "Layer name: sums", "Geometry: Point", "Geometry: Multi Polygon")
                .contains("EPSG\",4326", "name (String) = 望海中学", "householdsToMove (Real) = 28", "2026/07/18 06:32:07",
                        "POINT (121.5 29.25)")
                .contains("generator (Integer(Boolean)) = 1", LONG);
        assertThat(said).contains("MULTIPOLYGON (((121 29,122 29,122 30,121 30,121 29),(121.25 29.25");
    }

    @Test void gdalReadsShapefilesWithChineseNamesAndCutFields() throws Exception {
        var zip = written(ExportFormat.SHAPEFILE);
        try (var entries = new ZipFile(zip.toFile())) {
            assertThat(entries.stream().map(entry -> entry.getName()).toList()).containsExactlyInAnyOrder("shelters.shp", "shelters.shx",
                    "shelters.dbf", "shelters.prj", "shelters.cpg", "warnings.shp", "warnings.shx", "warnings.dbf", "warnings.prj",
                    "warnings.cpg");
        }

        var said = ogrinfo("-al", "/vsizip/" + zip);

        assertThat(said).contains("name (String) = 望海中学", "household (Integer64) = 28".replace("household ", "households "),
                "POINT (121.5 29.25)",
                "name (String) = =1+1", "GEOGCRS[\"WGS 84\"");
        assertThat(said).as("two fields that begin alike").contains("household1 (Real) = 1.5");
        assertThat(said).as("cut between characters").contains("name (String) = " + LONG.substring(0, 84) + "\n");
        assertThat(said).contains("MULTIPOLYGON (((121 29,121 30,122 30,122 29,121 29),(121.25 29.25");
    }

    @Test void gdalReadsGeoJson() throws Exception {
        var said = ogrinfo("-al", written(ExportFormat.GEOJSON).toString());

        assertThat(said).contains("Feature Count: 4", "name (String) = 望海中学", "POINT (121.5 29.25)", "layer (String) = warnings");
    }

    @Test void nothingToWriteIsStillAFile() throws Exception {
        var empty = new Export("空",
                List.of(new Layer("shelters", "避灾场所", Layer.Shape.POINT, List.of(new Column("name", "名称", Column.Type.TEXT)), List.of())));
        for (var format : ExportFormat.values()) {
            var file = Files.createFile(temp.resolve("empty." + format.ending()));
            format.write(empty, file);
            if (format != ExportFormat.XLSX) ogrinfo(format == ExportFormat.SHAPEFILE ? "/vsizip/" + file : file.toString());
        }
    }

    private static String ogrinfo(String... arguments) throws Exception {
        boolean there = List.of(System.getenv("PATH").split(":"))
                .stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ogrinfo")));
        if (!there) {
            System.err
                    .println("\n*** SKIPPED: ogrinfo is not installed (Debian: gdal-bin); that GDAL reads our files was NOT tested ***\n");
            Assumptions.abort("ogrinfo is not installed");
        }
        var command = new ArrayList<>(List.of("ogrinfo", "-ro"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).doesNotContain("ERROR ").doesNotContain("Warning");
        return said;
    }
}
