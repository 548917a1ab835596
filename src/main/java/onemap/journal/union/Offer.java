package onemap.journal.union;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The lines of an offered export, kept in a file without a name until all of them were checked: the seals that vouch for the entries come after them.
 * Belongs to one thread.
 */
public final class Offer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final FileChannel file;
    private final DataOutputStream out;
    private long lines;

    /** A line with its number in what was sent, from 1. */
    public record Line(long number, byte[] bytes) {}

    /** Lines one after another, from the first. */
    public interface Lines {
        Optional<Line> next();
    }

    public Offer() {
        try {
            var path = Files.createTempFile("onemap-merge", ".jsonl");
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("what is offered cannot be kept until it is checked: " + e.getMessage(), e);
        }
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), BUFFER));
    }

    /** Before any are read. */
    public void add(Line line) {
        try {
            out.writeLong(line.number());
            out.writeInt(line.bytes().length);
            out.write(line.bytes());
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException("what is offered cannot be kept until it is checked: " + e.getMessage(), e);
        }
    }

    /** Those before are read no further. */
    public Lines read() {
        try {
            out.flush();
            file.position(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
        long[] left = {lines};
        return () -> left[0]-- > 0 ? Optional.of(next(in)) : Optional.empty();
    }

    private static Line next(DataInputStream in) {
        try {
            return new Line(in.readLong(), in.readNBytes(in.readInt()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
