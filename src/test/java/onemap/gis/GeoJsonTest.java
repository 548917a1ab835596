package onemap.gis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeoJsonTest {
    /** The example of RFC 7946, 1.5, with a feature of no geometry added. */
    private static final String EXAMPLE = """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","geometry":{"type":"Point","coordinates":[102.0,0.5]},"properties":{"prop0":"value0"}},
            {"type":"Feature","id":7,"geometry":{"type":"LineString","coordinates":[[102.0,0.0],[103.0,1.0],[104.0,0.0],[105.0,1.0]]},"properties":null},
            {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[100.0,0.0],[101.0,0.0],[101.0,1.0],[100.0,1.0],[100.0,0.0]]]},"properties":{}},
            {"type":"Feature","id":"none","geometry":null,"properties":{}}]}""";

    @Test void readsTheStandardsExample() throws IOException {
        List<GeoJson.Feature> features = read(EXAMPLE);

        assertEquals("value0", features.get(0).text("prop0").orElseThrow());
        assertEquals("7", features.get(1).id().orElseThrow());
        assertEquals(1, features.get(2).geometry().orElseThrow().getArea());
        assertTrue(features.get(3).geometry().isEmpty());
    }

    @Test void writesWhatItReads() throws IOException {
        for (String geometry : List.of("{\"type\":\"Point\",\"coordinates\":[121.5,29.2]}",
                "{\"type\":\"MultiPoint\",\"coordinates\":[[1.5,2.5],[3.5,4.5]]}",
                "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0.5,0.5],[9.5,0.5],[9.5,9.5],[0.5,0.5]],[[7.5,2.5],[8.5,2.5],[8.5,3.5],[7.5,2.5]]]]}",
                "{\"type\":\"MultiLineString\",\"coordinates\":[[[0.5,0.5],[1.5,1.5]]]}",
                "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1.5,2.5]}]}"))
            assertEquals(geometry, GeoJson.write(GeoJson.geometry(new ObjectMapper().readTree(geometry)), 6).toString());
    }

    @Test void namesTheFaultAndItsFeature() {
        assertFault("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[3320113,500000]}}",
                "feature 0: position [3320113,500000] is not");
        assertFault("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[\"1\",2]}}", "feature 0: position");
        assertFault("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1],[0,1],[0,2]]]}}",
                "ring is not closed");
        assertFault("{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0]]}}", "line of one position");
        assertFault("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Circle\"}}", "geometry of type 'Circle'");
        assertThrows(IOException.class, () -> read("[]"));
        assertThrows(IOException.class, () -> read("{"));
        assertThrows(IOException.class, () -> read(""));
    }

    private static void assertFault(String feature, String message) {
        var fault = assertThrows(IOException.class, () -> read("{\"type\":\"FeatureCollection\",\"features\":[" + feature + "]}"));
        assertThat(fault).hasMessageContaining(message);
    }

    private static List<GeoJson.Feature> read(String text) throws IOException {
        return GeoJson.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
