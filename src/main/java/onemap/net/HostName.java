package onemap.net;

import java.util.regex.Pattern;

/** Names of hosts as they are written where nobody reads them in two ways (RFC 1123, 2.1). */
final class HostName {
    private static final int MAX_CHARACTERS = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    /** The last label begins with a letter: {@code 127.1}, {@code 2130706433} and {@code 0x7f.1} are addresses to some and names to others. */
    private static final Pattern NAME = Pattern.compile("(?:" + LABEL + "\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private HostName() {}

    static boolean isName(String lowerCase) { return lowerCase.length() <= MAX_CHARACTERS && NAME.matcher(lowerCase).matches(); }
}
