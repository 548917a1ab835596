package onemap.journal.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.journal.ForeignChains;
import onemap.journal.Journal;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;
import org.sqlite.SQLiteErrorCode;

/** A journal as somebody left it, opened without writing to it: beside a running server, after a kill, on a disk that cannot be written. */
final class JournalCopy implements AutoCloseable {
    private static final int THREADS = Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
    /** Nobody waits for the log to be cut but a server that runs beside; each read is a short piece. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Readers readers;
    private final Optional<Path> scratch;

    private JournalCopy(Readers readers, Optional<Path> scratch) {
        this.readers = readers;
        this.scratch = scratch;
    }

    /** Throws {@link UncheckedIOException} when it cannot be read. */
    static JournalCopy open(AuditFiles files) {
        boolean still = !Files.exists(files.journalLog());
        var readers = new Readers(files.journal(), still ? Sqlite::readerOfStill : Sqlite::reader, THREADS + 1, LIMIT);
        try {
            readers.read(connection -> Sqlite.hasTable(connection, "entry"));
            return new JournalCopy(readers, Optional.empty());
        } catch (UncheckedIOException e) {
            readers.close();
            if (!isForWantOfWriting(e)) throw e;
            return copied(files);
        }
    }

    /** SQLite reads a write-ahead log only where it may write a file beside it. */
    private static boolean isForWantOfWriting(UncheckedIOException e) {
        return e.getCause().getCause() instanceof SQLException cause
                && (Sqlite.hasCode(cause, SQLiteErrorCode.SQLITE_CANTOPEN) || Sqlite.hasCode(cause, SQLiteErrorCode.SQLITE_READONLY));
    }

    private static JournalCopy copied(AuditFiles files) {
        try {
            var scratch = Files.createTempDirectory("onemap-audit");
            var copy = new AuditFiles(scratch);
            Files.copy(files.journal(), copy.journal());
            if (Files.exists(files.journalLog())) Files.copy(files.journalLog(), copy.journalLog());
            return new JournalCopy(new Readers(copy.journal(), THREADS + 1, LIMIT), Optional.of(scratch));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException(files.journal() + " cannot be read: " + e.getMessage(), e));
        }
    }

    Readers readers() { return readers; }

    int threads() { return THREADS; }

    boolean hasEntries() { return readers.read(connection -> Sqlite.hasTable(connection, "entry")); }

    /** Of the table {@code seal}, from that number on. */
    List<String> seals(String node, long fromNumber) {
        return readers.read(connection -> {
            var texts = new ArrayList<String>();
            if (!Sqlite.hasTable(connection, "seal")) return texts;
            try (var select = connection.prepareStatement("SELECT text FROM seal WHERE node = ? AND number >= ? ORDER BY number")) {
                select.setString(1, node);
                select.setLong(2, fromNumber);
                for (var rows = select.executeQuery(); rows.next();)
                    texts.add(rows.getString(1));
                return texts;
            }
        });
    }

    /** How far the chain says that other nodes' entries were taken over. */
    Map<String, Journal.Head> adopted(String node) {
        try {
            return payload(node, ForeignChains.OBJECT, ForeignChains.ADOPTED, "DESC").map(ForeignChains::headsIn).orElse(Map.of());
        } catch (IllegalArgumentException altered) {
            return Map.of(); // its hash tells
        }
    }

    /** What the chain says of the seals' key. */
    Optional<String> keyEntry(String node) {
        return payload(node, Notary.KEY_OBJECT, Notary.KEY_ENTRY, "ASC");
    }

    /** From the table itself: an index may hide an entry. */
    private Optional<String> payload(String node, String object, String kind, String order) {
        return readers.read(connection -> {
            try (var select = connection.prepareStatement("""
                    SELECT payload
                    FROM entry NOT INDEXED
                    WHERE node = ? AND object = ? AND kind = ?
                    ORDER BY seq""" + " " + order + " LIMIT 1")) {
                select.setString(1, node);
                select.setString(2, object);
                select.setString(3, kind);
                var rows = select.executeQuery();
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        });
    }

    @Override public void close() {
        readers.close();
        scratch.ifPresent(folder -> {
            try (var files = Files.list(folder)) {
                for (var file : files.toList())
                    Files.delete(file);
                Files.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
