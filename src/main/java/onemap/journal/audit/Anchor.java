package onemap.journal.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A copy of the seals in another folder, best on another disk; a disk that fails or hangs there holds up nobody. Thread-safe. */
final class Anchor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Anchor.class);
    private static final long CLOSE_SECONDS = 2;

    private final Path folder;
    private final SealFile file;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("anchor").factory());
    private long newest = -1;
    private volatile Optional<String> problem = Optional.empty();

    Anchor(Path folder, String node) {
        this.folder = folder;
        this.file = new SealFile(folder.resolve(node + ".seals.txt"));
    }

    /** Sooner or later it holds this one and all before it that are in the other file. */
    void bringTo(Seal seal, SealFile all) {
        thread.execute(() -> write(seal, all));
    }

    private void write(Seal seal, SealFile all) {
        try {
            if (!Files.isDirectory(folder)) throw new IOException("no such folder"); // never made here: an unplugged disk would be written beside
            if (newest < 0) newest = file.repairedLast().flatMap(Seal::parse).map(Seal::number).orElse(0L);
            if (newest == seal.number() - 1) file.append(List.of(seal));
            else
                file.append(
                        all.texts().stream().flatMap(text -> Seal.parse(text).stream()).filter(each -> each.number() > newest).toList());
            newest = seal.number();
            problem = Optional.empty();
        } catch (IOException | RuntimeException e) {
            newest = -1;
            var now = Optional.of("audit.anchorFolder " + folder + " cannot be written: " + e.getMessage());
            if (!now.equals(problem)) log.error(now.get());
            problem = now;
        }
    }

    Optional<String> problem() { return problem; }

    @Override public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) log.error("{} did not take the last seal in time", folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
