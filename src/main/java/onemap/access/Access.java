package onemap.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onemap.access.Principal.Means;
import onemap.access.secret.Keys;
import onemap.domain.Area;
import onemap.flow.decision.Recorder;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;

/**
 * Who is who and may do what, as a fold of the journal. Looking up is thread-safe and does not block, so it may be asked on an event loop; what changes it
 * belongs to the decision lane.
 */
public final class Access {
    private static final Set<String> KINDS = Stream.of(Set.of(Tokens.ISSUED, Tokens.REVOKED), Users.KINDS, Sessions.KINDS)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());
    /** Who ends what nobody ends. */
    static final Principal CLOCK = new Principal("clock", "时限", Role.WALL, Area.COUNTY, Means.CONSOLE, "clock", Optional.empty());

    private final Recorder recorder;
    private final AccessSettings settings;
    private final Keys keys;
    private final Stage stage;
    private final Tokens tokens;
    private final Users users = new Users();
    private final Sessions sessions;
    private final Endings endings = new Endings();
    private final List<Consumer<Entry>> watchers = new ArrayList<>();
    private final String guest;

    /** Whether this is the demo, where guests look and everybody knows the passwords. */
    public enum Stage {
        DEMO, REAL
    }

    /** Stops telling. */
    public interface Subscription extends AutoCloseable {
        @Override void close();
    }

    /** @param secret of the data folder: from it come keys for what is sealed, CSRF tokens, the demo's passwords and its guest */
    public Access(Recorder recorder, AccessSettings settings, byte[] secret, Stage stage, InstantSource clock, RandomGenerator random) {
        this.recorder = recorder;
        this.settings = settings;
        this.stage = stage;
        keys = new Keys(secret);
        guest = "guest-" + text("guest");
        tokens = new Tokens(recorder, clock, random);
        sessions = new Sessions(clock, settings.idle());
    }

    /** What the journal says; before anybody asks. */
    public Access recover(Journal journal) {
        journal.replayKinds(KINDS, entry -> {
            if (Users.KINDS.contains(entry.kind())) users.recover(entry);
            else
                fold(entry);
        });
        users.unseal(journal::findSealed);
        return this;
    }

    private void fold(Entry entry) {
        tokens.fold(entry);
        sessions.fold(entry);
    }

    /** Durable, then valid: the one way anything changes here. */
    List<Entry> commit(List<Draft> drafts) {
        if (drafts.isEmpty()) return List.of();
        var entries = recorder.record(drafts);
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            if (Users.KINDS.contains(entry.kind())) users.fold(entry, drafts.get(i).sealed().orElseThrow());
            else
                fold(entry);
            if (entry.kind().equals(Sessions.ENDED) || entry.kind().equals(Tokens.REVOKED)) endings.ended(entry.object());
            watchers.forEach(watcher -> watcher.accept(entry));
        }
        return entries;
    }

    /** Is told every change, in the decision lane. */
    void watch(Consumer<Entry> watcher) { watchers.add(watcher); }

    /** Ends what has run out; once a second, in the decision lane. */
    public void tick() {
        commit(sessions.endOver(CLOCK));
        endings.handles().stream().filter(handle -> tokens.isOver(handle)).forEach(endings::ended);
    }

    public Tokens tokens() { return tokens; }

    public Users users() { return users; }

    public Sessions sessions() { return sessions; }

    public AccessSettings settings() { return settings; }

    public Stage stage() { return stage; }

    Keys keys() { return keys; }

    /** Who has that bearer token. */
    public Optional<Principal> byToken(String token) { return tokens.find(token); }

    /** Who opened the session of that cookie, unless it has ended; being asked keeps it from idling out. */
    public Optional<Principal> bySession(String cookie) {
        if (stage == Stage.DEMO && MessageDigest.isEqual(cookie.getBytes(UTF_8), guest.getBytes(UTF_8)))
            return Optional.of(Principal.GUEST);
        return sessions.use(cookie).flatMap(this::principal);
    }

    /** Who stands behind an open session, with role and area as they are now. */
    Optional<Principal> principal(Session session) {
        return session.wall()
                .map(wall -> new Principal(session.actor(), wall.name(), Role.WALL, wall.area(), Means.WALL, session.id(),
                        Optional.empty()))
                .or(() -> users.find(session.actor()).filter(User::enabled).map(user -> principal(user, session)));
    }

    private Principal principal(User user, Session session) {
        return new Principal(user.id(), user.personal().name(), user.role(), user.state().area(), Means.SESSION, session.id(), owed(user));
    }

    private Optional<Principal.Duty> owed(User user) {
        if (user.state().mustChangePassword()) return Optional.of(Principal.Duty.CHANGE_PASSWORD);
        if (!user.state().secondFactor() && settings.demandsSecondFactor(user.role()))
            return Optional.of(Principal.Duty.ENROL_SECOND_FACTOR);
        return Optional.empty();
    }

    /** What a page must send with every change, so that no other page can; empty for those who come without a cookie of their own. */
    public Optional<String> csrf(Principal principal) {
        boolean cookie = principal.means() == Means.SESSION || principal.means() == Means.WALL;
        return cookie ? Optional.of(text("csrf " + principal.handle())) : Optional.empty();
    }

    /** What makes a page of the demo its guest; empty outside the demo. */
    public Optional<String> guestCookie() {
        return stage == Stage.DEMO ? Optional.of(guest) : Optional.empty();
    }

    private String text(String purpose) { return Base64.getUrlEncoder().withoutPadding().encodeToString(keys.derive(purpose)); }

    /** Runs once when the session or token it came with ends, in the decision lane: hand over, do not work. At once when it has ended already. */
    public Subscription onEnd(Principal principal, Runnable action) {
        var subscription = endings.add(principal.handle(), action);
        boolean over = switch (principal.means()) {
            case SESSION, WALL -> sessions.find(principal.handle()).isEmpty();
            case TOKEN -> tokens.isOver(principal.handle());
            case GUEST, CONSOLE -> false;
        };
        if (over) endings.ended(principal.handle());
        return subscription;
    }

    /** Somebody real administers: there is an administrator, and none whose password was printed, is known to all, or is still to be changed. */
    public boolean isAdministratorSafe() {
        var administrators = users.list().stream().filter(User::isWorkingAdministrator).toList();
        return !administrators.isEmpty()
                && administrators.stream().noneMatch(user -> user.state().mustChangePassword() || FirstUsers.isDerived(user));
    }

    /** The name of an actor for people; the id itself when nobody knows it any more. */
    public String name(String actor) {
        return tokens.name(actor).or(() -> users.name(actor)).or(() -> sessions.wallName(actor)).orElse(actor);
    }
}
