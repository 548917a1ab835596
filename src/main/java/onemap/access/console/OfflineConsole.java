package onemap.access.console;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.access.Access;
import onemap.access.AccessSettings;
import onemap.access.Doors;
import onemap.access.FirstUsers;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.access.secret.Passwords;
import onemap.domain.Area;
import onemap.flow.DecisionLane;
import onemap.flow.Recorder;
import onemap.journal.JournalSettings;
import onemap.journal.SqliteJournal;
import onemap.journal.disk.DataFolder;

/** The ways into a data folder that no server has open: whoever may open the folder may use them. */
public final class OfflineConsole implements AutoCloseable {
    private final DataFolder folder;
    private final SqliteJournal journal;
    private final DecisionLane decisions = new DecisionLane(100);
    private final Passwords passwords;
    private final Doors doors;

    /** @throws DataFolder.InUse when a server has it: ask that one instead */
    public OfflineConsole(Path data, JournalSettings journalSettings, AccessSettings settings, Predicate<Area> areaExists,
            InstantSource clock, RandomGenerator random) {
        folder = DataFolder.open(data);
        journal = new SqliteJournal(folder, journalSettings, clock, random);
        passwords = new Passwords(settings.argon2(), random);
        var access = new Access(new Recorder(journal), settings, folder.secret(random), Access.Stage.REAL, clock, random).recover(journal);
        FirstUsers.forgetWhenChanged(access, folder.path());
        doors = Doors.of(access, decisions, passwords, areaExists, clock, random);
    }

    /** The secret, told once. */
    public String issueToken(String name, Role role, Area area, Optional<Duration> lifetime) {
        return doors.access().tokens().issue(name, role, area, lifetime, Principal.CONSOLE).secret();
    }

    public Doors doors() { return doors; }

    @Override public void close() {
        passwords.close();
        decisions.close();
        journal.close();
        folder.close();
    }
}
