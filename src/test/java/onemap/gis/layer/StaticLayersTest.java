package onemap.gis.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Envelope;

/** Whatever format a county's file has, it becomes a layer by the catalogue alone, and a broken one says why. */
class StaticLayersTest {
    /** 121.45 to 121.50 E, 29.18 to 29.22 N in EPSG:4549; gdaltransform of GDAL 3.6. */
    private static final double[] GAUSS_KRUGER = {641048.9007, 3230090.3267, 640994.1411, 3234524.6390, 645856.5839, 3234585.7595,
            645913.2333,
            3230151.3946, 641048.9007, 3230090.3267};
    private static final CoordinateSystems SYSTEMS = new CoordinateSystems();

    @TempDir Path folder;

    private Catalogue catalogue(String... layers) throws IOException {
        String text = """
                {"county": {"code": "331099", "name": "望海县", "nameEn": "Wanghai", "home": [121, 29, 122, 30]}, "layers": [%s]}"""
                .formatted(String.join(",", layers));
        return Catalogue.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String layer(String id, String file, String more) {
        return """
                {"id": "%s", "use": "layer", "title": "图", "titleEn": "Map", "file": "%s", "source": "office", "licence": "own", "date": "2026-01-01", %s}"""
                .formatted(id, file, more);
    }

    @Test void aShapefileInGaussKruegerWithGbkAttributesBecomesGeoJsonInWgs84() throws IOException {
        ShapeFiles.areas(folder, "积水区", List.of("名称", "等级"), List.of(new ShapeFiles.Shape(List.of("城东低洼区", "一级"), List.of(GAUSS_KRUGER))));
        var catalogue = catalogue(layer("flood", "积水区.shp", "\"epsg\": 4549"));

        try (var layers = new StaticLayers(catalogue, folder, SYSTEMS).start()) {
            var things = layers.things("flood").orElseThrow();

            var box = things.bounds();
            assertThat(new double[]{box.getMinX(), box.getMaxX(), box.getMinY(), box.getMaxY()})
                    .containsExactly(new double[]{121.45, 121.50, 29.18, 29.22}, within(1e-6));
            assertThat(things.in(new Envelope(121.46, 121.47, 29.19, 29.20))).hasSize(1);
            assertThat(things.in(new Envelope(121.6, 121.7, 29.19, 29.20))).isEmpty();
            var ready = (LayerState.Ready) layers.state("flood");
            var feature = new ObjectMapper().readTree(ready.geoJson().plain()).at("/features/0");
            assertThat(feature.at("/properties/名称").asText()).isEqualTo("城东低洼区");
            assertThat(feature.at("/geometry/type").asText()).contains("Polygon");
        }
    }

    @Test void tablesOfPlacesAreLayersToo() throws IOException {
        Files.write(folder.resolve("井盖.csv"), "名称,经度,纬度\n一号,121.5,29.2\n二号,不详,29.2\n".getBytes(Charset.forName("GBK")));
        Files.writeString(folder.resolve("line.kml"),
                """
                        <kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>溪</name><LineString><coordinates>121.4,29.1 121.5,29.2</coordinates>
                        </LineString></Placemark></Document></kml>""");

        try (var layers = new StaticLayers(
                catalogue(layer("lids", "井盖.csv", "\"epsg\": 4326"), layer("brook", "line.kml", "\"epsg\": 4326")),
                folder, SYSTEMS).start()) {
            var lids = layers.things("lids").orElseThrow();
            assertThat(lids.list()).hasSize(1);
            assertThat(lids.refused()).isEqualTo(1);
            assertThat(lids.firstFault().orElseThrow().textZh()).contains("井盖.csv", "第 3 行", "不详");
            assertThat(layers.things("brook").orElseThrow().list().getFirst().geometry().getNumPoints()).isEqualTo(2);
        }
    }

    @Test void aBrokenFileIsNamedAndTheOthersAreThere() throws IOException {
        Files.write(folder.resolve("broken.zip"), new byte[]{'P', 'K', 3, 4, 0, 0});
        Files.writeString(folder.resolve("good.geojson"),
                """
                        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[121.5,29.2]}}]}""");
        var catalogue = catalogue(layer("broken", "broken.zip", "\"epsg\": 4549"), layer("gone", "没有.shp", "\"epsg\": 4549"),
                layer("strange", "good.geojson", "\"crs\": \"EPSG:2000\""), layer("good", "good.geojson", "\"epsg\": 4326"));

        try (var layers = new StaticLayers(catalogue, folder, SYSTEMS).start()) {
            assertThat(layers.things("good").orElseThrow().list()).hasSize(1);
            assertThat(layers.things("broken")).isEmpty();
            assertThat(((LayerState.Broken) layers.state("broken")).reason().textZh()).contains("broken.zip");
            assertThat(((LayerState.Broken) layers.state("gone")).reason().textEn()).contains("没有.shp", "no such file");
            assertThat(((LayerState.Broken) layers.state("strange")).reason().textZh()).contains("EPSG:2000");
        }
    }

    @Test void theCatalogueRefusesAStyleNobodyCanDrawAndAFileElsewhere() {
        assertThatThrownBy(() -> catalogue(layer("a", "a.shp", "\"style\": {\"colour\": \"red\"}"))).hasMessageContaining("layer a")
                .hasMessageContaining("red");
        assertThatThrownBy(() -> catalogue(layer("a", "a.shp", "\"style\": {\"colour\": \"road\", \"width\": 99}")))
                .hasMessageContaining("width");
        assertThatThrownBy(() -> catalogue(layer("a", "../a.shp", "\"epsg\": 4326"))).hasMessageContaining("../a.shp");
        assertThatThrownBy(() -> catalogue(layer("a", "a.shp", "\"epsg\": 4326"), layer("a", "b.shp", "\"epsg\": 4326")))
                .hasMessageContaining("two layers");
    }
}
