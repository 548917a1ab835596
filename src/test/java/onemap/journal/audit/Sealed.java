package onemap.journal.audit;

import static onemap.journal.Samples.draft;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import onemap.journal.disk.DataFolder;
import onemap.journal.JournalSettings;
import onemap.journal.Samples;
import onemap.journal.SqliteJournal;

/** A journal with its notary as the server has them, on a clock that stands; seals only when asked to. */
final class Sealed implements AutoCloseable {
    static final AuditSettings NEVER_BY_ITSELF = new AuditSettings(100_000, "");
    final DataFolder folder;
    final SqliteJournal journal;
    final Notary notary;
    final List<String> said = new ArrayList<>();

    private Sealed(Path path, String hash, AuditSettings settings, InstantSource clock) {
        folder = DataFolder.open(path);
        journal = new SqliteJournal(folder, new JournalSettings(16 << 20, 10_000, 4, 10_000, hash), clock, new SecureRandom());
        notary = Notary.open(folder, journal, settings, clock, new SecureRandom(), said::add);
    }

    static Sealed open(Path path) { return open(path, "SHA-256", NEVER_BY_ITSELF); }

    static Sealed open(Path path, String hash, AuditSettings settings) { return new Sealed(path, hash, settings, () -> Samples.NOON); }

    /** Each with a key, every third with a personal part. */
    void append(int count) throws Exception {
        long from = journal.head().seq() + 1;
        var drafts = LongStream.range(from, from + count)
                .mapToObj(seq -> seq % 3 == 0
                        ? draft((int) seq).withKey("key " + seq).withSealed("{\"phone\":\"1380000" + seq + "\"}")
                        : draft((int) seq).withKey("key " + seq))
                .toList();
        Samples.done(journal.append(drafts));
    }

    Seal seal() throws Exception { return Samples.done(notary.seal()); }

    Optional<String> keyFingerprint() { return Optional.of(notary.key().fingerprint()); }

    AuditResult verify() { return FolderAudit.of(folder.path()).verify(); }

    @Override public void close() {
        notary.close();
        closeWithoutStop();
    }

    /** As a killed server leaves it, but for the files it held open. */
    void closeWithoutStop() {
        journal.close();
        folder.close();
    }
}
