package onemap.journal.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.DataFolder;

/** Writes the history of a data folder anew, each report under the number it had. Belongs to one thread. */
public final class HistoryRebuild implements AutoCloseable {
    private final DayFiles files;
    private Optional<DayFile> open = Optional.empty();

    public HistoryRebuild(DataFolder folder) { files = new DayFiles(folder.historyFolder()); }

    /** In the order of their marks; durable when it returns. */
    public void add(List<Tail.Numbered> reports) {
        try {
            for (var each : reports)
                file(LocalDate.parse(each.at().day())).restore(each.at().row(), each.report());
            if (open.isPresent()) open.get().commit();
        } catch (SQLException | IOException e) {
            throw unwritable(e);
        }
    }

    private DayFile file(LocalDate day) throws SQLException, IOException {
        if (open.isPresent() && open.get().day().equals(day)) return open.get();
        if (open.isPresent()) open.get().commit();
        close();
        open = Optional.of(new DayFile(day, files));
        files.sync();
        return open.get();
    }

    @Override public void close() {
        try {
            if (open.isPresent()) open.get().close();
            open = Optional.empty();
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    private static UncheckedIOException unwritable(Exception e) {
        return new UncheckedIOException(new IOException("the history cannot be written: " + e.getMessage(), e));
    }
}
