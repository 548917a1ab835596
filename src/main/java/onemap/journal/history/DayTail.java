package onemap.journal.history;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;

/** Follows the files of the days; keeps the one it stands in open, with the names it has read. Belongs to one thread. */
final class DayTail implements Tail {
    private final DayFiles files;
    private final Supplier<History.Mark> end;
    private final Duration readLimit;
    private final Consumer<LocalDate> damaged;
    private Optional<Open> open = Optional.empty();

    private record Open(LocalDate day, Readers file, DayReader reader) {}

    /**
     * @param end     of what is on disk; what lies beyond is being written
     * @param damaged told of a day that is over and cannot be read
     */
    DayTail(DayFiles files, Supplier<History.Mark> end, Duration readLimit, Consumer<LocalDate> damaged) {
        this.files = files;
        this.end = end;
        this.readLimit = readLimit;
        this.damaged = damaged;
    }

    @Override public List<Numbered> next(History.Mark after, int most) {
        var last = end.get();
        for (var day : days(after, last)) {
            var found = next(day, after, last, most);
            if (!found.isEmpty()) return found;
        }
        return List.of();
    }

    /** A day that was dropped or set aside meanwhile has nothing more to tell. */
    private List<Numbered> next(LocalDate day, History.Mark after, History.Mark last, int most) {
        try {
            var at = opened(day);
            var rows = at.file().read(at.reader()::rows);
            long to = lastOf(day, rows, last);
            for (long first = Math.max(rows.first(), firstOf(day, after)); first <= to; first += most) {
                long from = first;
                int count = (int) Math.min(most, to - first + 1);
                var found = at.file().read(connection -> at.reader().numbered(connection, day, from, count));
                if (!found.isEmpty()) return found;
            }
            return List.of();
        } catch (UncheckedIOException e) {
            close();
            passOver(day, last, e);
            return List.of();
        }
    }

    @Override public long countAfter(History.Mark after) {
        var last = end.get();
        long count = 0;
        for (var day : days(after, last)) {
            if (day.toString().equals(last.day()) && day.toString().equals(after.day())) count += last.row() - after.row();
            else
                count += countIn(day, after, last);
        }
        return Math.max(0, count);
    }

    private long countIn(LocalDate day, History.Mark after, History.Mark last) {
        try (var file = new Readers(files.path(day), 1, readLimit)) {
            var rows = file.read(new DayReader()::rows);
            return Math.max(0, lastOf(day, rows, last) - Math.max(rows.first(), firstOf(day, after)) + 1);
        } catch (UncheckedIOException e) {
            passOver(day, last, e);
            return 0;
        }
    }

    /** Today's file is its writer's to judge. */
    private void passOver(LocalDate day, History.Mark last, UncheckedIOException e) {
        if (!Files.exists(files.path(day))) return;
        if (!Sqlite.isDamage(e) || day.toString().equals(last.day())) throw e;
        damaged.accept(day);
    }

    private List<LocalDate> days(History.Mark after, History.Mark last) {
        return files.list()
                .stream()
                .filter(day -> day.toString().compareTo(after.day()) >= 0 && day.toString().compareTo(last.day()) <= 0)
                .toList();
    }

    private static long firstOf(LocalDate day, History.Mark after) { return day.toString().equals(after.day()) ? after.row() + 1 : 1; }

    private static long lastOf(LocalDate day, DayReader.Rows rows, History.Mark last) {
        return day.toString().equals(last.day()) ? Math.min(rows.last(), last.row()) : rows.last();
    }

    private Open opened(LocalDate day) {
        if (open.filter(one -> one.day().equals(day)).isEmpty()) {
            close();
            open = Optional.of(new Open(day, new Readers(files.path(day), 1, readLimit), new DayReader()));
        }
        return open.get();
    }

    @Override public void close() {
        open.ifPresent(one -> one.file().close());
        open = Optional.empty();
    }
}
