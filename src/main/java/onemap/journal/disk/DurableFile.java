package onemap.journal.disk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Small files that are there whole or not at all, whenever the power goes, and nobody else's to read: written beside, synced, renamed, folder synced. */
public final class DurableFile {
    private static final int BUFFER_BYTES = 64 * 1024;

    private DurableFile() {}

    /** Writes the content of a file. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    public static void write(Path file, Content content) throws IOException {
        var fresh = writeBeside(file, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file.getParent());
    }

    /** The same, readable by its owner only from its first byte on. */
    public static void writePrivate(Path file, Content content) throws IOException {
        Files.deleteIfExists(beside(file));
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        if (posix) Files.createFile(beside(file), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        write(file, content);
    }

    /** The same, the file that stood there before being kept under the name {@code previous}. */
    public static void write(Path file, Path previous, Content content) throws IOException {
        var fresh = writeBeside(file, content);
        if (Files.exists(file)) Files.move(file, previous, StandardCopyOption.ATOMIC_MOVE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(file.getParent());
    }

    private static Path writeBeside(Path file, Content content) throws IOException {
        var fresh = beside(file);
        try (var channel = FileChannel.open(fresh, CREATE, WRITE, TRUNCATE_EXISTING)) {
            makePrivate(fresh); // before anything stands in it
            var out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
        return fresh;
    }

    private static Path beside(Path file) { return file.resolveSibling(file.getFileName() + ".tmp"); }

    private static void makePrivate(Path file) throws IOException {
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
    }

    public static void syncFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }
}
