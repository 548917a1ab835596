package onemap.access;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onemap.access.secret.Argon2Settings;
import onemap.access.secret.Lockout;

/**
 * Limits of signing in.
 *
 * @param idleMinutes                 a session nobody uses ends; walls' do not
 * @param absoluteHours               a session ends that long after it was opened, used or not: one shift
 * @param sessionsPerUser             at once; one more ends the oldest
 * @param failures                    wrong tries of one account from one address before it is locked there
 * @param lockMinutes                 how long
 * @param attemptsPerMinute           of everybody together: what the two password threads can do, and the bound of the lockout's memory
 * @param attemptsPerMinutePerAddress so that one flood leaves room for others
 * @param wallDays                    a wall screen is paired anew after that long
 * @param pairingMinutes              a wall's code is good that long
 * @param secondFactorFor             words of the roles that must have one 双因素: those who command
 * @param argon2                      cost of a password
 */
public record AccessSettings(int idleMinutes, int absoluteHours, int sessionsPerUser, int failures, int lockMinutes, int attemptsPerMinute,
        int attemptsPerMinutePerAddress, int wallDays, int pairingMinutes, List<String> secondFactorFor, Argon2Settings argon2) {
    public AccessSettings {
        positive("idleMinutes", idleMinutes);
        positive("absoluteHours", absoluteHours);
        positive("sessionsPerUser", sessionsPerUser);
        positive("failures", failures);
        positive("lockMinutes", lockMinutes);
        positive("attemptsPerMinute", attemptsPerMinute);
        positive("attemptsPerMinutePerAddress", attemptsPerMinutePerAddress);
        positive("wallDays", wallDays);
        positive("pairingMinutes", pairingMinutes);
        secondFactorFor = List.copyOf(secondFactorFor);
        for (String word : secondFactorFor)
            if (Role.find(word).isEmpty()) throw new IllegalArgumentException("secondFactorFor: " + word + " is no role");
    }

    private static void positive(String name, int value) {
        if (value < 1) throw new IllegalArgumentException(name + ": " + value + " is not positive");
    }

    Duration idle() { return Duration.ofMinutes(idleMinutes); }

    Duration absolute() { return Duration.ofHours(absoluteHours); }

    Lockout.Limits lockout() {
        return new Lockout.Limits(failures, Duration.ofMinutes(lockMinutes), attemptsPerMinute, attemptsPerMinutePerAddress);
    }

    Duration wall() { return Duration.ofDays(wallDays); }

    Duration pairing() { return Duration.ofMinutes(pairingMinutes); }

    /** Who must show a second factor. */
    public boolean demandsSecondFactor(Role role) { return roles().contains(role); }

    private Set<Role> roles() { return secondFactorFor.stream().flatMap(word -> Role.find(word).stream()).collect(Collectors.toSet()); }
}
