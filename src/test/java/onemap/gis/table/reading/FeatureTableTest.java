package onemap.gis.table.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import onemap.gis.table.DeclaredSystem;
import onemap.gis.table.Format;
import onemap.gis.table.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GeoJSON and KML as tables. */
class FeatureTableTest {
    @TempDir Path folder;

    @Test void readsFeaturesOfAllShapes() throws Refused {
        var table = Samples.open(Samples.file(folder, "a.geojson", Samples.GEO_JSON));

        assertThat(Samples.names(table)).containsExactly("名称", "容量", "标签", "空", "id", "另列");
        assertThat(table.declaredSystem()).isEqualTo(new DeclaredSystem.Epsg(4490, "urn:ogc:def:crs:EPSG::4490"));
        var rows = Samples.rows(table);
        assertThat(rows.get(0).cells()).containsExactly("石岭水库", "120.50", "[\"a\",1]", "", "7", "");
        assertThat(rows).extracting(row -> row.geometry().map(Object::toString).orElse(""))
                .containsExactly("POINT (120.6 29.15)",
                        "LINESTRING (120 29, 120.1 29.1)", "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1))", "");
    }

    /** One impossible shape does not take the others with it. */
    @Test void tellsTheFeatureWhoseShapeCannotBe() throws Refused {
        var rows = Samples.rows(Samples
                .open(Samples.file(folder, "a.geojson", Samples.GEO_JSON.replace("[[0,0],[4,0],[4,4],[0,0]]", "[[0,0],[4,0],[4,4]]"))));

        assertThat(rows.get(2).fault().orElseThrow().textZh()).contains("第 3 行").contains("环没有闭合");
        assertThat(rows.get(1).fault()).isEmpty();
    }

    @Test void readsPlacemarksOfKmlAndKmz() throws Refused {
        for (var file : new onemap.gis.table.SourceFile[]{Samples.file(folder, "a.kml", Samples.KML),
                Samples.file(folder, "a.kmz", Samples.zip(Map.of(
                        "doc.kml", Samples.KML.getBytes(StandardCharsets.UTF_8))))}) {
            var table = Samples.open(file);

            assertThat(table.format()).isEqualTo(file.name().endsWith("z") ? Format.KMZ : Format.KML);
            assertThat(Samples.names(table)).containsExactly("id", "name", "容量", "乡镇");
            assertThat(table.declaredSystem()).isEqualTo(new DeclaredSystem.Epsg(4326, "KML"));
            var rows = Samples.rows(table);
            assertThat(rows.get(0).cells()).containsExactly("p1", "石岭水库", "300", "石岭镇");
            assertThat(rows).extracting(row -> row.geometry().map(Object::toString).orElse(""))
                    .containsExactly("POINT (120.6 29.15)",
                            "POLYGON ((0 0, 4 0, 4 4, 0 0), (2 1, 3 1, 3 2, 2 1))", "");
            assertThat(rows.get(2).fault().orElseThrow().textEn()).contains("row 3").contains("12x,3");
        }
    }

    @Test void saysWhereAJsonBreaks() {
        var refused = catchThrowableOfType(Refused.class,
                () -> Samples.open(Samples.file(folder, "a.geojson", Samples.GEO_JSON.substring(0, 300))));

        assertThat(refused.reason().code()).isEqualTo("damaged");
        assertThat(refused.reason().row()).hasValue(2);
    }

    @Test void saysOfOtherJsonWhatItIs() {
        assertThat(catchThrowableOfType(Refused.class, () -> Samples.open(Samples.file(folder, "a.json", "{\"a\":1}"))).reason().code())
                .isEqualTo("wrong_kind");
        assertThat(
                catchThrowableOfType(Refused.class, () -> Samples.open(Samples.file(folder, "a.json", "{\"type\":\"Topology\"}"))).reason()
                        .zh())
                .contains(
                        "TopoJSON");
    }
}
