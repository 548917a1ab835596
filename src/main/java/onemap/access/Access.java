package onemap.access;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import onemap.flow.Recorder;
import onemap.journal.Entry;
import onemap.journal.Journal;

/**
 * Who is who and may do what, as a fold of the journal. Looking up is thread-safe and does not block, so it may be asked on an event loop; what changes it
 * belongs to the decision lane.
 */
public final class Access {
    private static final Set<String> KINDS = Set.of(Tokens.ISSUED, Tokens.REVOKED);

    private final Tokens tokens;

    public Access(Recorder recorder, InstantSource clock, RandomGenerator random) { tokens = new Tokens(recorder, clock, random); }

    /** What the journal says; before anybody asks. */
    public Access recover(Journal journal) {
        journal.replayKinds(KINDS, this::fold);
        return this;
    }

    private void fold(Entry entry) { tokens.fold(entry); }

    public Tokens tokens() { return tokens; }

    /** Who has that bearer token. */
    public Optional<Principal> byToken(String token) { return tokens.find(token); }

    /** Who opened the session of that cookie, unless it has ended; being asked keeps it from idling out. */
    public Optional<Principal> bySession(String cookie) {
        return Optional.empty();
    }

    /** What a page must send with every change, so that no other page can; empty for those who come without a cookie. */
    public Optional<String> csrf(Principal principal) {
        return Optional.empty();
    }

    /** The cookie of a new guest's session, for the pages of the demo on this machine. */
    public Optional<String> guestCookie() {
        return Optional.empty();
    }

    /** Somebody real administers. */
    public boolean isAdministratorSafe() { return false; }

    /** Stops telling. */
    public interface Subscription extends AutoCloseable {
        @Override void close();
    }

    /** Runs once when the session or token it came with ends. */
    public Subscription onEnd(Principal principal, Runnable action) {
        return () -> {};
    }

    /** The name of an actor for people; the id itself when nobody knows it any more. */
    public String name(String actor) {
        return tokens.name(actor).orElse(actor);
    }
}
