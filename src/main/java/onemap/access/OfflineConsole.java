package onemap.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onemap.domain.Area;
import onemap.flow.Recorder;
import onemap.journal.JournalSettings;
import onemap.journal.SqliteJournal;
import onemap.journal.disk.DataFolder;

/** Issues tokens into a data folder that no server has open: whoever may open the folder may do it. */
public final class OfflineConsole implements AutoCloseable {
    private final DataFolder folder;
    private final SqliteJournal journal;
    private final Access access;

    /** @throws DataFolder.InUse when a server has it: ask that one instead */
    public OfflineConsole(Path data, JournalSettings settings, InstantSource clock, RandomGenerator random) {
        folder = DataFolder.open(data);
        journal = new SqliteJournal(folder, settings, clock, random);
        access = new Access(new Recorder(journal), clock, random).recover(journal);
    }

    /** The secret, told once. */
    public String issueToken(String name, Role role, Area area, Optional<Duration> lifetime) {
        return access.tokens().issue(name, role, area, lifetime, Principal.CONSOLE).secret();
    }

    @Override public void close() {
        journal.close();
        folder.close();
    }
}
