package onemap.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onemap.flow.decision.Payload;
import onemap.journal.Draft;

/**
 * Refused attempts to sign in as entries {@code signin.refused} and counts. The first of a minute of each account and address is an entry at once, the rest
 * of that minute one more; beyond a number of them a minute all others share one: a flood cannot fill the journal. Thread-safe.
 */
public final class Refusals {
    static final String REFUSED = "signin.refused";
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Accounts and addresses that get entries of their own in one minute. */
    private static final int OWN_ENTRIES = 60;
    private static final Key OTHERS = new Key("", "");
    private static final Principal ANONYMOUS = Principal.GUEST;

    private final InstantSource clock;
    private final Map<Key, Window> windows = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();

    Refusals(InstantSource clock) { this.clock = clock; }

    /** Why an attempt was refused. */
    public enum Reason {
        WRONG, CODE, LOCKED, TOO_MANY;

        String word() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }
    }

    private record Key(String login, String address) {}

    private static final class Window {
        private final Instant until;
        private final Reason reason;
        private final Optional<String> user;
        private long more;

        private Window(Instant until, Reason reason, Optional<String> user) {
            this.until = until;
            this.reason = reason;
            this.user = user;
        }
    }

    private record Refused(String reason, String peer, long count) {}

    private record Typed(String login) {}

    /** The entry to be made at once, if any. */
    synchronized Optional<Draft> refused(Reason reason, String login, String address, Optional<String> user) {
        counts.merge(reason.word(), 1L, Long::sum);
        var key = new Key(login, address);
        var window = windows.get(key);
        if (window == null && windows.size() < OWN_ENTRIES) {
            windows.put(key, new Window(clock.instant().plus(WINDOW), reason, user));
            return Optional.of(draft(reason, key, user, 1));
        }
        if (window == null)
            window = windows.computeIfAbsent(OTHERS, any -> new Window(clock.instant().plus(WINDOW), reason, Optional.empty()));
        window.more++;
        return Optional.empty();
    }

    /** Entries of the minutes that are over. */
    synchronized List<Draft> due() {
        var now = clock.instant();
        var drafts = new ArrayList<Draft>();
        windows.entrySet().removeIf(each -> {
            var window = each.getValue();
            if (now.isBefore(window.until)) return false;
            if (window.more > 0) drafts.add(draft(window.reason, each.getKey(), window.user, window.more));
            return true;
        });
        return drafts;
    }

    /** By reason. */
    public synchronized Map<String, Long> counts() { return Map.copyOf(counts); }

    /** What was typed as a login may be a password typed into the wrong field: it stands outside the chain. */
    private static Draft draft(Reason reason, Key key, Optional<String> user, long count) {
        var draft = Draft.of(ANONYMOUS.id(), REFUSED, user.orElse(""), Payload.write(new Refused(reason.word(), key.address(), count)));
        return key.equals(OTHERS) ? draft : draft.withSealed(Payload.write(new Typed(key.login())));
    }
}
