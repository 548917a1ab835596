package onemap.web.ogc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The pyramid of the web's maps (OGC 17-083r4, D.1). */
final class WebMercatorQuad {
    static final String ID = "WebMercatorQuad";
    static final String TITLE = "Google Maps Compatible for the World";
    static final String URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad";
    static final String CRS = "http://www.opengis.net/def/crs/EPSG/0/3857";
    static final String PATH = "/ogc/tileMatrixSets/" + ID;
    private static final int SIZE = 256;
    private static final double EDGE_METRES = Math.PI * 6_378_137;
    /** Pixel of 0.28 mm, as the standard has it (6.2.1). */
    private static final double PIXEL_METRES = 0.28e-3;

    private WebMercatorQuad() {}

    static JsonObject definition(int deepest) {
        var matrices = new JsonArray();
        for (int zoom = 0; zoom <= deepest; zoom++) {
            double cell = 2 * EDGE_METRES / SIZE / (1L << zoom);
            matrices.add(new JsonObject().put("id", String.valueOf(zoom))
                    .put("scaleDenominator", cell / PIXEL_METRES)
                    .put("cellSize", cell)
                    .put("cornerOfOrigin", "topLeft")
                    .put("pointOfOrigin", new JsonArray().add(-EDGE_METRES).add(EDGE_METRES))
                    .put("tileWidth", SIZE)
                    .put("tileHeight", SIZE)
                    .put("matrixWidth", 1L << zoom)
                    .put("matrixHeight", 1L << zoom));
        }
        return new JsonObject().put("id", ID)
                .put("title", TITLE)
                .put("uri", URI)
                .put("crs", CRS)
                .put("orderedAxes", new JsonArray().add("X").add("Y"))
                .put("wellKnownScaleSet", "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible")
                .put("tileMatrices", matrices);
    }
}
