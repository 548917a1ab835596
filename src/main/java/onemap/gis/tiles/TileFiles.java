package onemap.gis.tiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import onemap.gis.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of tiles of the catalogue; a broken one is told and left out. Thread-safe. */
public final class TileFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TileFiles.class);

    /** One file: the archive, or why there is none. */
    public record Opened(Catalogue.Layer layer, Optional<TileArchive> archive, Optional<String> fault) {}

    private final Map<String, Opened> files = new LinkedHashMap<>();

    public TileFiles(Catalogue catalogue, Path folder) {
        for (Catalogue.Layer layer : catalogue.layers()) {
            if (layer.use() != Catalogue.Use.TILES) continue;
            try {
                files.put(layer.id(), new Opened(layer, Optional.of(open(folder.resolve(layer.file()))), Optional.empty()));
            } catch (IOException e) {
                log.warn("layer {} is not shown: {}: {}", layer.id(), layer.file(), e.getMessage());
                files.put(layer.id(), new Opened(layer, Optional.empty(), Optional.of(String.valueOf(e.getMessage()))));
            }
        }
    }

    private static TileArchive open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) throw new IOException("there is no such file");
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".mbtiles")) return MbTiles.open(file);
        if (name.endsWith(".pmtiles")) return PmTiles.open(file);
        throw new IOException("tiles are in .mbtiles or .pmtiles");
    }

    public List<Opened> list() { return List.copyOf(files.values()); }

    public Optional<Opened> find(String id) { return Optional.ofNullable(files.get(id)); }

    @Override public void close() { files.values().forEach(file -> file.archive().ifPresent(TileArchive::close)); }
}
