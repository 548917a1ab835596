package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.DurableFile;

/** Seals one after another in a text file that only grows. Belongs to one thread. */
final class SealFile {
    private static final String SIGNATURE = "— ";
    /** Holds several seals, each some 450 bytes. */
    private static final int TAIL_BYTES = 8192;

    private final Path path;

    SealFile(Path path) { this.path = path; }

    /** On disk when it returns. */
    void append(List<Seal> seals) throws IOException {
        boolean isNew = !Files.exists(path);
        try (var channel = FileChannel.open(path, CREATE, WRITE, APPEND)) {
            for (var seal : seals) {
                var bytes = ByteBuffer.wrap(seal.text().getBytes(UTF_8));
                while (bytes.hasRemaining())
                    channel.write(bytes);
            }
            channel.force(true);
        }
        if (isNew) DurableFile.syncFolder(path.toAbsolutePath().getParent());
    }

    /** Texts that are whole, in order; one that a stop cut short is left out. None when there is no file. */
    List<String> texts() throws IOException {
        return Files.exists(path) ? split(Files.readAllBytes(path)) : List.of();
    }

    private static List<String> split(byte[] bytes) {
        var texts = new ArrayList<String>();
        String all = new String(bytes, UTF_8);
        int start = 0;
        for (int from = 0, end = all.indexOf('\n'); end >= 0; from = end + 1, end = all.indexOf('\n', from)) {
            if (!all.startsWith(SIGNATURE, from)) continue;
            texts.add(all.substring(start, end + 1));
            start = end + 1;
        }
        return texts;
    }

    /** The last whole one; what a stop left half written behind it is cut off, so that the next begins at its own line. */
    Optional<String> repairedLast() throws IOException {
        if (!Files.exists(path)) return Optional.empty();
        try (var channel = FileChannel.open(path, READ, WRITE)) {
            long from = Math.max(0, channel.size() - TAIL_BYTES);
            var tail = ByteBuffer.allocate((int) (channel.size() - from));
            while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {
                // to the end
            }
            String text = new String(tail.array(), ISO_8859_1);
            int last = text.lastIndexOf(new String(("\n" + SIGNATURE).getBytes(UTF_8), ISO_8859_1), text.lastIndexOf('\n') - 1);
            int end = last < 0 ? 0 : text.indexOf('\n', last + 1) + 1;
            if (from == 0 || end > 0) channel.truncate(from + end);
            return split(Arrays.copyOf(tail.array(), end)).reversed().stream().findFirst();
        }
    }
}
