package onemap.gis.online;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetched tiles on the disk, bounded in bytes: the one that was not used for longest goes first. Losing it loses nothing. Thread-safe. */
final class TileStore {
    private static final Logger log = LoggerFactory.getLogger(TileStore.class);
    private static final String UNFINISHED = ".part";

    private final Path folder;
    private final long mostBytes;
    private final Map<String, Long> sizes = new LinkedHashMap<>(1024, 0.75f, true);
    private long bytes;

    /** @param at when it was fetched */
    record Kept(byte[] picture, Instant at) {}

    private record Found(String name, long bytes, Instant at) {}

    TileStore(Path folder, long mostBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        try {
            if (Files.isDirectory(folder)) try (Stream<Path> files = Files.list(folder)) {
                files.map(TileStore::look).flatMap(Optional::stream).sorted(Comparator.comparing(Found::at)).forEach(found -> {
                    sizes.put(found.name, found.bytes);
                    bytes += found.bytes;
                });
            }
        } catch (IOException e) {
            log.warn("tiles of the online map are not kept: {}", e.getMessage());
        }
        shrink();
    }

    private static Optional<Found> look(Path file) {
        try {
            if (file.toString().endsWith(UNFINISHED)) Files.delete(file);
            else
                return Optional.of(new Found(file.getFileName().toString(), Files.size(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            log.warn("{}: {}", file, e.getMessage());
        }
        return Optional.empty();
    }

    Optional<Kept> find(String name) {
        synchronized (this) {
            if (sizes.get(name) == null) return Optional.empty();
        }
        try {
            Path file = folder.resolve(name);
            return Optional.of(new Kept(Files.readAllBytes(file), Files.getLastModifiedTime(file).toInstant()));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            log.warn("a kept tile cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    void keep(String name, byte[] picture, Instant at) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, "tile", UNFINISHED);
            Files.write(part, picture);
            Files.setLastModifiedTime(part, FileTime.from(at));
            Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("a tile cannot be kept: {}", e.getMessage());
            return;
        }
        synchronized (this) {
            Long before = sizes.put(name, (long) picture.length);
            bytes += picture.length - (before == null ? 0 : before);
        }
        shrink();
    }

    private synchronized void shrink() {
        var eldest = sizes.entrySet().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            var tile = eldest.next();
            try {
                Files.deleteIfExists(folder.resolve(tile.getKey()));
            } catch (IOException e) {
                log.warn("a kept tile cannot be removed: {}", e.getMessage());
            }
            bytes -= tile.getValue();
            eldest.remove();
        }
    }

    synchronized long bytes() { return bytes; }
}
