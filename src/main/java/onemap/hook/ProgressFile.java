package onemap.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import onemap.flow.decision.Payload;
import onemap.journal.disk.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where each webhook goes on after a restart. Written a little later than it changes: what was delivered in between is delivered again, nothing is
 * left out. Thread-safe.
 */
final class ProgressFile {
    private static final Logger log = LoggerFactory.getLogger(ProgressFile.class);

    private final Path file;
    private final Map<String, Progress> byHook = new ConcurrentHashMap<>();
    private final AtomicBoolean changed = new AtomicBoolean();
    private volatile Optional<String> failure = Optional.empty();

    private record Stored(Map<String, Progress> hooks) {}

    /** A file that cannot be read is as none: every hook begins again with what is not too old to be sent. */
    ProgressFile(Path file) {
        this.file = file;
        if (!Files.exists(file)) return;
        try {
            byHook.putAll(Payload.read(Files.readString(file), Stored.class).hooks());
        } catch (IOException | RuntimeException e) {
            log.warn("{} cannot be read, webhooks are sent again: {}", file, e.getMessage());
        }
    }

    Progress of(String hook, long otherwise) { return byHook.getOrDefault(hook, Progress.from(otherwise)); }

    void put(String hook, Progress progress) {
        byHook.put(hook, progress);
        changed.set(true);
    }

    void keepOnly(Set<String> hooks) { if (byHook.keySet().retainAll(hooks)) changed.set(true); }

    /** When something changed since the last time; one caller at a time. */
    synchronized void save() {
        if (!changed.getAndSet(false)) return;
        try {
            byte[] bytes = Payload.write(new Stored(new TreeMap<>(byHook))).getBytes(UTF_8);
            DurableFile.write(file, out -> out.write(bytes));
            failure = Optional.empty();
        } catch (IOException e) {
            changed.set(true);
            if (failure.isEmpty()) log.warn("{} cannot be written, a restart sends webhooks again: {}", file, e.getMessage());
            failure = Optional.of(file.getFileName() + " cannot be written: " + e.getMessage());
        }
    }

    /** Why it could not be written last time. */
    Optional<String> failure() { return failure; }
}
