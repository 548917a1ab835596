package onemap.desk;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import onemap.access.Permission;
import onemap.access.Principal;
import onemap.domain.Alarm;
import onemap.domain.LiveObject;
import onemap.domain.Personal;
import onemap.flow.Directory;
import onemap.journal.Entry;

/** What of the picture and of the journal somebody gets to see 可见范围: the one rule that every reading path asks. Thread-safe; does not block. */
public final class Sight {
    /** Entries about access, by the first word of their kind: for who audits. */
    private static final Set<String> ABOUT_ACCESS = Set.of("access", "people", "personal", "session", "signin", "token", "user", "users",
            "wall",
            "webhook");
    /** Entries about what is public. */
    private static final String WARNINGS = "warning";

    private final Directory directory;
    private final UnaryOperator<String> names;

    /** @param names of actors for people, by their ids */
    public Sight(Directory directory, UnaryOperator<String> names) {
        this.directory = directory;
        this.names = names;
    }

    /** Own area, and warnings, which are public. */
    public boolean maySee(Principal caller, LiveObject object) {
        return directory.isInside(caller.area(), object);
    }

    /**
     * One's own entries; about access only who audits; who answers for the county everything else, and others what is about an object of their area or about
     * warnings. A correction must be about the same object as the line it corrects.
     */
    public boolean mayRead(Principal caller, Entry entry) {
        if (entry.actor().equals(caller.id())) return true;
        String subject = entry.kind().substring(0, Math.max(0, entry.kind().indexOf('.')));
        if (ABOUT_ACCESS.contains(subject)) return caller.may(Permission.AUDIT) && caller.area().isWholeCounty();
        return caller.area().isWholeCounty() || subject.equals(WARNINGS) || caller.area().holds(divisionOf(entry));
    }

    /** Where an entry belongs: where its object does, a note about no thing to what its author answers for; empty: the county as a whole. */
    public Optional<String> divisionOf(Entry entry) {
        return DutyLog.authorsDivision(entry).or(() -> divisionOf(entry.object()));
    }

    private Optional<String> divisionOf(String object) {
        return directory.divisionOf(object).or(() -> directory.divisionOf(Alarm.objectIdIn(object)));
    }

    /** The object without names that the caller may not know. */
    public LiveObject shown(Principal caller, LiveObject object) {
        return object instanceof Alarm alarm && !caller.may(Permission.READ_NAMES) ? alarm.masked() : object;
    }

    /** The name of an actor, masked for who may not know it; of the caller itself as it is. */
    public String nameOf(Principal caller, String actor) {
        return name(caller, actor, names.apply(actor));
    }

    /** The same where the name is known. */
    public String name(Principal caller, String actor, String name) {
        return caller.may(Permission.READ_NAMES) || actor.equals(caller.id()) ? name : Personal.maskName(name);
    }

    /** What somebody wrote, without numbers of persons for who may not know names. */
    public String text(Principal caller, String written) {
        return caller.may(Permission.READ_NAMES) ? written : Personal.maskText(written);
    }
}
