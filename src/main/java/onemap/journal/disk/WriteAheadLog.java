package onemap.journal.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The write-ahead log of a database of {@link Sqlite#unsynced}: has room before it is needed, and is synced by who commits.
 * <p>
 * SQLite itself syncs with fsync, which also waits for the file's times and length, and so for the file system's own journal and whatever others have
 * just written: 50 to 300 ms beside a busy history. The data of pages that are there already waits for these pages only: 0.3 ms, 7 ms at the worst.
 */
public final class WriteAheadLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WriteAheadLog.class);
    private static final int PIECE_BYTES = 1 << 20;

    private final Path path;
    private FileChannel file;

    private WriteAheadLog(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * To be called while the database is there and closed. The log is lengthened by zeros, which SQLite takes for its end; a disk without room for them
     * is no reason not to start.
     *
     * @param bytes of room
     */
    public static WriteAheadLog of(Path database, long bytes) throws IOException {
        var path = database.resolveSibling(database.getFileName() + "-wal");
        var file = FileChannel.open(path, CREATE, WRITE);
        try {
            makeAsPrivateAs(database, path);
            makeRoom(path, file, bytes);
            DurableFile.syncFolder(path.toAbsolutePath().getParent()); // SQLite does that for a log it makes itself, not for one it finds
            return new WriteAheadLog(path, file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static void makeAsPrivateAs(Path database, Path path) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null)
            Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(database));
    }

    private static void makeRoom(Path path, FileChannel file, long bytes) throws IOException {
        long before = file.size();
        try {
            fill(file, before, bytes);
            file.force(true);
        } catch (IOException e) {
            log.warn("no room could be made in {}: {}; officers' answers will take longer for a while", path, e.getMessage());
            file.truncate(before);
        }
    }

    private static void fill(FileChannel file, long from, long to) throws IOException {
        var zeros = ByteBuffer.allocate(PIECE_BYTES);
        for (long at = from; at < to;) {
            zeros.clear().limit((int) Math.min(PIECE_BYTES, to - at));
            at += file.write(zeros, at);
        }
    }

    /**
     * What was committed before is on disk when it returns. When it throws, nothing of it may be promised. An interrupt waits until then: it would close
     * the file, and a journal for good.
     */
    public void sync() {
        boolean interrupted = Thread.interrupted();
        try {
            while (!isSynced()) {
                interrupted |= Thread.interrupted();
                file = FileChannel.open(path, WRITE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the write-ahead log could not be synced: " + e.getMessage(), e);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private boolean isSynced() throws IOException {
        try {
            file.force(false);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    @Override public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
