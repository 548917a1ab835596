package onemap.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onemap.journal.ChainCheck;
import onemap.journal.Entry;
import onemap.journal.JournalSettings;
import onemap.journal.SqliteJournal;
import onemap.journal.audit.AuditResult;
import onemap.journal.audit.FolderAudit;
import onemap.journal.disk.DataFolder;

/** The journal and its seals as a kill left them: a copy, so that the next server finds the files themselves untouched. */
record Wreck(Path folder) {
    private static final JournalSettings JOURNAL = new JournalSettings(1 << 24, 5_000, 2, 60_000, "SHA-256");

    static Wreck of(Path data, Path copy) throws IOException {
        Files.createDirectories(copy.resolve("audit"));
        for (String name : List.of("journal.db", "journal.db-wal", "node.id", "journal.head", "seal.key", "audit/seals.txt",
                "audit/seal.pub"))
            if (Files.exists(data.resolve(name))) Files.copy(data.resolve(name), copy.resolve(name));
        return new Wreck(copy);
    }

    /** As {@code bin/onemap audit verify} says it; a kill is no excuse. */
    void assertSound(String when) {
        assertThat(new FolderAudit(folder, Optional.empty(), Optional.empty()).verify()).as("audit %s", when)
                .isInstanceOf(AuditResult.Sound.class);
    }

    /** All there are, from a chain that holds. */
    List<Entry> entries(String when) {
        var entries = new ArrayList<Entry>();
        try (var opened = DataFolder.open(folder);
                var journal = new SqliteJournal(opened, JOURNAL, InstantSource.system(), RandomGenerator.of("L64X128MixRandom"))) {
            assertThat(journal.verifyAll()).as("chain %s", when).isInstanceOf(ChainCheck.Sound.class);
            journal.replay(1, entries::add);
        }
        return entries;
    }
}
