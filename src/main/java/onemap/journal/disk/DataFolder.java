package onemap.journal.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The folder a server keeps everything in 数据目录, locked while it is open; knows the names of the files in it. */
public final class DataFolder implements AutoCloseable {
    private static final Pattern NODE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int NODE_ID_BYTES = 16;
    private static final int SECRET_BYTES = 32;
    /** {@code node.id} comes last, so that a folder whose emptying was cut short still says whose journal it holds. */
    private static final List<String> OURS = List.of("journal.db", "journal.db-wal", "journal.db-shm", "checkpoint.bin", "checkpoint.bin.1",
            "checkpoint.bin.tmp", "history", "secret.key", "secret.key.tmp", "audit", "seal.key", "seal.key.tmp", "journal.head",
            "journal.head.lost", "journal.head.tmp", "first-password.txt", "first-password.txt.tmp", "console.sock", "console.path",
            "console.path.tmp", "tls", "webhooks.json", "webhooks.json.tmp",
            "log-index.db", "log-index.db-wal", "log-index.db-shm",
            "node.id", "node.id.tmp");

    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Another server has the folder open. */
    public static final class InUse extends RuntimeException {
        private static final long serialVersionUID = 1;

        InUse(Path folder, String pid) {
            super("data folder " + folder + " is in use by another server" + (pid.isBlank() ? "" : " (process " + pid.strip() + ")"));
        }
    }

    /**
     * Makes the folder when it is not there, readable by its owner only, and locks it.
     *
     * @throws InUse                when another server has it
     * @throws UncheckedIOException when it cannot be made or written
     */
    public static DataFolder open(Path path) {
        var folder = path.toAbsolutePath().normalize();
        try {
            makePrivate(folder);
            return new DataFolder(folder, lock(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) return;
        boolean posix = Files.getFileStore(existingAncestor(folder)).supportsFileAttributeView("posix");
        if (posix) Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        else
            Files.createDirectories(folder);
    }

    private static Path existingAncestor(Path folder) {
        var ancestor = folder;
        while (!Files.exists(ancestor))
            ancestor = ancestor.getParent();
        return ancestor;
    }

    /**
     * The operating system lets go of the lock when the process ends, however it ends. (A POSIX lock is also lost when its own process closes any
     * other channel to the file, so nothing else here ever opens it.)
     */
    private static FileChannel lock(Path folder) throws IOException {
        var file = folder.resolve("lock");
        var channel = FileChannel.open(file, CREATE, WRITE);
        try {
            if (channel.tryLock() == null) {
                channel.close();
                throw new InUse(folder, Files.readString(file));
            }
        } catch (OverlappingFileLockException e) {
            throw new InUse(folder, Long.toString(ProcessHandle.current().pid()));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
        return channel;
    }

    public Path path() { return path; }

    public Path journalFile() { return path.resolve("journal.db"); }

    /** The search index of the duty log; may be deleted while no server runs. */
    public Path logIndexFile() {
        return path.resolve("log-index.db");
    }

    public Path historyFolder() { return path.resolve("history"); }

    /** How far each webhook has come. */
    public Path webhooksFile() { return path.resolve("webhooks.json"); }

    public Path checkpointFile() { return path.resolve("checkpoint.bin"); }

    /** What is kept outside the database to prove it: the seals 封签 and the public key they are signed with. */
    public Path auditFolder() {
        return path.resolve("audit");
    }

    /** Nothing has ever been recorded here. */
    public boolean isNew() { return !Files.exists(journalFile()); }

    /** This node's id, 32 hex digits: made and synced when the folder is new, the same ever after. */
    public String nodeId(RandomGenerator random) {
        var file = path.resolve("node.id");
        try {
            if (!Files.exists(file)) {
                if (!isNew())
                    throw new IllegalStateException(file + " is missing, but journal.db is there: its entries belong to a node. "
                            + "Restore the file; the id is in the column node of its table entry");
                byte[] id = new byte[NODE_ID_BYTES];
                random.nextBytes(id);
                DurableFile.write(file, out -> out.write((HexFormat.of().formatHex(id) + "\n").getBytes(UTF_8)));
            }
            String id = Files.readString(file).strip();
            if (!NODE_ID.matcher(id).matches()) throw new IllegalStateException(file + " does not hold 32 hex digits");
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** 32 bytes nobody else knows, from which device authentication codes and the key of personal data are derived: made and synced once. */
    public byte[] secret(RandomGenerator random) {
        var file = path.resolve("secret.key");
        try {
            if (!Files.exists(file)) {
                byte[] made = new byte[SECRET_BYTES];
                random.nextBytes(made);
                DurableFile.write(file, out -> out.write(made));
            }
            byte[] secret = Files.readAllBytes(file);
            if (secret.length != SECRET_BYTES) throw new IllegalStateException(file + " does not hold " + SECRET_BYTES + " bytes");
            return secret;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Makes an empty folder that of a node which was elsewhere before; without its secret a new one is made when it is needed. */
    public void become(String nodeId, Optional<byte[]> secret) {
        if (!NODE_ID.matcher(nodeId).matches()) throw new IllegalArgumentException("node " + nodeId + " is not 32 hex digits");
        if (secret.filter(bytes -> bytes.length != SECRET_BYTES).isPresent())
            throw new IllegalArgumentException("secret.key does not hold " + SECRET_BYTES + " bytes");
        try {
            if (secret.isPresent()) DurableFile.writePrivate(path.resolve("secret.key"), out -> out.write(secret.get()));
            DurableFile.write(path.resolve("node.id"), out -> out.write((nodeId + "\n").getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Removes journal, history, checkpoints and node id; the lock stays. Everything that was opened in it must be closed before. */
    public void clear() {
        try {
            for (var name : OURS)
                delete(path.resolve(name));
            DurableFile.syncFolder(path);
        } catch (IOException e) {
            throw new UncheckedIOException("data folder " + path + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    private static void delete(Path fileOrFolder) throws IOException {
        if (!Files.exists(fileOrFolder)) return;
        try (var all = Files.walk(fileOrFolder)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }

    @Override public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
