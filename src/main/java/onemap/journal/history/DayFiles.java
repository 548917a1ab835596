package onemap.journal.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.journal.disk.DurableFile;

/** The folder of the history: {@code history-2026-07-18.db} per UTC day of receipt, SQLite's files beside it, and damaged ones set aside. */
final class DayFiles {
    private static final Pattern NAME = Pattern.compile("history-(\\d{4}-\\d{2}-\\d{2})\\.db(.*)");
    private static final String DAMAGED = ".corrupt";

    private final Path folder;

    DayFiles(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("history folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    private record Found(LocalDate day, String rest, Path path) {}

    Path path(LocalDate day) { return folder.resolve("history-" + day + ".db"); }

    /** Days that can be read, oldest first. */
    List<LocalDate> list() {
        return files().stream().filter(file -> file.rest().isEmpty()).map(Found::day).sorted().toList();
    }

    /** Days that hold any file, damaged ones too, oldest first. */
    List<LocalDate> listKept() {
        return files().stream().map(Found::day).distinct().sorted().toList();
    }

    /** Names of damaged files. */
    List<String> listDamaged() {
        return files().stream()
                .filter(file -> file.rest().startsWith(DAMAGED) && !file.rest().contains("-"))
                .map(file -> file.path().getFileName().toString())
                .sorted()
                .toList();
    }

    long countDamaged(LocalDate day) {
        return listDamaged().stream().filter(name -> name.startsWith(path(day).getFileName().toString())).count();
    }

    long bytes() {
        long bytes = 0;
        for (var file : files())
            bytes += size(file.path());
        return bytes;
    }

    /** Removes the day with all that belongs to it. */
    void drop(LocalDate day) {
        try {
            for (var file : files())
                if (file.day().equals(day)) Files.deleteIfExists(file.path());
            sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Renames a damaged day, with its write-ahead log, so that a fresh file can take its place and an expert can look at this one. */
    Path setAside(LocalDate day) {
        try {
            long number = countDamaged(day) + 1;
            var aside = Path.of(path(day) + DAMAGED + (number == 1 ? "" : "." + number));
            for (String part : List.of("", "-wal", "-shm"))
                if (Files.exists(Path.of(path(day) + part))) Files.move(Path.of(path(day) + part), Path.of(aside + part));
            sync();
            return aside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sync() throws IOException { DurableFile.syncFolder(folder); }

    private List<Found> files() {
        try (var all = Files.list(folder)) {
            return all.flatMap(path -> found(path).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Found> found(Path path) {
        var name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) return Optional.empty();
        try {
            return Optional.of(new Found(LocalDate.parse(name.group(1)), name.group(2), path));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // somebody else's file
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // gone between listing and looking
        }
    }
}
