package onemap.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.access.Principal.Means;
import onemap.access.secret.Secrets;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.journal.Draft;

/**
 * Pairing of wall screens 大屏配对: the screen shows six digits, an administrator types them, the screen gets its session by the ticket that only it has.
 * What waits is kept in heap: a restart makes screens show new digits. Thread-safe.
 */
public final class Walls {
    /** Screens waiting at once; more are somebody's game. */
    private static final int WAITING = 100;
    private static final int WAITING_PER_ADDRESS = 10;
    private static final int CODES = 1_000_000;

    private final Access access;
    private final DecisionLane decisions;
    private final Predicate<Area> areaExists;
    private final InstantSource clock;
    private final RandomGenerator random;
    /** By the ticket's digest. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    Walls(Access access, DecisionLane decisions, Predicate<Area> areaExists, InstantSource clock, RandomGenerator random) {
        this.access = access;
        this.decisions = decisions;
        this.areaExists = areaExists;
        this.clock = clock;
        this.random = random;
    }

    private record Waiting(String code, String peer, Instant until, Optional<Paired> paired) {}

    private record Paired(String cookie, Session session) {}

    /** For the screen: digits to show, a ticket to keep to itself. */
    public record Asked(String code, String ticket, Instant expiresAt) {}

    /** What a screen that asks again is told. */
    public sealed interface Claim {
        record NotYet() implements Claim {}

        record Over() implements Claim {}

        record In(String cookie, Principal principal) implements Claim {}
    }

    /** Empty when too many screens wait already, here or there. */
    public synchronized Optional<Asked> ask(String peer) {
        forget();
        if (waiting.size() >= WAITING || waiting.values().stream().filter(each -> each.peer().equals(peer)).count() >= WAITING_PER_ADDRESS)
            return Optional.empty();
        String code = newCode();
        String ticket = Secrets.random(random);
        var until = clock.instant().plus(access.settings().pairing());
        waiting.put(Secrets.digest(ticket), new Waiting(code, peer, until, Optional.empty()));
        return Optional.of(new Asked(code.substring(0, 3) + " " + code.substring(3), ticket, until));
    }

    private String newCode() {
        while (true) {
            String code = "%06d".formatted(random.nextInt(CODES));
            if (waiting.values().stream().noneMatch(each -> each.code().equals(code))) return code;
        }
    }

    private void forget() {
        var now = clock.instant();
        waiting.values().removeIf(each -> each.paired().isEmpty() && !now.isBefore(each.until()));
    }

    /** Ends what was paired but never got in; in the decision lane. */
    void tick() {
        over().forEach(paired -> access.commit(endNeverClaimed(paired.session())));
    }

    private List<Draft> endNeverClaimed(Session session) {
        return access.sessions().end(each -> each.id().equals(session.id()), Sessions.Reason.NEVER_CLAIMED, Access.CLOCK);
    }

    private synchronized List<Paired> over() {
        var now = clock.instant();
        var over = waiting.values().stream().filter(each -> !now.isBefore(each.until())).flatMap(each -> each.paired().stream()).toList();
        waiting.values().removeIf(each -> !now.isBefore(each.until()));
        return over;
    }

    /** Once: who has the ticket has the screen. */
    public synchronized Claim claim(String ticket) {
        forget();
        String digest = Secrets.digest(ticket);
        var found = Optional.ofNullable(waiting.get(digest));
        if (found.isEmpty()) return new Claim.Over();
        if (found.get().paired().isEmpty()) return new Claim.NotYet();
        waiting.remove(digest);
        var paired = found.get().paired().get();
        return access.principal(paired.session())
                .map(principal -> (Claim) new Claim.In(paired.cookie(), principal))
                .orElseGet(Claim.Over::new);
    }

    /** Durable, then the screen gets in. */
    public CompletableFuture<Session> pair(String typed, String name, Area area, Principal by) {
        String code = typed.replaceAll("\\s", "");
        if (name.isBlank() || name.length() > 64) throw new IllegalArgumentException("name is not 1 to 64 characters");
        if (!areaExists.test(area)) throw new IllegalArgumentException("area " + area.code() + " is not in this county 辖区不在本县");
        return decisions.decide(() -> {
            var ticket = find(code);
            String cookie = Secrets.random(random);
            var now = clock.instant();
            String id = Secrets.id("w", random);
            var session = new Session(id, id, Secrets.digest(cookie), now, now.plus(access.settings().wall()), Means.WALL,
                    ticket.getValue().peer(),
                    Optional.of(new Session.Wall(name.strip(), area)), Optional.empty());
            access.commit(List.of(Sessions.opened(session, by)));
            hand(ticket.getKey(), new Paired(cookie, session));
            return session;
        });
    }

    private synchronized Map.Entry<String, Waiting> find(String code) {
        forget();
        return waiting.entrySet()
                .stream()
                .filter(each -> each.getValue().code().equals(code) && each.getValue().paired().isEmpty())
                .findFirst()
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no screen shows this code now 没有大屏显示此配对码"));
    }

    private synchronized void hand(String digest, Paired paired) {
        waiting.computeIfPresent(digest, (any, before) -> new Waiting(before.code(), before.peer(), before.until(), Optional.of(paired)));
    }

    /** Paired screens. */
    public List<Sessions.Listed> list() {
        return access.sessions().list().stream().filter(listed -> listed.session().means() == Means.WALL).toList();
    }
}
