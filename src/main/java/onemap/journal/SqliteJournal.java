package onemap.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
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
 * The journal in {@code journal.db}: one thread named {@code journal} writes, and whatever waits when it comes back from the disk goes into the
 * next transaction together, so a burst shares one sync while a single entry waits for nothing.
 * <p>
 * Stages complete on the writer's thread: what hangs on them hands over and never waits. How entries are hashed: {@link EntryHash}. Thread-safe;
 * {@code random} is used by the writer's thread only.
 */
public final class SqliteJournal implements Journal {
    private static final Logger log = LoggerFactory.getLogger(SqliteJournal.class);
    /** Bytes of a waiting entry beside its texts, roughly. */
    private static final int ENTRY_OVERHEAD_BYTES = 200;
    /** Closing waits that long for what was appended before. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(8);

    private final String node;
    private final Path path;
    private final JournalFile file;
    private final Chain chain;
    private final Readers readers;
    private final JournalReader reader;
    private final int verifierThreads;
    private final WeighedQueue<Work> queue;
    private final Duration patience;
    private final long mostTogether;
    private final Thread writer;
    private volatile Consumer<Head> watcher = durable -> {};
    private final ForeignChains foreign;
    private volatile Map<String, Head> heads;
    private volatile Head head;
    private volatile Optional<JournalFailed> failure = Optional.empty();

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
        try {
            file = new JournalFile(path, node);
            head = file.head();
        } catch (SQLException e) {
            throw new JournalFailed(path + " cannot be opened: " + e.getMessage(), e);
        }
        chain = new Chain(node, head, settings.algorithm(), cipher, clock, random);
        readers = new Readers(path, settings.readers(), Duration.ofMillis(settings.readMillis()));
        reader = new JournalReader(readers, node, cipher);
        var before = ForeignChains.Start.of(() -> reader.findNewest(ForeignChains.OBJECT, ForeignChains.ADOPTED), file.foreignEnds(),
                reader::find);
        before.doubtful()
                .forEach(of -> log.error("entries of node {} are not those that this node took over; see bin/onemap audit verify", of));
        foreign = new ForeignChains(node, before, reader::find);
        heads = allHeads();
        verifierThreads = Math.max(1, Math.min(settings.readers() - 1, Runtime.getRuntime().availableProcessors()));
        queue = new WeighedQueue<>(settings.queueBytes());
        patience = Duration.ofMillis(settings.queueWaitMillis());
        mostTogether = settings.queueBytes();
        writer = Thread.ofPlatform().name("journal").start(this::writeUntilClosed);
    }

    @Override public String node() { return node; }

    @Override public Head head() { return head; }

    /** Why nothing can be recorded any more 不可写; empty while all is well. */
    public Optional<JournalFailed> failure() { return failure; }

    /** Fails with {@link RejectedExecutionException} when the queue stays full or the journal is closed: then nothing was recorded. */
    @Override public CompletionStage<List<Entry>> append(List<Draft> drafts) {
        if (drafts.isEmpty()) return CompletableFuture.completedFuture(List.of());
        if (failure.isPresent()) return CompletableFuture.failedFuture(failure.get());
        var append = new Append(List.copyOf(drafts), new CompletableFuture<>());
        return put(append, append.done(), weight(append.drafts()));
    }

    @Override public CompletionStage<List<Entry>> adopt(List<Foreign> offered) {
        if (failure.isPresent()) return CompletableFuture.failedFuture(failure.get());
        var adopt = new Adopt(List.copyOf(offered), new CompletableFuture<>());
        long weight = offered.stream().mapToLong(each -> ENTRY_OVERHEAD_BYTES + each.entry().payload().length()).sum();
        return put(adopt, adopt.done(), weight);
    }

    /** Keeps a seal 封签 beside the entries, durable when done; it is no entry. */
    public CompletionStage<Void> keepSeal(long number, String text) {
        if (failure.isPresent()) return CompletableFuture.failedFuture(failure.get());
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

    /** From now on told of each new head once it is durable, on the writer's thread and before anybody is answered: must be quick. One at most. */
    public void watch(Consumer<Head> each) {
        watcher = each;
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
        try {
            file.close();
        } catch (SQLException e) {
            log.error("{} could not be closed: {}", path, e.getMessage());
        }
    }

    private void write(List<Work> waiting) {
        if (failure.isEmpty()) {
            try {
                writeTogether(waiting.stream().filter(Append.class::isInstance).map(Append.class::cast).toList());
                for (var work : waiting)
                    switch (work) {
                        case Append written -> {
                        }
                        case Adopt adopt -> write(adopt);
                        case KeepSeal seal -> write(seal);
                    }
                return;
            } catch (SQLException | RuntimeException e) {
                fail(e);
            }
        }
        waiting.forEach(work -> work.done().completeExceptionally(failure.orElseThrow()));
    }

    private void write(Adopt adopt) throws SQLException {
        try {
            var links = foreign.newOf(adopt.offered(), head);
            if (!links.isEmpty()) keep(links);
            adopt.done().complete(links.stream().map(Chain.Link::entry).toList());
        } catch (NotAdopted e) {
            adopt.done().completeExceptionally(e);
        }
    }

    /** With the entry that vouches for them. */
    private void keep(List<Chain.Link> links) throws SQLException {
        var together = new ArrayList<>(links);
        together.add(chain.add(foreign.draft(links)));
        file.write(together);
        foreign.added(links);
        grown();
    }

    private void grown() {
        head = chain.head();
        heads = allHeads();
        watcher.accept(head);
    }

    private Map<String, Head> allHeads() {
        var all = new HashMap<>(foreign.heads());
        all.put(node, head);
        return Map.copyOf(all);
    }

    private void write(KeepSeal seal) throws SQLException {
        try {
            file.keepSeal(node, seal.number(), seal.text());
            seal.done().complete(null);
        } catch (JournalFile.SealRefused e) {
            seal.done().completeExceptionally(e);
        }
    }

    private void writeTogether(List<Append> waiting) throws SQLException {
        if (waiting.isEmpty()) return;
        var links = waiting.stream().flatMap(append -> append.drafts().stream()).map(chain::add).toList();
        file.write(links);
        grown();
        int from = 0;
        for (var append : waiting) {
            var own = links.subList(from, from + append.drafts().size());
            from += own.size();
            append.done().complete(own.stream().map(Chain.Link::entry).toList());
        }
    }

    /** A refused sync is never tried again: the system may have dropped the pages and call the second try a success. */
    private void fail(Exception cause) {
        failure = Optional.of(new JournalFailed("the journal cannot be written: " + cause.getMessage(), cause));
        log.error("journal {} cannot be written, nothing is recorded any more until the server is started again", path, cause);
    }

    @Override public void replay(long fromSeq, Consumer<Entry> each) { reader.replay(fromSeq, head, each); }

    @Override public Map<String, Head> heads() { return heads; }

    @Override public List<Entry> after(String of, Head from) {
        return reader.after(of, from, of.equals(node) ? Long.MAX_VALUE : heads.getOrDefault(of, Head.EMPTY).seq());
    }

    @Override public Optional<Entry> find(String of, long seq) { return isHeld(of, seq) ? reader.find(of, seq) : Optional.empty(); }

    private boolean isHeld(String of, long seq) { return of.equals(node) || seq <= heads.getOrDefault(of, Head.EMPTY).seq(); }

    @Override public Optional<Entry> find(long seq) { return reader.find(node, seq); }

    @Override public Optional<Entry> findByKey(String idempotencyKey, Instant notBefore) {
        return reader.findByKey(idempotencyKey, notBefore, this::isHeld);
    }

    @Override public List<Entry> listBefore(long seqExclusive, int limit) { return reader.listBefore(seqExclusive, limit); }

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
        return verifyAll(head);
    }

    /** The same against a head seen earlier, of a checkpoint or a printed anchor: shows that the tail was cut off or the whole rewritten. */
    public ChainCheck verifyAll(Head known) {
        var verifier = new ChainVerifier(readers, verifierThreads).add(node, known, (seq, hash) -> {});
        heads.forEach((other, end) -> { if (!other.equals(node)) verifier.addUpTo(other, end); });
        return verifier.verify();
    }

    /** Writes what was appended, then closes; what cannot be written in time fails. */
    @Override public void close() {
        readers.close(); // before the writer is told to end: as the last one out it folds the write-ahead log into the file
        queue.close();
        try {
            if (!writer.join(CLOSE_PATIENCE)) log.error("journal {} still writing after {}, left alone", path, CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
