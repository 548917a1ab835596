package onemap.journal.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.SqliteJournal;

/** What the newest seal and the last head say against the journal, looked at in no time before the server begins. */
final class StartCheck {
    private final AuditFiles files;
    private final SqliteJournal journal;
    private final SealSigner signer;

    StartCheck(AuditFiles files, SqliteJournal journal, SealSigner signer) {
        this.files = files;
        this.journal = journal;
        this.signer = signer;
    }

    /** Why this journal is not the one that was left behind. A head it contradicts is kept beside. */
    Optional<String> contradiction(Optional<Seal> newest) throws IOException {
        var stated = HeadFile.read(files.head()).filter(head -> head.node().equals(journal.node()) && head.isBy(signer));
        var byHead = stated.flatMap(head -> contradiction(head.head(), "journal.head"));
        if (byHead.isPresent() && !Files.exists(files.lostHead()))
            Files.copy(files.head(), files.lostHead(), StandardCopyOption.COPY_ATTRIBUTES);
        var byLostHead = HeadFile.read(files.lostHead()).flatMap(head -> contradiction(head.head(), "journal.head.lost"));
        return byHead.or(() -> byLostHead).or(() -> newest.flatMap(this::contradiction));
    }

    private Optional<String> contradiction(Seal newest) {
        var covered = contradiction(newest.covered(), "seal " + newest.number());
        boolean grown = newest.reason() == Seal.Reason.STOP && journal.head().seq() > newest.size();
        if (covered.isEmpty() && grown) return Optional.of("entries after " + newest.size() + " were added while the server was stopped");
        return covered;
    }

    private Optional<String> contradiction(Journal.Head known, String who) {
        if (known.seq() > journal.head().seq())
            return Optional.of("entries after " + journal.head().seq() + " are gone, " + who + " knows " + known.seq());
        byte[] hash = known.seq() == 0 ? known.hash() : journal.find(known.seq()).map(Entry::hash).orElse(new byte[0]);
        return Arrays.equals(hash, known.hash())
                ? Optional.empty()
                : Optional.of("entry " + known.seq() + " is not the one that " + who + " knows");
    }
}
