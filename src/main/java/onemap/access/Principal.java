package onemap.access;

import java.util.Optional;
import onemap.domain.Area;

/**
 * Who asks: a person who signed in, a machine with a token, a paired wall screen, or the demo's guest.
 *
 * @param id     for the journal: {@code u-…} a user, {@code t-…} a token, {@code w-…} a wall screen; says nothing personal
 * @param name   for people
 * @param handle public id of the session or token it came with
 * @param owed   what the user must do before anything else is allowed
 */
public record Principal(String id, String name, Role role, Area area, Means means, String handle, Optional<Duty> owed) {
    /** Reads what is not personal, in the demo on this machine. */
    public static final Principal GUEST = new Principal("guest", "访客", Role.WALL, Area.COUNTY, Means.GUEST, "guest", Optional.empty());
    /** Whoever may open the data folder on this machine. */
    public static final Principal CONSOLE = new Principal("console", "控制台", Role.ADMINISTRATOR, Area.COUNTY, Means.CONSOLE, "console",
            Optional.empty());

    /** How it showed who it is. */
    public enum Means {
        SESSION, TOKEN, WALL, GUEST, CONSOLE
    }

    /** What must be done first. */
    public enum Duty {
        CHANGE_PASSWORD, ENROL_SECOND_FACTOR
    }

    /** Who owes something may do nothing else. */
    public boolean may(Permission permission) {
        return role.may(permission) && (owed.isEmpty() || permission == Permission.OWN_ACCOUNT || permission == Permission.OWN_SESSION);
    }
}
