package onemap.journal.checkpoint;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import onemap.journal.Entry;
import onemap.journal.EntryHash;
import onemap.journal.Journal;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.DurableFile;
import onemap.journal.history.History;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the newest two checkpoints: {@code checkpoint.bin} and {@code checkpoint.bin.1}. The file is, big endian: the 8 letters {@code onemapC1};
 * node (modified UTF-8 with 2-byte length); seq (8 bytes); hash (32); the mark's day (as node) and row (8); payload length (4); payload; SHA-256
 * over all before it (32). Belongs to one thread.
 */
public final class Checkpoints {
    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
    private static final byte[] MAGIC = {'o', 'n', 'e', 'm', 'a', 'p', 'C', '1'};
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path newest;
    private final Path older;

    public Checkpoints(DataFolder folder) {
        newest = folder.checkpointFile();
        older = newest.resolveSibling(newest.getFileName() + ".1");
    }

    /** On disk, whole, when it returns; the one before is kept. Throws {@link UncheckedIOException} when the disk refuses: then those before stand. */
    public void store(Checkpoint checkpoint) {
        try {
            DurableFile.write(newest, older, out -> {
                var digest = new DigestOutputStream(out, EntryHash.sha256());
                write(checkpoint, new DataOutputStream(digest));
                out.write(digest.getMessageDigest().digest());
            });
        } catch (IOException e) {
            throw new UncheckedIOException(newest + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void write(Checkpoint checkpoint, DataOutputStream out) throws IOException {
        out.write(MAGIC);
        out.writeUTF(checkpoint.node());
        out.writeLong(checkpoint.head().seq());
        out.write(checkpoint.head().hash());
        out.writeUTF(checkpoint.mark().day());
        out.writeLong(checkpoint.mark().row());
        out.writeInt(checkpoint.payload().length);
        out.write(checkpoint.payload());
        out.flush();
    }

    /** The newest checkpoint that is whole and whose entry this journal holds; empty → fold from the first entry. */
    public Optional<Checkpoint> load(Journal journal) {
        return Stream.of(newest, older).filter(Files::exists).flatMap(file -> load(file, journal).stream()).findFirst();
    }

    private static Optional<Checkpoint> load(Path file, Journal journal) {
        try {
            var checkpoint = read(file);
            if (fits(checkpoint, journal)) return Optional.of(checkpoint);
            log.error(
                    "{} is of entry {}, which the journal of {} entries does not hold: entries are lost or rewritten, or the file is not ours",
                    file, checkpoint.head().seq(), journal.head().seq());
        } catch (EOFException e) {
            log.warn("{} is not used: cut short", file);
        } catch (IOException e) {
            log.warn("{} is not used: {}", file, e.getMessage());
        }
        return Optional.empty();
    }

    private static boolean fits(Checkpoint checkpoint, Journal journal) {
        if (!checkpoint.node().equals(journal.node())) return false;
        var head = checkpoint.head();
        byte[] hash = head.seq() == 0 ? Journal.Head.EMPTY.hash() : journal.find(head.seq()).map(Entry::hash).orElse(new byte[0]);
        return Arrays.equals(hash, head.hash());
    }

    private static Checkpoint read(Path file) throws IOException {
        try (var raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
            var digest = new DigestInputStream(raw, EntryHash.sha256());
            var in = new DataInputStream(digest);
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) throw new IOException("not a checkpoint of this version");
            var checkpoint = new Checkpoint(in.readUTF(), new Journal.Head(in.readLong(), in.readNBytes(EntryHash.HASH_BYTES)),
                    new History.Mark(in.readUTF(), in.readLong()), readPayload(in, Files.size(file)));
            byte[] expected = digest.getMessageDigest().digest();
            if (!Arrays.equals(raw.readAllBytes(), expected)) throw new IOException("its bytes are not those that were written");
            return checkpoint;
        }
    }

    private static byte[] readPayload(DataInputStream in, long fileBytes) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > fileBytes) throw new IOException("cut short or not as written");
        return in.readNBytes(length);
    }
}
