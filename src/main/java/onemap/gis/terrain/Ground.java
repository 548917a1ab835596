package onemap.gis.terrain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import onemap.domain.LonLat;
import onemap.gis.Catalogue;
import onemap.gis.CoordinateSystems;
import onemap.gis.Terrain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The county's terrain 地形, read when it is first asked for: a picture of heights, a GeoTIFF or an ASCII grid. Thread-safe; the first call takes seconds. */
public final class Ground {
    private static final Logger log = LoggerFactory.getLogger(Ground.class);

    private final Path folder;
    private final Optional<Catalogue.Layer> layer;
    private final CoordinateSystems systems;
    private boolean tried;
    private Optional<Terrain> terrain = Optional.empty();
    private volatile Optional<String> fault = Optional.empty();

    public Ground(Catalogue catalogue, Path folder, CoordinateSystems systems) {
        this.folder = folder;
        this.systems = systems;
        layer = catalogue.layers().stream().filter(each -> each.use() == Catalogue.Use.TERRAIN).findFirst();
    }

    /**
     * How high a place is.
     *
     * @param metres           above mean sea level
     * @param resolutionMetres size of a cell
     */
    public record Elevation(double metres, double resolutionMetres, Catalogue.Layer source) {}

    /** Empty where nobody measured. */
    public Optional<Elevation> at(LonLat place) {
        return terrain().filter(ground -> ground.bounds().contains(place.lonDegrees(), place.latDegrees()))
                .map(ground -> new Elevation(ground.heightMetres(place.lonDegrees(), place.latDegrees()), ground.resolutionMetres(),
                        layer.orElseThrow()))
                .filter(elevation -> !Double.isNaN(elevation.metres()));
    }

    /** Empty when the county has none, or none that can be read; the log says why. */
    public synchronized Optional<Terrain> terrain() {
        if (!tried && layer.isPresent()) {
            try {
                terrain = Optional.of(read(layer.get()));
            } catch (IOException | IllegalArgumentException e) {
                log.warn("terrain {} is not used: {}", layer.get().file(), e.getMessage());
                fault = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        tried = true;
        return terrain;
    }

    public Optional<Catalogue.Layer> layer() { return layer; }

    /** Why the file is not used; empty too while nobody has asked for it. */
    public Optional<String> fault() { return fault; }

    private Terrain read(Catalogue.Layer layer) throws IOException {
        Path file = folder.resolve(layer.file());
        if (!Files.isRegularFile(file)) throw new IOException("there is no such file");
        String name = layer.file().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tif") || name.endsWith(".tiff")) return placed(GeoTiff.read(file.toFile()), layer);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            if (name.endsWith(".asc")) return placed(ArcGrid.read(in), layer);
            return Terrain.read(in, layer.terrain().orElseThrow(() -> new IOException("the catalogue has no bounds for it")));
        }
    }

    private Terrain placed(Grid grid, Catalogue.Layer layer) throws IOException {
        if (layer.epsg() == 0 && grid.epsg().isEmpty()) throw new IOException("neither the file nor the catalogue says its epsg");
        int system = layer.epsg() == 0 ? grid.epsg().getAsInt() : layer.epsg();
        if (grid.epsg().isPresent() && grid.epsg().getAsInt() != system)
            throw new IOException("the file says EPSG:" + grid.epsg().getAsInt() + ", the catalogue EPSG:" + system);
        return grid.terrain(system, systems);
    }
}
