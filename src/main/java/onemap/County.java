package onemap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import onemap.gis.Divisions;
import onemap.gis.GeoJson;
import onemap.gis.Hillshade;
import onemap.gis.Terrain;
import onemap.gis.terrain.Ground;
import org.locationtech.jts.geom.Envelope;

/** The county's files in {@code gis-data/}, as the server needs them. */
final class County {
    /** Warnings are matched on a raster this much larger than the county; beyond it each is asked exactly. */
    private static final double SURROUNDINGS_DEGREES = 0.5;

    private final Path folder;
    private final Catalogue catalogue;

    private County(Path folder, Catalogue catalogue) {
        this.folder = folder;
        this.catalogue = catalogue;
    }

    static County read(Path folder) {
        try (InputStream in = Files.newInputStream(folder.resolve("catalogue.json"))) {
            return new County(folder, Catalogue.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + "/catalogue.json cannot be read: " + e.getMessage(), e);
        }
    }

    Path folder() { return folder; }

    Catalogue catalogue() { return catalogue; }

    Envelope surroundings() {
        var box = new Envelope(catalogue.home());
        box.expandBy(SURROUNDINGS_DEGREES);
        return box;
    }

    Divisions divisions() { return Divisions.of(features("boundary"), features("towns"), features("villages")); }

    Ground ground(CoordinateSystems systems) { return new Ground(catalogue, folder, systems); }

    /** The base map drawn from that ground; without any, all is as dark as the sea. */
    Hillshade hillshade(Ground ground) {
        return new Hillshade(ground.terrain().orElseGet(() -> new Terrain(surroundings(), 1, 1, new float[]{-1})), divisions().county());
    }

    private List<GeoJson.Feature> features(String layer) {
        String file = catalogue.find(layer).orElseThrow(() -> new IllegalStateException("gis-data has no layer " + layer)).file();
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
            return GeoJson.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(folder.resolve(file) + ": " + e.getMessage(), e);
        }
    }

    /** Rows of all registers, as they stand in the files. */
    List<JsonNode> registerRows() {
        var rows = new ArrayList<JsonNode>();
        var json = new ObjectMapper();
        for (var layer : catalogue.layers()) {
            if (layer.use() != Catalogue.Use.REGISTER) continue;
            try {
                json.readTree(folder.resolve(layer.file()).toFile()).path("features").forEach(rows::add);
            } catch (IOException e) {
                throw new UncheckedIOException(folder.resolve(layer.file()) + ": " + e.getMessage(), e);
            }
        }
        return rows;
    }
}
