package onemap.journal.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.journal.ChainVerifier;

/**
 * Checks a data folder: every row of {@code entry} against the chain, the chain against {@code journal.head} and every seal, the seals against one
 * another and against the key that the chain names, other nodes' chains against the heads that it names. Writes nothing, takes no lock: a server may run beside. Belongs to one thread.
 */
public final class FolderAudit {
    private static final Pattern NODE = Pattern.compile("[0-9a-f]{32}");

    /** A merge beside it writes for a while. */
    private static final int TRIES = 3;

    private final AuditFiles files;
    private final Optional<Path> anchor;
    private final Optional<Path> key;

    /** There is nothing to be checked; the message says why. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String message) { super(message, null, false, false); }
    }

    /**
     * @param anchor seals that were kept elsewhere
     * @param key    the public key as it was printed at the first start, or copied from {@code audit/seal.pub}
     */
    public FolderAudit(Path folder, Optional<Path> anchor, Optional<Path> key) {
        this.files = new AuditFiles(folder);
        this.anchor = anchor;
        this.key = key;
    }

    static FolderAudit of(Path folder) { return new FolderAudit(folder, Optional.empty(), Optional.empty()); }

    /** What a server wrote meanwhile is looked at again before anything is called tampered. */
    public AuditResult verify() {
        try {
            var before = stamp();
            var result = once();
            for (int again = 0; again < TRIES && !(result instanceof AuditResult.Sound) && !before.equals(stamp()); again++) {
                before = stamp();
                result = once();
            }
            return result;
        } catch (Refused | UncheckedIOException e) {
            return new AuditResult.Unreadable(e.getMessage());
        } catch (NoSuchFileException e) {
            return new AuditResult.Unreadable(e.getMessage() + " is missing");
        } catch (IOException e) {
            return new AuditResult.Unreadable(e.getMessage());
        }
    }

    private List<FileTime> stamp() throws IOException {
        var times = new ArrayList<FileTime>();
        for (var file : List.of(files.journal(), files.journalLog(), files.head(), files.seals()))
            if (Files.exists(file)) times.add(Files.getLastModifiedTime(file));
        return times;
    }

    private AuditResult once() throws IOException {
        if (!Files.isDirectory(files.folder())) throw new Refused(files.folder() + " is no folder");
        if (!Files.isReadable(files.folder())) throw new Refused(files.folder() + " may not be read");
        if (!Files.exists(files.journal())) throw new Refused(files.journal() + " is missing: no journal, or not a data folder");
        if (!Files.isReadable(files.journal())) throw new Refused(files.journal() + " may not be read");
        String node = Files.readString(files.node()).strip();
        if (!NODE.matcher(node).matches()) throw new Refused(files.node() + " does not hold 32 hex digits");
        try (var journal = JournalCopy.open(files)) {
            return check(node, journal);
        }
    }

    private AuditResult check(String node, JournalCopy journal) throws IOException {
        var heads = heads(node);
        var book = new SealBook(node);
        readSeals(node, journal, book);
        var named = journal.hasEntries() ? journal.keyEntry(node).flatMap(FolderAudit::keyIn) : Optional.<SealKey>empty();
        var used = usedKey().or(() -> named);
        var seals = used.map(book::vouched).orElse(List.of());

        var walk = new SealWalk(node, seals, heads.stream().map(HeadFile.Stated::head).toList());
        if (journal.hasEntries()) walk.run(new ChainVerifier(journal.readers(), journal.threads()), journal.adopted(node));
        else if (seals.isEmpty() && heads.isEmpty()) throw new Refused(files.journal() + " holds no entries: it is empty, or no journal");
        var fault = walk.fault();
        if (fault.isPresent()) return fault.get();
        return sealFault(node, book, walk.entries(), named, used, seals)
                .or(() -> book.stopWithoutStart(walk.entries()).map(stop -> addedAfter(node, stop)))
                .orElseGet(() -> new AuditResult.Sound(walk.entries(), book.count(), walk.unsealed(), walk.droppedParts(),
                        used.map(SealKey::fingerprint)));
    }

    private static AuditResult addedAfter(String node, Seal stop) {
        return new AuditResult.Tampered(node, stop.size() + 1, AuditResult.Kind.ALTERED,
                "entries were added after the server had been stopped");
    }

    static Optional<SealKey> keyIn(String payload) {
        var text = Pattern.compile("\"key\":\"([^\"]+)\"").matcher(payload);
        return text.find() ? SealKey.parse(text.group(1)) : Optional.empty();
    }

    /** The one the user trusts, or else the one that lies there. */
    private Optional<SealKey> usedKey() throws IOException {
        var file = key.orElse(files.publicKey());
        if (key.isEmpty() && !Files.exists(file)) return Optional.empty();
        var read = SealKey.parse(Files.readString(file));
        if (key.isPresent() && read.isEmpty()) throw new Refused(file + " does not hold a public key of seals");
        return read;
    }

    /** The order matters beside a running server: it writes to the table, to the file, and to the anchor. */
    private void readSeals(String node, JournalCopy journal, SealBook book) throws IOException {
        var atAnchor = anchor.isPresent()
                ? Optional.of(new SealBook.Source(anchor.get().toString(), textsOf(anchor.get())))
                : Optional.<SealBook.Source>empty();
        var before = new SealBook.Source("the journal", journal.seals(node, 0));
        var inFile = new SealBook.Source(files.seals().toString(), new SealFile(files.seals()).texts());
        var kept = book.add(before);
        var written = book.add(inFile);
        var later = new SealBook.Source("the journal", journal.seals(node, kept.size() + 1L));
        book.mustHold(inFile, written, kept, 1);
        kept.putAll(book.add(later));
        book.mustHold(before, kept, written, 0);
        if (atAnchor.isPresent()) {
            var anchored = book.add(atAnchor.get());
            if (anchored.isEmpty()) throw new Refused(atAnchor.get().name() + " holds no seal of node " + node);
            book.mustHold(inFile, written, anchored, 0);
        }
    }

    private static List<String> textsOf(Path file) throws IOException {
        if (!Files.exists(file)) throw new Refused(file + " is missing");
        return new SealFile(file).texts();
    }

    /** What the server wrote down of its head, now and when it found it contradicted. */
    private List<HeadFile.Stated> heads(String node) throws IOException {
        var heads = new ArrayList<HeadFile.Stated>();
        for (var file : List.of(files.head(), files.lostHead()))
            HeadFile.read(file).filter(stated -> stated.node().equals(node)).ifPresent(heads::add);
        return heads;
    }

    /** The entries are sound among themselves: does what vouches for them hold too? */
    private Optional<AuditResult> sealFault(String node, SealBook book, long entries, Optional<SealKey> named, Optional<SealKey> used,
            List<Seal> seals)
            throws IOException {
        var fault = book.firstFault();
        if (fault.isPresent()) return wrongSeal(node, fault.get().size(), fault.get().what());
        boolean sealed = used.isPresent() || book.count() > 0 || Files.exists(files.head()) || Files.exists(files.secretKey());
        if (sealed && named.isEmpty()) return wrongSeal(node, 0, "the chain names no key, although it has been sealed");
        if (!named.equals(used)) return wrongSeal(node, 0, "the key of the seals is not the one that the chain names");
        if (named.isEmpty()) return Optional.empty();
        if (seals.isEmpty() && entries > 1) return wrongSeal(node, 0, "the chain names a key, but there is no seal");
        var head = HeadFile.read(files.head());
        if (head.isEmpty() || !head.get().node().equals(node))
            return wrongSeal(node, entries, files.head() + " is missing or not as it was written");
        if (!Files.isReadable(files.secretKey())) return Optional.empty(); // an outsider's copy: nobody but the owner can check the head's MAC
        return head.get().isBy(SealSigner.read(files.secretKey()))
                ? Optional.empty()
                : wrongSeal(node, head.get().head().seq(), files.head() + " was not written by this journal's server");
    }

    private static Optional<AuditResult> wrongSeal(String node, long seq, String what) {
        return Optional.of(new AuditResult.Tampered(node, seq, AuditResult.Kind.SEAL, what));
    }
}
