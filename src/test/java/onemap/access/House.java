package onemap.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import onemap.access.Access.Stage;
import onemap.access.Administration.NewUser;
import onemap.access.SignIn.Attempt;
import onemap.access.SignIn.Outcome;
import onemap.access.secret.Argon2Settings;
import onemap.access.secret.Passwords;
import onemap.access.secret.Totp;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane;
import onemap.flow.decision.Recorder;
import onemap.journal.Entry;
import onemap.journal.MemoryJournal;
import onemap.journal.Samples.HandClock;

/** A server's access without the server: a journal in heap, a clock by hand, cheap hashes. */
final class House implements AutoCloseable {
    static final Area TOWN = new Area("331099001");
    static final Argon2Settings CHEAP = new Argon2Settings(64, 1);
    static final String HERE = "10.0.0.1";
    private static final String CHOSEN = "chosen by the operator";

    final HandClock clock = new HandClock();
    final Random random = new Random(7);
    final MemoryJournal journal = new MemoryJournal("n", clock, random);
    final DecisionLane decisions = new DecisionLane(1_000);
    final AccessSettings settings;
    Passwords passwords;
    Doors doors;

    House() { this(List.of()); }

    House(List<String> secondFactorFor) {
        settings = new AccessSettings(15, 12, 3, 5, 15, 600, 120, 90, 5, secondFactorFor, CHEAP);
        restart(Stage.REAL, CHEAP);
    }

    /** The same journal, everything else anew. */
    void restart() { restart(Stage.REAL, CHEAP); }

    void restart(Stage stage, Argon2Settings cost) {
        passwords = new Passwords(cost, random);
        var access = new Access(new Recorder(journal), settings, new byte[32], stage, clock, random).recover(journal);
        doors = Doors.of(access, decisions, passwords, area -> area.equals(Area.COUNTY) || area.equals(TOWN), clock, random);
    }

    List<String> firstStart(Path data, Optional<String> chosen) {
        return new FirstUsers(doors.access(), passwords, data, random).prepare(chosen, TOWN);
    }

    /** An administrator who owes nothing, signed in. */
    Principal administrator() {
        firstStart(Path.of("target"), Optional.of(CHOSEN));
        return in("admin", CHOSEN).principal();
    }

    /** A user with that password of its own. */
    User user(String login, Role role, Area area, String password) {
        var told = done(doors.administration().add(new NewUser(login, login, "13800001234", role, area), Principal.CONSOLE));
        var first = in(login, told.password());
        changed(first.principal(), told.password(), password);
        return doors.access().users().find(told.user().id()).orElseThrow();
    }

    Outcome.In changed(Principal who, String old, String fresh) {
        return (Outcome.In) done(doors.account().changePassword(who, old, fresh, HERE));
    }

    Outcome attempt(String login, String password) { return attempt(login, password, "", HERE, Optional.empty()); }

    Outcome attempt(String login, String password, String code, String peer, Optional<String> cookie) {
        return done(doors.signIn().signIn(new Attempt(login, password, code, peer, cookie)));
    }

    Outcome.In in(String login, String password) { return (Outcome.In) attempt(login, password); }

    Optional<Principal> who(Outcome.In in) { return doors.access().bySession(in.cookie()); }

    /** Enrols a second factor; answers its secret. */
    byte[] enrol(Principal who) {
        byte[] secret = decoded(done(doors.account().beginSecondFactor(who)).secret());
        if (!done(doors.account().confirmSecondFactor(who, Totp.code(secret, clock.instant())))) throw new AssertionError("not enrolled");
        clock.advance(Duration.ofMinutes(2));
        return secret;
    }

    static byte[] decoded(String base32) {
        var bits = new StringBuilder();
        for (char letter : base32.toCharArray())
            bits.append(String.format("%5s", Integer.toBinaryString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter))).replace(' ', '0'));
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++)
            bytes[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        return bytes;
    }

    void tick() {
        done(decisions.decide(() -> {
            doors.tick();
            return true;
        }));
    }

    /** After what was handed to the decision lane meanwhile. */
    List<Entry> entries(String kind) {
        done(decisions.decide(() -> true));
        var found = new ArrayList<Entry>();
        journal.replay(1, entry -> {
            if (entry.kind().equals(kind)) found.add(entry);
        });
        return found;
    }

    static <T> T done(CompletableFuture<T> answer) {
        try {
            return answer.orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw e;
        }
    }

    @Override public void close() {
        passwords.close();
        decisions.close();
    }
}
