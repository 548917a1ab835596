package onemap.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import onemap.access.secret.Secrets;
import onemap.flow.decision.Payload;
import onemap.journal.Draft;
import onemap.journal.Entry;

/**
 * The open sessions as a fold of {@code session.opened} and {@code session.ended}, so that a restart signs nobody out; when each was used last is known
 * from the start on only. Looking up is thread-safe.
 */
public final class Sessions {
    static final String OPENED = "session.opened";
    static final String ENDED = "session.ended";
    static final Set<String> KINDS = Set.of(OPENED, ENDED);

    private final InstantSource clock;
    private final Duration idle;
    private final Map<String, Open> byId = new ConcurrentHashMap<>();
    private final Map<String, Open> byDigest = new ConcurrentHashMap<>();
    private final Map<String, Instant> lastOpened = new ConcurrentHashMap<>();
    private final Map<String, Long> lastStep = new ConcurrentHashMap<>();
    private final Map<String, String> wallNames = new ConcurrentHashMap<>();

    Sessions(InstantSource clock, Duration idle) {
        this.clock = clock;
        this.idle = idle;
    }

    /** Why a session ended. */
    enum Reason {
        SIGNED_OUT, SIGNED_IN_AGAIN, REVOKED, IDLE, ABSOLUTE, TOO_MANY, PASSWORD, CHANGED, SECOND_FACTOR, NEVER_CLAIMED
    }

    private record Ending(Reason reason) {}

    /** A session while it is open. */
    private static final class Open {
        private final Session session;
        private final Instant knownSince;
        private volatile Optional<Instant> usedAt = Optional.empty();

        private Open(Session session, Instant knownSince) {
            this.session = session;
            this.knownSince = knownSince;
        }

        private Instant lastSeen() { return usedAt.orElse(knownSince); }
    }

    /** {@code lastSeenAt} is empty when it was not used since the start. */
    public record Listed(Session session, Optional<Instant> lastSeenAt) {}

    static Draft opened(Session session, Principal by) { return Draft.of(by.id(), OPENED, session.id(), Payload.write(session)); }

    static Draft ended(Session session, Reason reason, Principal by) {
        return Draft.of(by.id(), ENDED, session.id(), Payload.write(new Ending(reason)));
    }

    void fold(Entry entry) {
        if (entry.kind().equals(OPENED)) {
            var open = new Open(Payload.read(entry.payload(), Session.class), clock.instant());
            var session = open.session;
            byDigest.put(session.digest(), open);
            byId.put(session.id(), open);
            lastOpened.put(session.actor(), session.openedAt());
            session.codeStep().ifPresent(step -> lastStep.put(session.actor(), step));
            session.wall().ifPresent(wall -> wallNames.put(session.id(), wall.name()));
        } else if (entry.kind().equals(ENDED)) {
            Optional.ofNullable(byId.remove(entry.object())).ifPresent(open -> byDigest.remove(open.session.digest()));
        }
    }

    /** The session of that cookie, used now; empty when it has ended, even if nobody has noticed yet. */
    Optional<Session> use(String cookie) {
        var open = Optional.ofNullable(byDigest.get(Secrets.digest(cookie))).filter(each -> over(each, clock.instant()).isEmpty());
        open.ifPresent(each -> each.usedAt = Optional.of(clock.instant()));
        return open.map(each -> each.session);
    }

    private Optional<Reason> over(Open open, Instant now) {
        if (!now.isBefore(open.session.absoluteAt())) return Optional.of(Reason.ABSOLUTE);
        boolean idles = open.session.means() == Principal.Means.SESSION && !now.isBefore(open.lastSeen().plus(idle));
        return idles ? Optional.of(Reason.IDLE) : Optional.empty();
    }

    /** Entries for those whose time is over, so that a restart does not bring them back. */
    List<Draft> endOver(Principal by) {
        var now = clock.instant();
        var drafts = new ArrayList<Draft>();
        for (Open open : byId.values())
            over(open, now).ifPresent(reason -> drafts.add(ended(open.session, reason, by)));
        return drafts;
    }

    List<Draft> end(Predicate<Session> which, Reason reason, Principal by) {
        return byId.values().stream().map(open -> open.session).filter(which).map(session -> ended(session, reason, by)).toList();
    }

    /** The oldest of an actor but those that are {@code ending} anyway, so that with one more there are {@code most}. */
    List<Draft> makeRoom(String actor, int most, Set<String> ending, Principal by) {
        var own = byId.values()
                .stream()
                .map(open -> open.session)
                .filter(session -> session.actor().equals(actor) && !ending.contains(session.id()))
                .sorted(Comparator.comparing(Session::openedAt))
                .toList();
        return own.stream().limit(Math.max(0, own.size() - most + 1)).map(session -> ended(session, Reason.TOO_MANY, by)).toList();
    }

    public Optional<Session> find(String id) { return Optional.ofNullable(byId.get(id)).map(open -> open.session); }

    public Collection<Listed> list() {
        var now = clock.instant();
        return byId.values()
                .stream()
                .filter(open -> over(open, now).isEmpty())
                .map(open -> new Listed(open.session, open.usedAt))
                .sorted(Comparator.comparing(listed -> listed.session().openedAt()))
                .toList();
    }

    public Optional<Instant> lastSignIn(String actor) { return Optional.ofNullable(lastOpened.get(actor)); }

    /** Of the second factor's codes; later ones count. */
    long lastCodeStep(String user) {
        return lastStep.getOrDefault(user, Long.MIN_VALUE);
    }

    void usedCode(String user, long step) { lastStep.merge(user, step, Math::max); }

    Optional<String> wallName(String id) { return Optional.ofNullable(wallNames.get(id)); }
}
