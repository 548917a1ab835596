package onemap.journal.archive;

import java.time.Duration;
import java.util.Locale;

/**
 * The county's shared archive 共享库 in PostgreSQL with PostGIS.
 *
 * @param url             {@code jdbc:postgresql://host:port/database}; empty switches it off
 * @param user            who may create tables in schema {@code onemap}
 * @param passwordFile    file whose first line is the password, readable by the server only; empty when the database asks for none
 * @param connections     at once
 * @param entriesTogether journal entries in one transaction
 * @param reportsTogether reports in one transaction; between two of them waiting entries go first
 * @param poll            how often new ones are looked for while there are none
 * @param connect         longest wait for a connection
 * @param answer          longest wait for one answer of the database
 * @param firstPause      before the first new attempt when it is away; doubles
 * @param longestPause    between two attempts
 */
public record ArchiveSettings(String url, String user, String passwordFile, int connections, int entriesTogether, int reportsTogether,
        Duration poll, Duration connect, Duration answer, Duration firstPause, Duration longestPause) {
    private static final String SCHEME = "jdbc:postgresql:";
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    public ArchiveSettings {
        if (!url.isEmpty() && !url.startsWith(SCHEME))
            throw new IllegalArgumentException(
                    "url: must begin with jdbc:postgresql://, for example jdbc:postgresql://db.county.example/onemap");
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains("password=") || lower.substring(Math.min(lower.length(), SCHEME.length())).contains("@"))
            throw new IllegalArgumentException("url: must hold neither user nor password, those are archive.user and archive.passwordFile");
        within("connections", connections, 1, 16);
        within("entriesTogether", entriesTogether, 1, 100_000);
        within("reportsTogether", reportsTogether, 1, 1_000_000);
        within("poll", poll);
        within("connect", connect);
        within("answer", answer);
        within("firstPause", firstPause);
        within("longestPause", longestPause);
    }

    private static void within(String name, int value, int from, int to) {
        if (value < from || value > to) throw new IllegalArgumentException(name + ": " + value + " is not within " + from + " to " + to);
    }

    private static void within(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0)
            throw new IllegalArgumentException(name + ": " + value + " is not within " + SHORTEST + " to " + LONGEST);
    }

    public boolean isOn() { return !url.isEmpty(); }

    /** The same somewhere else. */
    public ArchiveSettings at(String otherUrl, String otherUser, String otherPasswordFile) {
        return new ArchiveSettings(otherUrl, otherUser, otherPasswordFile, connections, entriesTogether, reportsTogether, poll, connect,
                answer,
                firstPause, longestPause);
    }
}
