package onemap.gis.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file somebody brought.
 *
 * @param name       as the person calls it; never used as a path
 * @param bytes      where its bytes lie
 * @param companions what was brought with it: the .dbf, .shx, .prj and .cpg of a loose shapefile
 */
public record SourceFile(String name, Path bytes, List<SourceFile> companions) {
    public SourceFile { companions = List.copyOf(companions); }

    public static SourceFile of(String name, Path bytes) { return new SourceFile(name, bytes, List.of()); }

    /** The file with those beside it that differ only in their ending. */
    public static SourceFile withCompanions(Path file) throws IOException {
        String stem = stem(file.getFileName().toString());
        Path folder = file.toAbsolutePath().getParent();
        try (Stream<Path> beside = Files.list(folder)) {
            var companions = beside.filter(other -> !other.getFileName().equals(file.getFileName()))
                    .filter(other -> stem(other.getFileName().toString()).equalsIgnoreCase(stem))
                    .map(other -> of(other.getFileName().toString(), other))
                    .toList();
            return new SourceFile(file.getFileName().toString(), file, companions);
        }
    }

    /** Among itself and its companions. */
    public Optional<SourceFile> findEnding(String ending) {
        return Stream.concat(Stream.of(this), companions.stream())
                .filter(file -> file.name.toLowerCase(Locale.ROOT).endsWith(ending))
                .findFirst();
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
