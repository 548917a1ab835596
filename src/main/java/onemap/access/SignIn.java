package onemap.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import onemap.access.Principal.Means;
import onemap.access.secret.Lockout;
import onemap.access.secret.PasswordRules;
import onemap.access.secret.Passwords;
import onemap.access.secret.Secrets;
import onemap.flow.decision.DecisionLane;
import onemap.journal.Draft;

/** How people get in 登录. Answers alike, and after like work, whether the login, the password or both are wrong. Thread-safe. */
public final class SignIn {
    private final Access access;
    private final DecisionLane decisions;
    private final Passwords passwords;
    private final SecondFactors secondFactors;
    private final Lockout lockout;
    private final Refusals refusals;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final AtomicLong accepted = new AtomicLong();

    SignIn(Access access, DecisionLane decisions, Passwords passwords, SecondFactors secondFactors, InstantSource clock,
            RandomGenerator random) {
        this.access = access;
        this.decisions = decisions;
        this.passwords = passwords;
        this.secondFactors = secondFactors;
        this.lockout = new Lockout(access.settings().lockout(), clock);
        this.refusals = new Refusals(clock);
        this.clock = clock;
        this.random = random;
    }

    /**
     * What somebody typed.
     *
     * @param code   empty when none was
     * @param peer   address it came from
     * @param cookie of a session that is open in the same browser; it ends
     */
    public record Attempt(String login, String password, String code, String peer, Optional<String> cookie) {}

    /** What became of it. */
    public sealed interface Outcome {
        /** {@code cookie} opens the session; it is kept nowhere. */
        record In(String cookie, Principal principal) implements Outcome {}

        /** Wrong login or password, or nobody who may sign in. */
        record Wrong() implements Outcome {}

        /** The password is right, the second factor's code is missing. */
        record CodeWanted() implements Outcome {}

        /** The password is right, the code is not, or was used before. */
        record CodeWrong() implements Outcome {}

        /** Not verified at all. */
        record Wait(Duration retryAfter) implements Outcome {}
    }

    public CompletableFuture<Outcome> signIn(Attempt attempt) {
        return verified(attempt.login(), attempt.password(), attempt.peer(), user -> decisions.decide(() -> admit(user, attempt)));
    }

    /** What follows a right password. */
    interface Next {
        CompletableFuture<Outcome> go(User user);
    }

    /** The one place where a password is tried. */
    CompletableFuture<Outcome> verified(String typedLogin, String password, String peer, Next next) {
        String login = Users.key(typedLogin);
        String address = network(peer);
        var refusal = lockout.begin(login, address);
        if (refusal.isPresent()) {
            refuse(refusal.get().hold() == Lockout.Hold.LOCKED ? Refusals.Reason.LOCKED : Refusals.Reason.TOO_MANY, login, address);
            return CompletableFuture.completedFuture(new Outcome.Wait(refusal.get().retryAfter()));
        }
        var user = access.users().findByLogin(login).filter(User::enabled);
        String tried = password.length() > PasswordRules.MOST ? "" : password;
        return passwords.verify(user.map(each -> each.personal().password()).filter(kept -> !kept.equals(FirstUsers.DERIVED)), tried)
                .thenCompose(right -> right || user.filter(each -> FirstUsers.opens(access, each, tried)).isPresent()
                        ? next.go(user.orElseThrow())
                        : CompletableFuture.completedFuture(new Outcome.Wrong()))
                .whenComplete((outcome, failure) -> count(Optional.ofNullable(outcome), login, address))
                .exceptionally(SignIn::busy);
    }

    private void count(Optional<Outcome> outcome, String login, String address) {
        if (outcome.isEmpty()) {
            lockout.undecided(login, address);
            return;
        }
        switch (outcome.get()) {
            case Outcome.In in -> lockout.succeeded(login, address);
            case Outcome.Wrong wrong -> failed(Refusals.Reason.WRONG, login, address);
            case Outcome.CodeWrong wrong -> failed(Refusals.Reason.CODE, login, address);
            case Outcome.CodeWanted wanted -> lockout.undecided(login, address);
            case Outcome.Wait wait -> lockout.undecided(login, address);
        }
    }

    private void failed(Refusals.Reason reason, String login, String address) {
        lockout.failed(login, address);
        refuse(reason, login, address);
    }

    private static Outcome busy(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof Passwords.Busy) return new Outcome.Wait(Duration.ofSeconds(2));
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    /** In the decision lane, where nothing changes meanwhile: the user as it is now, the code, a new session. */
    private Outcome admit(User verified, Attempt attempt) {
        var user = access.users()
                .find(verified.id())
                .filter(now -> now.enabled() && now.personal().password().equals(verified.personal().password()));
        if (user.isEmpty()) return new Outcome.Wrong();
        Optional<Long> step = Optional.empty();
        if (user.get().state().secondFactor()) {
            if (attempt.code().isBlank()) return new Outcome.CodeWanted();
            var used = secondFactors.use(user.get(), attempt.code());
            if (used.isEmpty()) return new Outcome.CodeWrong();
            step = Optional.of(used.getAsLong());
        }
        accepted.incrementAndGet();
        var in = open(user.get(), attempt.peer(), step, endingBefore(user.get(), attempt.cookie()));
        rehash(user.get(), attempt.password());
        return in;
    }

    private List<Draft> endingBefore(User user, Optional<String> cookie) {
        var by = actor(user);
        return cookie.map(Secrets::digest)
                .map(digest -> access.sessions().end(session -> session.digest().equals(digest), Sessions.Reason.SIGNED_IN_AGAIN, by))
                .orElse(List.of());
    }

    /** A new session under a new id; in the decision lane. {@code first} are entries made together with it. */
    Outcome.In open(User user, String peer, Optional<Long> codeStep, List<Draft> first) {
        var by = actor(user);
        var now = clock.instant();
        String cookie = Secrets.random(random);
        var session = new Session(Secrets.id("s", random), user.id(), Secrets.digest(cookie), now, now.plus(access.settings().absolute()),
                Means.SESSION, peer, Optional.empty(), codeStep);
        var ending = first.stream().map(Draft::object).collect(Collectors.toSet());
        var drafts = new ArrayList<>(first);
        drafts.addAll(access.sessions().makeRoom(user.id(), access.settings().sessionsPerUser(), ending, by));
        drafts.add(Sessions.opened(session, by));
        access.commit(drafts);
        return new Outcome.In(cookie, access.principal(session).orElseThrow());
    }

    static Principal actor(User user) {
        return new Principal(user.id(), user.personal().name(), user.role(), user.state().area(), Means.SESSION, user.id(),
                Optional.empty());
    }

    private void rehash(User user, String password) {
        if (user.personal().password().equals(FirstUsers.DERIVED) || !passwords.isOutdated(user.personal().password())) return;
        passwords.hashLater(password)
                .thenAccept(phc -> decisions.decide(() -> access.users()
                        .find(user.id())
                        .filter(now -> now.personal().password().equals(user.personal().password()))
                        .map(now -> access.commit(List
                                .of(Users.draft(Users.REHASHED, now.withPassword(phc, now.state().mustChangePassword()), actor(now)))))));
    }

    private void refuse(Refusals.Reason reason, String login, String address) {
        var user = access.users().findByLogin(login).map(User::id);
        refusals.refused(reason, login, address, user).ifPresent(draft -> decisions.decide(() -> access.commit(List.of(draft))));
    }

    /** A new password was given: old failures say nothing any more. */
    void forgive(String login) { lockout.forgive(Users.key(login)); }

    /** Once a second, in the decision lane. */
    void tick() { access.commit(refusals.due()); }

    /** How often somebody signed in. */
    public long accepted() { return accepted.get(); }

    public Refusals refusals() { return refusals; }

    /** One subscriber's addresses are one: an IPv6 site has 2^64 of them (RFC 6177). */
    private static String network(String peer) {
        String address = peer.contains("%") ? peer.substring(0, peer.indexOf('%')) : peer;
        String[] groups = address.split(":", -1);
        return groups.length == 8 ? String.join(":", List.of(groups).subList(0, 4)) + "::/64" : address;
    }
}
