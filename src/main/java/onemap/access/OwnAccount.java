package onemap.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import onemap.access.SignIn.Outcome;
import onemap.access.secret.PasswordRules;
import onemap.access.secret.Passwords;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.journal.Draft;

/** What everybody may do about the own account 本人账号. Thread-safe. */
public final class OwnAccount {
    private final Access access;
    private final DecisionLane decisions;
    private final Passwords passwords;
    private final SignIn signIn;
    private final SecondFactors secondFactors;

    OwnAccount(Access access, DecisionLane decisions, Passwords passwords, SignIn signIn, SecondFactors secondFactors) {
        this.access = access;
        this.decisions = decisions;
        this.passwords = passwords;
        this.signIn = signIn;
        this.secondFactors = secondFactors;
    }

    /** Ends the session it came with. */
    public CompletableFuture<Boolean> signOut(Principal who) {
        return decisions.decide(() -> !access.commit(access.sessions()
                .end(session -> session.id().equals(who.handle()), Sessions.Reason.SIGNED_OUT, who)).isEmpty());
    }

    /** All sessions of the user end, and one is opened anew: whoever had stolen one has nothing. */
    public CompletableFuture<Outcome> changePassword(Principal who, String old, String fresh, String peer) {
        var user = self(who);
        PasswordRules.complaint(fresh, user.login())
                .ifPresent(complaint -> {
                    throw new IllegalArgumentException(complaint);
                });
        if (fresh.equals(old)) throw new IllegalArgumentException("the new password is the old one 新密码与原密码相同");
        return signIn.verified(user.login(), old, peer,
                verified -> passwords.hashLater(fresh).thenCompose(phc -> decisions.decide(() -> replace(who, verified, phc, peer))));
    }

    private Outcome replace(Principal who, User verified, String phc, String peer) {
        var user = access.users()
                .find(verified.id())
                .filter(now -> now.enabled() && now.personal().password().equals(verified.personal().password()));
        if (user.isEmpty()) return new Outcome.Wrong();
        var drafts = new ArrayList<Draft>();
        drafts.add(Users.draft(Users.PASSWORD, user.get().withPassword(phc, false), who));
        drafts.addAll(access.sessions().end(session -> session.actor().equals(who.id()), Sessions.Reason.PASSWORD, who));
        return signIn.open(user.get(), peer, Optional.empty(), drafts);
    }

    /** Nothing changes before a first code was shown. */
    public CompletableFuture<SecondFactors.Enrolment> beginSecondFactor(Principal who) {
        return decisions.decide(() -> {
            var user = self(who);
            if (user.state().secondFactor())
                throw new Refused(Refused.Reason.IMPOSSIBLE, "a second factor is enrolled; remove it first 已绑定双因素,请先解除");
            return secondFactors.begin(user);
        });
    }

    /** True when the code showed that the app has the secret. */
    public CompletableFuture<Boolean> confirmSecondFactor(Principal who, String code) {
        return decisions.decide(() -> {
            var user = self(who);
            var sealed = secondFactors.confirm(user, code);
            if (sealed.isEmpty()) return false;
            access.commit(List.of(Users.draft(Users.SECOND_FACTOR, user.withSecondFactor(sealed), who)));
            return true;
        });
    }

    /** Takes password and code: a session left open is not enough. {@code In} without a new cookie when it is removed. */
    public CompletableFuture<Outcome> removeSecondFactor(Principal who, String password, String code, String peer) {
        return signIn.verified(self(who).login(), password, peer, verified -> decisions.decide(() -> {
            var user = self(who);
            if (user.state().secondFactor() && secondFactors.use(user, code).isEmpty())
                return code.isBlank() ? new Outcome.CodeWanted() : new Outcome.CodeWrong();
            if (user.state().secondFactor())
                access.commit(List.of(Users.draft(Users.SECOND_FACTOR, user.withSecondFactor(Optional.empty()), who)));
            return new Outcome.In("", who);
        }));
    }

    private User self(Principal who) {
        return access.users()
                .find(who.id())
                .filter(user -> who.means() == Principal.Means.SESSION)
                .orElseThrow(() -> new Refused(Refused.Reason.IMPOSSIBLE, "only who signed in has an account; " + who.id() + " did not"));
    }
}
