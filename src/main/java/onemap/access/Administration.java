package onemap.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import onemap.access.secret.Passwords;
import onemap.access.secret.Secrets;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Payload;
import onemap.journal.Draft;

/** What administrators do: users 用户, tokens 令牌, sessions 会话. Every change is durable before it is valid. Thread-safe. */
public final class Administration {
    private static final String USERS_READ = "users.read";
    private static final int LONGEST = 64;

    private final Access access;
    private final DecisionLane decisions;
    private final Passwords passwords;
    private final SignIn signIn;
    private final Predicate<Area> areaExists;
    private final RandomGenerator random;

    Administration(Access access, DecisionLane decisions, Passwords passwords, SignIn signIn, Predicate<Area> areaExists,
            RandomGenerator random) {
        this.access = access;
        this.decisions = decisions;
        this.passwords = passwords;
        this.signIn = signIn;
        this.areaExists = areaExists;
        this.random = random;
    }

    /** A user to be. */
    public record NewUser(String login, String name, String phone, Role role, Area area) {}

    /** What is to be changed; what is empty stays. */
    public record Change(Optional<String> name, Optional<String> phone, Optional<Role> role, Optional<Area> area,
            Optional<Boolean> enabled) {}

    /** A user beside a password that is told once. */
    public record Told(User user, String password) {}

    private record Count(int users) {}

    /** Reading a list of people is an entry; it comes first. */
    public CompletableFuture<List<User>> readUsers(Principal by) {
        return decisions.decide(() -> {
            var users = List.copyOf(access.users().list());
            access.commit(List.of(Draft.of(by.id(), USERS_READ, "", Payload.write(new Count(users.size())))));
            return users;
        });
    }

    public CompletableFuture<Told> add(NewUser wanted, Principal by) {
        if (!Users.isLogin(wanted.login()))
            throw new IllegalArgumentException("login is not 2 to 32 letters, digits or . _ - 账号须为 2 至 32 位字母、数字或 . _ -");
        check(Optional.of(wanted.name()), Optional.of(wanted.phone()), Optional.of(wanted.role()), Optional.of(wanted.area()));
        String password = Secrets.password(random);
        return passwords.hashLater(password).thenCompose(phc -> decisions.decide(() -> {
            if (access.users().findByLogin(wanted.login()).isPresent())
                throw new Refused(Refused.Reason.IMPOSSIBLE, "the login " + wanted.login() + " is taken 账号已存在");
            var user = new User(new User.State(Secrets.id("u", random), wanted.role(), wanted.area(), true, true, false),
                    new User.Personal(wanted.login().strip(), wanted.name(), wanted.phone(), phc, Optional.empty()));
            access.commit(List.of(Users.draft(Users.ADDED, user, by)));
            return new Told(user, password);
        }));
    }

    /** Ends the user's sessions when it may now do something else than before. */
    public CompletableFuture<User> change(String id, Change change, Principal by) {
        check(change.name(), change.phone(), change.role(), change.area());
        return decisions.decide(() -> {
            var before = find(id);
            var after = before.withProfile(change.name().orElse(before.personal().name()), change.phone().orElse(before.personal().phone()),
                    change.role().orElse(before.role()), change.area().orElse(before.state().area()))
                    .withEnabled(change.enabled().orElse(before.enabled()));
            if (!after.isWorkingAdministrator() && access.users().isLastAdministrator(before))
                throw new Refused(Refused.Reason.IMPOSSIBLE, "nobody else administers; make another administrator first 最后一名管理员不可停用或降级");
            commit(Users.CHANGED, after, !after.state().equals(before.state()), Sessions.Reason.CHANGED, by);
            return after;
        });
    }

    private void check(Optional<String> name, Optional<String> phone, Optional<Role> role, Optional<Area> area) {
        if (name.filter(each -> each.isBlank() || each.length() > LONGEST).isPresent())
            throw new IllegalArgumentException("name is not 1 to " + LONGEST + " characters");
        if (phone.filter(each -> !each.matches("[0-9+() -]{0,32}")).isPresent())
            throw new IllegalArgumentException("phone is no telephone number");
        if (role.filter(each -> !each.isPersons()).isPresent()) throw new IllegalArgumentException("role is not one of a person");
        area.filter(each -> !areaExists.test(each)).ifPresent(unknown -> {
            throw new IllegalArgumentException("area " + unknown.code() + " is not in this county 辖区不在本县");
        });
    }

    /** A random one that must be changed; the user's sessions end. */
    public CompletableFuture<Told> resetPassword(String id, Principal by) {
        String password = Secrets.password(random);
        return passwords.hashLater(password).thenCompose(phc -> decisions.decide(() -> {
            var user = find(id).withPassword(phc, true);
            commit(Users.PASSWORD, user, true, Sessions.Reason.PASSWORD, by);
            signIn.forgive(user.login());
            return new Told(user, password);
        }));
    }

    /** After a lost phone 手机遗失: by somebody else than its user; the sessions end. */
    public CompletableFuture<User> resetSecondFactor(String id, Principal by) {
        return decisions.decide(() -> {
            if (id.equals(by.id()))
                throw new Refused(Refused.Reason.IMPOSSIBLE, "another administrator does that, or the console 须由其他管理员或控制台重置");
            var user = find(id).withSecondFactor(Optional.empty());
            commit(Users.SECOND_FACTOR, user, true, Sessions.Reason.SECOND_FACTOR, by);
            return user;
        });
    }

    /** The console's way in for whoever lost both: a random password, no second factor. */
    public CompletableFuture<Told> reset(String login, Principal by) {
        var user = access.users().findByLogin(login).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no user " + login + " 无此账号"));
        return resetPassword(user.id(), by).thenCompose(told -> decisions.decide(() -> {
            var reset = find(user.id()).withSecondFactor(Optional.empty()).withEnabled(true);
            commit(Users.SECOND_FACTOR, reset, true, Sessions.Reason.SECOND_FACTOR, by);
            return new Told(reset, told.password());
        }));
    }

    private void commit(String kind, User user, boolean endSessions, Sessions.Reason reason, Principal by) {
        var drafts = new ArrayList<Draft>();
        drafts.add(Users.draft(kind, user, by));
        if (endSessions) drafts.addAll(access.sessions().end(session -> session.actor().equals(user.id()), reason, by));
        access.commit(drafts);
    }

    private User find(String id) {
        return access.users().find(id).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no user " + id));
    }

    public CompletableFuture<Tokens.Issued> issueToken(String name, Role role, Area area, Optional<Duration> lifetime, Principal by) {
        check(Optional.of(name), Optional.empty(), Optional.empty(), Optional.of(area));
        return decisions.decide(() -> access.tokens().issue(name, role, area, lifetime, by));
    }

    public CompletableFuture<Void> revokeToken(String id, Principal by) {
        return decisions.decide(() -> {
            if (access.tokens().findById(id).isEmpty()) throw new Refused(Refused.Reason.NOT_FOUND, "no token " + id);
            access.commit(List.of(Tokens.revoked(id, by)));
            return null;
        });
    }

    /** Every session for who administers, the own ones for everybody else. */
    public List<Sessions.Listed> sessionsFor(Principal by) {
        return access.sessions().list().stream().filter(listed -> mayEnd(listed.session(), by)).toList();
    }

    private static boolean mayEnd(Session session, Principal by) {
        return session.actor().equals(by.id()) || by.may(Permission.MANAGE_ACCESS) && by.area().isWholeCounty();
    }

    /** Of a person or of a wall screen; a foreign one does not exist for who does not administer. */
    public CompletableFuture<Void> endSession(String id, Principal by) {
        return decisions.decide(() -> {
            var drafts = access.sessions().end(session -> session.id().equals(id) && mayEnd(session, by), Sessions.Reason.REVOKED, by);
            if (drafts.isEmpty()) throw new Refused(Refused.Reason.NOT_FOUND, "no session " + id);
            access.commit(drafts);
            return null;
        });
    }
}
