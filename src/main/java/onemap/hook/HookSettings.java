package onemap.hook;

import java.time.Duration;
import java.util.List;
import onemap.net.AllowList;
import onemap.net.HttpCalls;
import onemap.net.SystemNames;

/**
 * Webhooks.
 *
 * @param allow        what may be called although it is not public, by HTTPS, on port 443, 80 or 8443: {@code host}, {@code address},
 *                     {@code network/bits}, each with or without {@code :port}; IPv6 in brackets
 * @param hooks        how many there may be; each has one call under way at most
 * @param connect      for one connection, and once more for TLS on it
 * @param call         for one call as a whole
 * @param firstPause   after the first failure; the next ones double, with jitter
 * @param longestPause what they grow to
 * @param giveUpAfter  an entry older than this is no longer tried
 */
public record HookSettings(List<String> allow, int hooks, Duration connect, Duration call, Duration firstPause, Duration longestPause,
        Duration giveUpAfter) {
    /** An answer is its status; what else comes is read so that the receiver may end in peace. */
    private static final int ANSWER_BYTES = 4 * 1024;
    /** Calls beside the deliveries': tests, and checks of new URLs. */
    private static final int AT_HAND = 8;

    public HookSettings {
        allow = List.copyOf(allow);
        try {
            new AllowList(allow);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("allow: " + e.getMessage(), e);
        }
        if (hooks < 0 || hooks > 256) throw new IllegalArgumentException("hooks: " + hooks + " is not between 0 and 256");
        positive("connect", connect);
        positive("call", call);
        positive("firstPause", firstPause);
        positive("giveUpAfter", giveUpAfter);
        if (longestPause.compareTo(firstPause) < 0)
            throw new IllegalArgumentException("longestPause: " + longestPause + " is shorter than firstPause");
    }

    public HttpCalls.Limits limits() { return new HttpCalls.Limits(connect, call, ANSWER_BYTES, hooks + AT_HAND); }

    public SystemNames names() { return new SystemNames(hooks + AT_HAND, connect); }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) throw new IllegalArgumentException(name + ": " + duration + " is not positive");
    }
}
