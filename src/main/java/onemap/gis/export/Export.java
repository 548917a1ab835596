package onemap.gis.export;

import java.util.List;

/**
 * What is written into one file: tables, the first of them for whoever reads no further.
 *
 * @param title of the file, for people
 */
public record Export(String title, List<Layer> layers) {
    public Export { layers = List.copyOf(layers); }

    /** Those that a map can show. */
    List<Layer> placed() {
        return layers.stream().filter(layer -> layer.shape() != Layer.Shape.NONE).toList();
    }
}
