package onemap.access.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import onemap.access.Access;
import onemap.access.AccessSettings;
import onemap.access.Doors;
import onemap.access.FirstUsers;
import onemap.access.Principal;
import onemap.access.Role;
import onemap.access.secret.Passwords;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Recorder;
import onemap.journal.JournalSettings;
import onemap.journal.SqliteJournal;
import onemap.journal.audit.AuditSettings;
import onemap.journal.audit.Notary;
import onemap.journal.disk.DataFolder;

/** The ways into a data folder that no server has open: whoever may open the folder may use them. */
public final class OfflineConsole implements AutoCloseable {
    private static final int DECISIONS = 100;

    private final DataFolder folder;
    private final SqliteJournal journal;
    private final Optional<Notary> notary;
    private final DecisionLane decisions = new DecisionLane(DECISIONS);
    private final Passwords passwords;
    private final Doors doors;

    /** As the server has them. */
    public record Settings(JournalSettings journal, AuditSettings audit, AccessSettings access) {}

    /** @throws DataFolder.InUse when a server has it: ask that one instead */
    public OfflineConsole(Path data, Settings settings, Predicate<Area> areaExists, InstantSource clock, SecureRandom random) {
        folder = DataFolder.open(data);
        journal = new SqliteJournal(folder, settings.journal(), clock, random);
        notary = sealed(settings.audit(), clock, random);
        passwords = new Passwords(settings.access().argon2(), random);
        var access = new Access(new Recorder(journal), settings.access(), folder.secret(random), Access.Stage.REAL, clock, random)
                .recover(journal);
        FirstUsers.forgetWhenChanged(access, folder.path());
        doors = Doors.of(access, decisions, passwords, areaExists, clock, random);
    }

    /** Where a server has sealed, what is added without one must be sealed too, or it looks forged. A new folder is sealed by its first server. */
    private Optional<Notary> sealed(AuditSettings settings, InstantSource clock, SecureRandom random) {
        if (!Files.exists(folder.auditFolder())) return Optional.empty();
        return Optional.of(Notary.open(folder, journal, settings, clock, random, System.err::println));
    }

    /** The secret, told once. */
    public String issueToken(String name, Role role, Area area, Optional<Duration> lifetime) {
        return doors.access().tokens().issue(name, role, area, lifetime, Principal.CONSOLE).secret();
    }

    public Doors doors() { return doors; }

    public SqliteJournal journal() { return journal; }

    public DecisionLane decisions() { return decisions; }

    @Override public void close() {
        passwords.close();
        decisions.close();
        notary.ifPresent(Notary::close);
        journal.close();
        folder.close();
    }
}
