package onemap.gis.table.reading;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import onemap.gis.table.Refused;
import onemap.gis.table.SourceFile;
import onemap.gis.table.guard.Archive;
import onemap.gis.table.guard.Faults;

/** The files that are one shapefile together, by their endings. */
sealed interface Pieces {
    Optional<InputStream> find(String ending) throws IOException, Refused;

    /** Small ones, whole. */
    default Optional<byte[]> findSmall(String ending) throws IOException, Refused {
        var found = find(ending);
        if (found.isEmpty()) return Optional.empty();
        try (InputStream in = found.get()) {
            return Optional.of(in.readNBytes(64 * 1024));
        }
    }

    /** As they lie on the disk. */
    record Loose(SourceFile file) implements Pieces {
        @Override public Optional<InputStream> find(String ending) throws IOException {
            var found = file.findEnding(ending);
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new BufferedInputStream(Files.newInputStream(found.get().bytes()), 64 * 1024));
        }
    }

    /** @param stem path within the archive without its ending */
    record Zipped(Path file, String stem, Faults faults) implements Pieces {
        @Override public Optional<InputStream> find(String ending) throws IOException, Refused {
            var archive = Archive.peek(file, faults);
            var name = archive.names()
                    .stream()
                    .filter(each -> each.toLowerCase(Locale.ROOT).equals((stem + ending).toLowerCase(Locale.ROOT)))
                    .findFirst();
            if (name.isEmpty()) {
                archive.close();
                return Optional.empty();
            }
            return Optional.of(new FilterInputStream(new BufferedInputStream(archive.open(name.get()), 64 * 1024)) {
                @Override public void close() throws IOException {
                    super.close();
                    archive.close();
                }
            });
        }
    }
}
