package onemap.feed.cap;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import onemap.feed.HttpIntake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watched folder 投递目录: every {@code *.xml} and {@code *.cap} put there is taken like a POST, then moved to {@code done/}, or to {@code
 * bad/} with a {@code .reason.txt} beside it. A file stays where it is until its content is durable, so a crash loses none; read twice it
 * is a duplicate.
 *
 * <p>Written in place, a file is taken when it has not changed between two looks; renamed in after it was written, at once. One thread
 * calls.
 */
final class DropFolder {
    private static final Logger log = LoggerFactory.getLogger(DropFolder.class);
    /** Files taken per look: a second of work at most, so that a stop never waits long. */
    static final int MAX_FILES_PER_POLL = 100;
    /** Files looked at per look; more than this is a mistake of the sender and is worked off over several looks. */
    private static final int MAX_FILES_LISTED = 10_000;
    /** What file systems may round a time by. */
    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

    private final Path folder;
    private final Path done;
    private final Path bad;
    private final int pollMillis;
    private final HttpIntake intake;
    private final InstantSource clock;
    private final ScheduledExecutorService thread;
    private final Set<Path> toldOf = new HashSet<>();
    private Map<Path, State> before = Map.of();
    private Instant previousLook = Instant.MIN;

    /** A file as last seen; {@code target} is where it should be since its content was judged, when moving it there failed. */
    private record State(long size, Instant changed, Optional<Path> target) {
        boolean sameAs(State other) { return size == other.size && changed.equals(other.changed); }

        State movingTo(Path wanted) { return new State(size, changed, Optional.of(wanted)); }
    }

    private record Found(Path file, State state) {
        String name() { return file.getFileName().toString(); }
    }

    DropFolder(Path folder, int pollMillis, HttpIntake intake, InstantSource clock) {
        this.folder = folder;
        this.done = folder.resolve("done");
        this.bad = folder.resolve("bad");
        this.pollMillis = pollMillis;
        this.intake = intake;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> Thread.ofPlatform().name("cap-drop").daemon().unstarted(task));
    }

    Future<Void> open() {
        try {
            createFolders();
        } catch (IOException e) {
            return Future.failedFuture("feeds.cap.dropFolder: " + folder + " cannot be made: " + e.getMessage());
        }
        thread.scheduleWithFixedDelay(this::pollOrSay, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
        return Future.succeededFuture();
    }

    /** Done when the file being taken has been taken. */
    Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        if (!thread.isShutdown()) thread.execute(closed::complete);
        else
            closed.complete();
        thread.shutdown();
        return closed.future();
    }

    void createFolders() throws IOException {
        Files.createDirectories(done);
        Files.createDirectories(bad);
    }

    /** A scheduled task that throws is never run again: one bad look must not blind the folder. */
    private void pollOrSay() {
        try {
            createFolders();
            poll();
        } catch (IOException | RuntimeException e) {
            log.warn("drop folder {} cannot be read: {}", folder, e.toString());
        }
    }

    /** One look; returns how many files were taken. */
    int poll() throws IOException {
        var seen = new HashMap<Path, State>();
        Instant lookedAt = clock.instant();
        int taken = 0;
        for (Found found : list()) {
            Optional<State> was = Optional.ofNullable(before.get(found.file())).filter(earlier -> earlier.sameAs(found.state()));
            Optional<State> left;
            if (was.isPresent() && was.get().target().isPresent()) left = move(found, was.get().target().get());
            else if (taken < MAX_FILES_PER_POLL && (was.isPresent() || renamedIn(found))) {
                taken++;
                left = take(found);
            } else
                left = Optional.of(found.state());
            left.ifPresent(state -> seen.put(found.file(), state));
        }
        before = seen;
        toldOf.retainAll(seen.keySet());
        previousLook = lookedAt.minus(CLOCK_GRAIN);
        return taken;
    }

    /** Not there at the look before, yet written earlier than that. */
    private boolean renamedIn(Found found) {
        return !before.containsKey(found.file()) && found.state().changed().isBefore(previousLook);
    }

    /** Oldest first, so that an update follows its original. */
    private List<Found> list() throws IOException {
        var found = new ArrayList<Found>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, DropFolder::isWarningFile)) {
            for (Path file : files) {
                if (found.size() == MAX_FILES_LISTED) break;
                find(file).ifPresent(found::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.comparing((Found each) -> each.state().changed()).thenComparing(Found::name));
        return found;
    }

    private static boolean isWarningFile(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".xml") || name.endsWith(".cap"));
    }

    /** Plain files only: a link could point at anything. */
    private static Optional<Found> find(Path file) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) return Optional.empty();
            return Optional.of(new Found(file, new State(attributes.size(), attributes.lastModifiedTime().toInstant(), Optional.empty())));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** What is left in the folder of it: nothing, when it was moved away. */
    private Optional<State> take(Found found) {
        byte[] body;
        try (InputStream file = Files.newInputStream(found.file(), LinkOption.NOFOLLOW_LINKS)) {
            body = file.readNBytes(intake.maxBodyBytes() + 1);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            tell(found, e);
            return Optional.of(found.state());
        }
        HttpIntake.Answer answer = intake.take(body, "", "file " + found.name()).toCompletableFuture().join();
        if (answer.status() == 503) return Optional.of(found.state());
        Path target = freeName(answer.accepted() ? done : bad, found.name());
        explain(found, answer, target);
        return move(found, target);
    }

    private Optional<State> move(Found found, Path target) {
        try {
            Files.move(found.file(), target, StandardCopyOption.ATOMIC_MOVE);
            return Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException e) {
            tell(found, e);
            return Optional.of(found.state().movingTo(target));
        }
    }

    private Path freeName(Path where, String name) {
        Path target = where.resolve(name);
        for (long number = clock.millis(); Files.exists(target); number++)
            target = where.resolve(number + "-" + name);
        return target;
    }

    private void explain(Found found, HttpIntake.Answer answer, Path target) {
        if (answer.accepted() && answer.rejected().isEmpty()) return;
        String text = answer.accepted()
                ? "refused in part: " + answer.rejected() + "\n" + String.join("\n", answer.remarks()) + "\n"
                : answer.reason() + ": " + answer.message() + "\n";
        try {
            Files.writeString(target.resolveSibling(target.getFileName() + ".reason.txt"), clock.instant() + " " + text);
        } catch (IOException e) {
            tell(found, e);
        }
    }

    private void tell(Found found, IOException e) {
        if (toldOf.add(found.file())) log.warn("drop folder: {}: {}", found.file(), e.toString());
    }
}
