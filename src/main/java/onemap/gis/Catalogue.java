package onemap.gis;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Envelope;

/**
 * What lies in {@code gis-data/}: {@code catalogue.json}.
 *
 * @param code   of the county, 6 digits (GB/T 2260)
 * @param home   what the first view of the map shows, degrees
 * @param layers in drawing order, the lowest first
 */
public record Catalogue(String code, String name, String nameEn, Envelope home, List<Layer> layers) {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    /** A plain name in the same folder, as people call their files. */
    private static final Pattern FILE = Pattern.compile("[^./\\\\:*?\"<>|\\p{Cntrl}][^/\\\\:*?\"<>|\\p{Cntrl}]*\\.[A-Za-z0-9]+");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    public Catalogue {
        layers = List.copyOf(layers);
        var ids = new HashSet<String>();
        for (Layer layer : layers)
            if (!ids.add(layer.id)) throw new IllegalArgumentException("catalogue: two layers are called " + layer.id);
    }

    /** What a layer is for. */
    public enum Use {
        /** Drawn under everything. */
        BASE,
        /** Read into the journal once. */
        REGISTER,
        /** Heights under the base map. */
        TERRAIN,
        /** Things that stay, on a screen's map when somebody switches them on: any format that can be imported. */
        LAYER,
        /** Tiles made elsewhere, in one file: MBTiles or PMTiles. */
        TILES
    }

    /**
     * One file.
     *
     * @param id      name in {@code /tiles/base/{id}.geojson} and {@code /tiles/layer/{id}}
     * @param file    plain file name in the same folder
     * @param terrain how to read the heights of a picture that does not tell; only for {@link Use#TERRAIN}
     * @param drawing how screens show it
     */
    public record Layer(String id, Use use, String title, String titleEn, String file, int epsg, String source, String licence, String date,
            Optional<Terrain.Scale> terrain, Drawing drawing) {
        public Layer {
            if (!ID.matcher(id).matches()) throw new IllegalArgumentException("catalogue layer " + id + ": id is not a-z, 0-9 and -");
            if (!FILE.matcher(file).matches()) throw new IllegalArgumentException("catalogue layer " + id + ": file " + file);
            if (use == Use.TILES && id.equals("hillshade"))
                throw new IllegalArgumentException("catalogue layer hillshade: the name is taken");
            if (terrain.isPresent() && use != Use.TERRAIN)
                throw new IllegalArgumentException("catalogue layer " + id + ": bounds are for terrain only");
        }
    }

    /**
     * How a screen shows a layer.
     *
     * @param crs   of the file as people name it: {@code EPSG:4549}, {@code GCJ-02}
     * @param sheet of a workbook or archive; the first when empty
     * @param shown on from the start
     */
    public record Drawing(String crs, Optional<String> sheet, boolean shown, Style style) {}

    /**
     * Reads {@code catalogue.json}.
     *
     * @throws IOException              when it cannot be read or is no JSON
     * @throws IllegalArgumentException when an entry lacks something; the message names it
     */
    public static Catalogue read(InputStream in) throws IOException {
        JsonNode root = JSON.readTree(in);
        JsonNode county = root.path("county");
        var layers = new ArrayList<Layer>();
        for (JsonNode node : root.path("layers"))
            layers.add(layer(node));
        return new Catalogue(text(county, "code"), text(county, "name"), text(county, "nameEn"), envelope(county, "home"), layers);
    }

    public Optional<Layer> find(String id) { return layers.stream().filter(layer -> layer.id.equals(id)).findFirst(); }

    private static Layer layer(JsonNode node) {
        var terrain = node.has("bounds")
                ? Optional.of(
                        new Terrain.Scale(envelope(node, "bounds"), node.path("unitMetres").asDouble(), node.path("zeroMetres").asDouble()))
                : Optional.<Terrain.Scale>empty();
        return new Layer(text(node, "id"), use(text(node, "use")), text(node, "title"), text(node, "titleEn"), text(node, "file"),
                node.path("epsg").asInt(), text(node, "source"), text(node, "licence"), text(node, "date"), terrain, drawing(node));
    }

    private static Drawing drawing(JsonNode node) {
        try {
            var sheet = Optional.of(node.path("sheet").asText("")).filter(name -> !name.isEmpty());
            return new Drawing(node.path("crs").asText("EPSG:" + node.path("epsg").asInt()), sheet, node.path("shown").asBoolean(false),
                    Style.read(node.path("style")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("catalogue layer " + node.path("id").asText() + ": " + e.getMessage(), e);
        }
    }

    private static Use use(String word) {
        return switch (word) {
            case "base" -> Use.BASE;
            case "register" -> Use.REGISTER;
            case "terrain" -> Use.TERRAIN;
            case "layer" -> Use.LAYER;
            case "tiles" -> Use.TILES;
            default -> throw new IllegalArgumentException("catalogue use " + word);
        };
    }

    private static String text(JsonNode node, String name) {
        if (!node.path(name).isTextual()) throw new IllegalArgumentException("catalogue: no " + name + " in " + node);
        return node.get(name).asText();
    }

    /** West, south, east, north. */
    private static Envelope envelope(JsonNode node, String name) {
        JsonNode box = node.path(name);
        if (box.size() != 4) throw new IllegalArgumentException("catalogue: " + name + " is not [west, south, east, north]");
        return new Envelope(box.get(0).asDouble(), box.get(2).asDouble(), box.get(1).asDouble(), box.get(3).asDouble());
    }
}
