package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import onemap.journal.disk.DataFolder;
import onemap.journal.disk.DurableFile;
import onemap.journal.Draft;
import onemap.journal.Journal;
import onemap.journal.SqliteJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the journal 封签 while the server runs: every minute when something was appended, when asked to, and last of all before it closes. A seal
 * goes into the journal's file, then into {@code audit/seals.txt}, then to the anchor. What contradicts an earlier seal is said and sealed all the
 * same: the contradiction stays for {@code bin/onemap audit verify}, and what comes after it is worth proving too. Thread-safe.
 */
public final class Notary implements AutoCloseable {
    /** The kind of the entry that names the seals' key within the chain. */
    public static final String KEY_ENTRY = "audit.key";
    static final String KEY_OBJECT = "audit";
    private static final Logger log = LoggerFactory.getLogger(Notary.class);
    private static final long PATIENCE_SECONDS = 20;
    private static final long CLOSE_SECONDS = 8;

    private final AuditFiles files;
    private final SqliteJournal journal;
    private final InstantSource clock;
    private final SealSigner signer;
    private final SealFile file;
    private final HeadFile headFile;
    private final Optional<Anchor> anchor;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("notary").factory());
    private final long loadedSize;
    private MerkleTree tree = new MerkleTree();
    private Journal.Head inTree = Journal.Head.EMPTY;
    private volatile Optional<Seal> newest = Optional.empty();
    private volatile Optional<String> contradiction;
    private volatile Optional<String> failure = Optional.empty();

    private Notary(AuditFiles files, SqliteJournal journal, AuditSettings settings, InstantSource clock, SealSigner signer)
            throws IOException {
        this.files = files;
        this.journal = journal;
        this.clock = clock;
        this.signer = signer;
        file = new SealFile(files.seals());
        anchor = settings.anchorFolder().isEmpty()
                ? Optional.empty()
                : Optional.of(new Anchor(Path.of(settings.anchorFolder()), journal.node()));
        readNewest();
        loadedSize = newest.map(Seal::size).orElse(0L);
        contradiction = new StartCheck(files, journal, signer).contradiction(newest);
        contradiction.ifPresent(what -> log.error("the journal contradicts what was sealed before: {}; see bin/onemap audit verify", what));
        headFile = HeadFile.open(files.head(), journal.node(), signer, journal.head());
        journal.watch(this::writeHead);
    }

    /**
     * Before anything is appended. At the first start it makes the key, hands its public part as a line to {@code say}, and records it in the chain.
     * A key that was lost is replaced likewise: whoever verifies will see that.
     */
    public static Notary open(DataFolder folder, SqliteJournal journal, AuditSettings settings, InstantSource clock, SecureRandom random,
            Consumer<String> say) {
        var files = new AuditFiles(folder.path());
        try {
            Files.createDirectories(folder.auditFolder());
            boolean first = !Files.exists(files.secretKey());
            var signer = first ? SealSigner.make(files.secretKey(), journal.node(), random) : SealSigner.read(files.secretKey());
            if (first) {
                DurableFile.write(files.publicKey(), out -> out.write((signer.key().text() + "\n").getBytes(UTF_8)));
                say.accept("seals are signed with 封签公钥 " + signer.key().text());
            }
            var notary = new Notary(files, journal, settings, clock, signer);
            notary.begin(settings);
            return notary;
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the audit in " + folder.path() + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What stands in one place only is brought to the other: the newest, after a kill between the two. */
    private void readNewest() throws IOException {
        var kept = journal.newestSeal().flatMap(Seal::parse);
        var written = file.repairedLast().flatMap(Seal::parse);
        long keptNumber = kept.map(Seal::number).orElse(0L);
        long writtenNumber = written.map(Seal::number).orElse(0L);
        if (keptNumber == writtenNumber + 1) file.append(List.of(kept.orElseThrow()));
        else if (keptNumber != writtenNumber)
            log.error("the journal keeps {} seals, {} holds {}", keptNumber, files.seals(), writtenNumber);
        newest = keptNumber >= writtenNumber ? kept : written;
    }

    private void begin(AuditSettings settings) {
        if (newest.filter(seal -> seal.reason() == Seal.Reason.STOP).isPresent() && contradiction.isEmpty())
            started(thread.submit(() -> keep(newest.orElseThrow().covered(), newest.orElseThrow().root(), Seal.Reason.START)));
        String key = KEY_ENTRY + ":" + signer.key().fingerprint();
        if (journal.findByKey(key, Instant.EPOCH).isEmpty())
            started(journal.append(List.of(Draft.of("console", KEY_ENTRY, KEY_OBJECT,
                    "{\"key\":\"" + signer.key().text() + "\",\"fingerprint\":\"" + signer.key().fingerprint() + "\"}").withKey(key)))
                    .toCompletableFuture());
        if (newest.isEmpty()) started(thread.submit(() -> make(Seal.Reason.REGULAR)));
        thread.scheduleWithFixedDelay(this::tick, 0, settings.everySeconds(), TimeUnit.SECONDS);
    }

    /** Before anything else is appended; the server starts all the same, and says what is wrong. */
    private void started(Future<?> part) {
        try {
            part.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            fail(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            make(Seal.Reason.REGULAR);
        } catch (Exception e) {
            fail(e);
        }
    }

    private void fail(Exception e) {
        var cause = e instanceof ExecutionException ? e.getCause() : e;
        failure = Optional.of("the journal cannot be sealed: " + cause.getMessage());
        log.error("the journal cannot be sealed", cause);
    }

    /** Covers all that is durable now, at a handover 交接班 for example; the newest seal when nothing was appended since. */
    public CompletionStage<Seal> seal() {
        try {
            return CompletableFuture.supplyAsync(() -> {
                try {
                    return make(Seal.Reason.HANDOVER);
                } catch (Exception e) {
                    fail(e);
                    throw new CompletionException(e);
                }
            }, thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    private Seal make(Seal.Reason reason) throws Exception {
        var head = journal.head();
        catchUp(head);
        var same = newest.filter(seal -> seal.size() == head.seq() && Arrays.equals(seal.head(), head.hash()));
        if (same.isPresent() && reason != Seal.Reason.STOP) return same.get();
        return keep(head, tree.root(), reason);
    }

    /** The first time all of it, a second for a million; then what was appended since. */
    private void catchUp(Journal.Head head) {
        if (head.seq() == inTree.seq()) return;
        var grown = tree.copy();
        journal.hashes(inTree, head, hash -> {
            grown.add(hash);
            if (grown.size() == loadedSize) compare(grown);
        });
        tree = grown;
        inTree = head;
    }

    private void compare(MerkleTree grown) {
        var seal = newest.orElseThrow();
        if (contradiction.isPresent() || Arrays.equals(grown.root(), seal.root())) return;
        contradiction = Optional.of("the entries up to " + seal.size() + " are not those of seal " + seal.number());
        log.error("the journal contradicts what was sealed before: {}; see bin/onemap audit verify", contradiction.get());
    }

    private Seal keep(Journal.Head head, byte[] root, Seal.Reason reason) throws Exception {
        String statement = Seal.statement(journal.node(), head, root, newest.map(Seal::number).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS), newest.map(Seal::digest).orElse(Seal.NO_PREVIOUS), reason);
        var seal = Seal.parse(signer.sign(statement)).orElseThrow();
        journal.keepSeal(seal.number(), seal.text()).toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        file.append(List.of(seal));
        newest = Optional.of(seal);
        failure = Optional.empty();
        anchor.ifPresent(other -> other.bringTo(seal, file));
        return seal;
    }

    private void writeHead(Journal.Head head) {
        try {
            headFile.write(head);
        } catch (IOException e) {
            if (failure.isEmpty()) fail(e);
        }
    }

    public Optional<Seal> newest() { return newest; }

    public SealKey key() { return signer.key(); }

    /** Why the journal is not sealed as it should be; empty while all is well. */
    public Optional<String> failing() {
        return contradiction.or(() -> failure).or(() -> anchor.flatMap(Anchor::problem));
    }

    /** Checks everything that {@code bin/onemap audit verify} checks, beside the running server. */
    public AuditResult verify() {
        return FolderAudit.of(files.folder()).verify();
    }

    /** The last seal, before the journal closes. */
    @Override public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) log.error("still sealing after {} s, left alone", CLOSE_SECONDS);
            else
                make(Seal.Reason.STOP); // the thread has ended: its state is ours
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            fail(e);
        }
        anchor.ifPresent(Anchor::close);
        journal.watch(head -> {});
        try {
            headFile.close();
        } catch (IOException e) {
            log.error("{} could not be closed: {}", files.head(), e.getMessage());
        }
    }
}
