package onemap.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the disk itself takes for two pages written in place and synced: the part of an answer's time that no program can save. */
final class DiskProbe implements AutoCloseable {
    private static final int BYTES = 8192;

    private final FileChannel file;
    private final List<Double> tookMillis = new ArrayList<>();

    DiskProbe(Path folder) {
        try {
            file = FileChannel.open(folder.resolve("probe"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            sync();
            tookMillis.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sync() {
        long begin = System.nanoTime();
        try {
            file.write(ByteBuffer.allocate(BYTES).putLong(begin).rewind(), 0);
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tookMillis.add((System.nanoTime() - begin) / 1e6);
    }

    String report() {
        double[] millis = tookMillis.stream().mapToDouble(Double::doubleValue).toArray();
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", Figures.median(millis), Figures.quantile(millis, 0.99));
    }

    @Override public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
