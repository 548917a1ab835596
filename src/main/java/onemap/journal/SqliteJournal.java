package onemap.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.PersonalCipher;
import onemap.journal.disk.Readers;
import onemap.journal.disk.WeighedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in {@code journal.db}: who waits for the disk anyway writes himself ({@link #record}); what is handed over is written by one thread
 * named {@code journal}, and whatever waits when that comes back from the disk goes into the next transaction together, so a burst shares one sync.
 * <p>
 * Stages complete on the writer's thread: what hangs on them hands over and never waits. How entries are hashed: {@link EntryHash}. Thread-safe.
 */
public final class SqliteJournal implements Journal {
    private static final Logger log = LoggerFactory.getLogger(SqliteJournal.class);
    /** Bytes of a waiting entry beside its texts, roughly. */
    private static final int ENTRY_OVERHEAD_BYTES = 200;
    /** Closing waits that long for what was appended before. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(8);

    private final String node;
    private final Path path;
    private final JournalWriter writer;
    private final Readers readers;
    private final JournalReader reader;
    private final int verifierThreads;
    private final WeighedQueue<Work> queue;
    private final Duration patience;
    private final long mostTogether;
    private final Thread thread;

    /** What waits for the writer. */
    private sealed interface Work {
        CompletableFuture<?> done();
    }

    private record Append(List<Draft> drafts, CompletableFuture<List<Entry>> done) implements Work {}

    private record Adopt(List<Foreign> offered, CompletableFuture<List<Entry>> done) implements Work {}

    private record KeepSeal(long number, String text, CompletableFuture<Void> done) implements Work {}

    /**
     * Opens or begins the journal of a data folder.
     *
     * @throws BrokenChain   when its last entry is not as it was written
     * @throws JournalFailed when the file cannot be opened
     */
    public SqliteJournal(DataFolder folder, JournalSettings settings, InstantSource clock, RandomGenerator random) {
        node = folder.nodeId(random);
        path = folder.journalFile();
        var cipher = new PersonalCipher(folder.secret(random));
        var file = opened();
        readers = new Readers(path, settings.readers(), Duration.ofMillis(settings.readMillis()));
        reader = new JournalReader(readers, node, cipher);
        var before = ForeignChains.Start.of(() -> reader.findNewest(ForeignChains.OBJECT, ForeignChains.ADOPTED), file.foreignEnds(),
                reader::find);
        before.doubtful()
                .forEach(of -> log.error("entries of node {} are not those that this node took over; see bin/onemap audit verify", of));
        writer = new JournalWriter(path, node, file, new Chain(node, file.head(), settings.algorithm(), cipher, clock, random),
                new ForeignChains(node, before, reader::find));
        verifierThreads = Math.max(1, Math.min(settings.readers() - 1, Runtime.getRuntime().availableProcessors()));
        queue = new WeighedQueue<>(settings.queueBytes());
        patience = Duration.ofMillis(settings.queueWaitMillis());
        mostTogether = settings.queueBytes();
        thread = Thread.ofPlatform().name("journal").start(this::writeUntilClosed);
    }

    private JournalFile opened() {
        try {
            return new JournalFile(path, node);
        } catch (SQLException e) {
            throw new JournalFailed(path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override public String node() { return node; }

    @Override public Head head() { return writer.head(); }

    /** Why nothing can be recorded any more 不可写; empty while all is well. */
    public Optional<JournalFailed> failure() {
        return writer.failure();
    }

    /** Fails with {@link RejectedExecutionException} when the queue stays full or the journal is closed: then nothing was recorded. */
    @Override public CompletionStage<List<Entry>> append(List<Draft> drafts) {
        if (drafts.isEmpty()) return CompletableFuture.completedFuture(List.of());
        if (failure().isPresent()) return CompletableFuture.failedFuture(failure().get());
        var append = new Append(List.copyOf(drafts), new CompletableFuture<>());
        return put(append, append.done(), weight(append.drafts()));
    }

    /** Writes in the caller's thread, which waits for the disk anyway: on a full machine each thread that has to be woken costs milliseconds. */
    @Override public List<Entry> record(List<Draft> drafts) {
        return writer.append(drafts);
    }

    @Override public CompletionStage<List<Entry>> adopt(List<Foreign> offered) {
        if (failure().isPresent()) return CompletableFuture.failedFuture(failure().get());
        var adopt = new Adopt(List.copyOf(offered), new CompletableFuture<>());
        long weight = offered.stream().mapToLong(each -> ENTRY_OVERHEAD_BYTES + each.entry().payload().length()).sum();
        return put(adopt, adopt.done(), weight);
    }

    /** Keeps a seal 封签 beside the entries, durable when done; it is no entry. */
    public CompletionStage<Void> keepSeal(long number, String text) {
        if (failure().isPresent()) return CompletableFuture.failedFuture(failure().get());
        var keep = new KeepSeal(number, text, new CompletableFuture<>());
        return put(keep, keep.done(), ENTRY_OVERHEAD_BYTES + text.length());
    }

    private <T> CompletionStage<T> put(Work work, CompletionStage<T> done, long weight) {
        return switch (queue.put(work, weight, patience)) {
            case TAKEN -> done;
            case FULL -> CompletableFuture.failedFuture(new RejectedExecutionException("journal: limit queueBytes reached"));
            case CLOSED -> CompletableFuture.failedFuture(new RejectedExecutionException("journal is closed"));
        };
    }

    /** From now on told of each new head once it is durable, by whoever wrote and before anybody is answered: must be quick. One at most. */
    public void watch(Consumer<Head> each) {
        writer.watch(each);
    }

    private static long weight(List<Draft> drafts) {
        long bytes = 0;
        for (var draft : drafts)
            bytes += ENTRY_OVERHEAD_BYTES + draft.payload().length() + draft.sealed().map(String::length).orElse(0);
        return bytes;
    }

    private void writeUntilClosed() {
        for (var waiting = queue.take(mostTogether, Duration.ZERO); !waiting.isEmpty(); waiting = queue.take(mostTogether, Duration.ZERO))
            write(waiting);
        writer.close();
    }

    private void write(List<Work> waiting) {
        var appends = waiting.stream().filter(Append.class::isInstance).map(Append.class::cast).toList();
        if (!appends.isEmpty()) tell(appends, () -> appendTogether(appends));
        for (var work : waiting)
            switch (work) {
                case Append written -> {
                }
                case Adopt adopt -> tell(List.of(adopt), () -> adopt.done().complete(writer.adopt(adopt.offered())));
                case KeepSeal seal -> tell(List.of(seal), () -> {
                    writer.keepSeal(seal.number(), seal.text());
                    seal.done().complete(null);
                });
            }
    }

    /** Something that answers those who asked for it, or fails. */
    private interface Answering {
        void answer() throws JournalFile.SealRefused;
    }

    private static void tell(List<? extends Work> asked, Answering answering) {
        try {
            answering.answer();
        } catch (JournalFile.SealRefused | RuntimeException e) {
            asked.forEach(work -> work.done().completeExceptionally(e));
        }
    }

    private void appendTogether(List<Append> appends) {
        var entries = writer.append(appends.stream().flatMap(append -> append.drafts().stream()).toList());
        int from = 0;
        for (var append : appends) {
            append.done().complete(entries.subList(from, from + append.drafts().size()));
            from += append.drafts().size();
        }
    }

    @Override public void replay(long fromSeq, Consumer<Entry> each) { reader.replay(fromSeq, head(), each); }

    @Override public Map<String, Head> heads() { return writer.heads(); }

    @Override public List<Entry> after(String of, Head from) { return reader.after(of, from, heads().getOrDefault(of, Head.EMPTY).seq()); }

    @Override public Optional<Entry> find(String of, long seq) { return isHeld(of, seq) ? reader.find(of, seq) : Optional.empty(); }

    /** What is beyond a head was not taken over, or is being written and not yet on disk. */
    private boolean isHeld(String of, long seq) {
        return seq <= heads().getOrDefault(of, Head.EMPTY).seq();
    }

    @Override public Optional<Entry> find(long seq) { return find(node, seq); }

    @Override public Optional<Entry> findByKey(String idempotencyKey, Instant notBefore) {
        return reader.findByKey(idempotencyKey, notBefore, this::isHeld);
    }

    @Override public List<Entry> listBefore(long seqExclusive, int limit) {
        return reader.listBefore(Math.min(seqExclusive, head().seq() + 1), limit);
    }

    @Override public void replayKinds(Set<String> kinds, Consumer<Entry> each) { reader.replayKinds(kinds, each); }

    @Override public Optional<Entry> findNewest(String object, String kind) { return reader.findNewest(object, kind); }

    @Override public Optional<String> findSealed(String of, long seq) {
        return isHeld(of, seq) ? reader.findSealed(of, seq) : Optional.empty();
    }

    /** The hashes of entries in order, each checked to follow the one before and the last to be that of {@code end}; no entry is hashed again. */
    public void hashes(Head from, Head end, Consumer<byte[]> each) {
        reader.hashes(from, end, each);
    }

    /** The seal kept last. */
    public Optional<String> newestSeal() { return reader.newestSeal(); }

    /** Checks every entry against its node's chain and the heads that this process knows; seconds per million, beside the running journal. */
    public ChainCheck verifyAll() {
        return verifyAll(head());
    }

    /** The same against a head seen earlier, of a checkpoint or a printed anchor: shows that the tail was cut off or the whole rewritten. */
    public ChainCheck verifyAll(Head known) {
        var verifier = new ChainVerifier(readers, verifierThreads).add(node, known, (seq, hash) -> {});
        heads().forEach((other, end) -> { if (!other.equals(node)) verifier.addUpTo(other, end); });
        return verifier.verify();
    }

    /** Writes what was appended, then closes; what cannot be written in time fails. */
    @Override public void close() {
        readers.close(); // before the writer is told to end: as the last one out it folds the write-ahead log into the file
        queue.close();
        try {
            if (!thread.join(CLOSE_PATIENCE)) log.error("journal {} still writing after {}, left alone", path, CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
