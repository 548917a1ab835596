package onemap.access;

import static onemap.access.House.HERE;
import static onemap.access.House.TOWN;
import static onemap.access.House.done;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.flow.decision.Payload;
import onemap.access.Access.Stage;
import onemap.access.Administration.Change;
import onemap.access.SignIn.Outcome;
import onemap.access.secret.Argon2Settings;
import onemap.domain.Area;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SignInTest {
    private static final String PASSWORD = "the river runs east";
    private static final Change NOTHING = new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    @AutoClose private final House house = new House();

    @Test void letsInWhoHasThePasswordInAnySpellingOfTheLogin() {
        var user = house.user("WangWei", Role.DUTY_OFFICER, TOWN, PASSWORD);

        var who = house.who(house.in(" wangwei ", PASSWORD)).orElseThrow();

        assertThat(who.id()).isEqualTo(user.id());
        assertThat(who.area()).isEqualTo(TOWN);
        assertThat(who.may(Permission.ACKNOWLEDGE)).isTrue();
    }

    @Test void answersAlikeWhateverIsWrong() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var off = house.user("away", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        house.administrator();
        done(house.doors.administration().change(off.id(), enabled(false), Principal.CONSOLE));

        assertThat(house.attempt("wang", "not the password")).isEqualTo(new Outcome.Wrong());
        assertThat(house.attempt("nobody", PASSWORD)).isEqualTo(new Outcome.Wrong());
        assertThat(house.attempt("away", PASSWORD)).isEqualTo(new Outcome.Wrong());
        assertThat(house.attempt("", "")).isEqualTo(new Outcome.Wrong());
        assertThat(house.attempt("wang", PASSWORD.repeat(100))).isEqualTo(new Outcome.Wrong());
    }

    /** A1: what takes time is done alike, so that time tells nothing; a lock is told before anything is done, for every login. */
    @Test void derivesOnceWhateverIsWrongAndNeverWhileLocked() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var off = house.user("away", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        house.administrator();
        done(house.doors.administration().change(off.id(), enabled(false), Principal.CONSOLE));

        for (String login : List.of("wang", "nobody", "away")) {
            for (int i = 0; i < 5; i++)
                assertThat(derivations(login, i == 0 ? PASSWORD.repeat(100) : "wrong number " + i)).as(login).isEqualTo(1);
            assertThat(derivations(login, PASSWORD)).as(login + ", locked").isZero();
        }
    }

    private long derivations(String login, String password) {
        long before = house.passwords.verifications();
        house.attempt(login, password);
        return house.passwords.verifications() - before;
    }

    @Test void locksAfterFiveAndTheLockHoldsForTheRightPasswordToo() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        for (int i = 0; i < 5; i++)
            house.attempt("wang", "wrong number " + i);

        assertThat(house.attempt("wang", PASSWORD)).isEqualTo(new Outcome.Wait(Duration.ofMinutes(15)));
        assertThat(house.attempt("wang", PASSWORD, "", "10.0.0.2", Optional.empty())).as("elsewhere").isInstanceOf(Outcome.In.class);
        house.clock.advance(Duration.ofMinutes(15));
        assertThat(house.attempt("wang", PASSWORD)).isInstanceOf(Outcome.In.class);
    }

    @Test void oneSitesIpv6AddressesAreOne() {
        for (int i = 0; i < 5; i++)
            house.attempt("wang", "wrong number " + i, "", "2001:db8:0:7:0:0:0:" + i, Optional.empty());

        assertThat(house.attempt("wang", PASSWORD, "", "2001:db8:0:7:1:2:3:4", Optional.empty())).isInstanceOf(Outcome.Wait.class);
        assertThat(house.attempt("wang", PASSWORD, "", "2001:db8:0:8:0:0:0:1", Optional.empty())).isEqualTo(new Outcome.Wrong());
    }

    @Test void aFloodOfTriesIsAFewEntriesThatSayHowMany() {
        for (int i = 0; i < 10_000; i++)
            house.attempt(i % 2 == 0 ? "wang" : "user" + i, "wrong", "", "10.0." + i % 200 + ".1", Optional.empty());
        assertThat(house.entries(Refusals.REFUSED)).hasSize(60);
        house.clock.advance(Duration.ofMinutes(1));
        house.tick();

        var entries = house.entries(Refusals.REFUSED);
        long told = entries.stream().mapToLong(entry -> Payload.tree(entry.payload()).path("count").asLong()).sum();

        assertThat(entries).hasSizeLessThanOrEqualTo(121);
        assertThat(told).isEqualTo(10_000);
        assertThat(entries).as("what was typed may be a password").noneMatch(entry -> entry.payload().contains("user1"));
    }

    @Test void opensUnderANewIdEachTimeAndEndsTheOneInTheBrowser() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var first = house.in("wang", PASSWORD);

        var second = (Outcome.In) house.attempt("wang", PASSWORD, "", HERE, Optional.of(first.cookie()));

        assertThat(second.cookie()).isNotEqualTo(first.cookie()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(house.who(first)).isEmpty();
        assertThat(house.who(second)).isPresent();
    }

    @Test void takesNoIdThatSomebodyElseChose() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);

        var in = (Outcome.In) house.attempt("wang", PASSWORD, "", HERE, Optional.of("chosen-by-somebody-else"));

        assertThat(in.cookie()).isNotEqualTo("chosen-by-somebody-else");
        assertThat(house.doors.access().bySession("chosen-by-somebody-else")).isEmpty();
    }

    @Test void idlesOutUnlessItIsUsed() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var used = house.in("wang", PASSWORD);
        var left = house.in("wang", PASSWORD);
        house.clock.advance(Duration.ofMinutes(14));
        assertThat(house.who(used)).isPresent();

        house.clock.advance(Duration.ofMinutes(1));

        assertThat(house.who(used)).isPresent();
        assertThat(house.who(left)).isEmpty();
        house.tick();
        house.restart();
        assertThat(house.who(left)).as("a restart brings none back").isEmpty();
    }

    @Test void endsAfterTwelveHoursHoweverMuchItIsUsed() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var in = house.in("wang", PASSWORD);
        for (int i = 0; i < 12 * 6 - 1; i++) {
            house.clock.advance(Duration.ofMinutes(10));
            assertThat(house.who(in)).isPresent();
        }

        house.clock.advance(Duration.ofMinutes(10));

        assertThat(house.who(in)).isEmpty();
    }

    @Test void oneSessionMoreEndsTheOldest() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var sessions = new ArrayList<Outcome.In>();
        for (int i = 0; i < 4; i++) {
            house.clock.advance(Duration.ofSeconds(1));
            sessions.add(house.in("wang", PASSWORD));
        }

        assertThat(sessions.stream().map(in -> house.who(in).isPresent()).toList()).containsExactly(false, true, true, true);
    }

    @Test void survivesARestart() {
        house.user("wang", Role.DUTY_OFFICER, TOWN, PASSWORD);
        var in = house.in("wang", PASSWORD);
        var csrf = house.doors.access().csrf(in.principal());

        house.restart();

        assertThat(house.who(in).orElseThrow()).isEqualTo(in.principal());
        assertThat(house.doors.access().csrf(in.principal())).isEqualTo(csrf);
        assertThat(house.in("wang", PASSWORD).principal().name()).isEqualTo("wang");
    }

    @Test void tellsWhoListensThatItEndedAtOnce() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var in = house.in("wang", PASSWORD);
        var other = house.in("wang", PASSWORD);
        var told = new ArrayList<String>();
        house.doors.access().onEnd(in.principal(), () -> told.add("socket"));
        house.doors.access().onEnd(in.principal(), () -> told.add("gone")).close();
        house.doors.access().onEnd(other.principal(), () -> told.add("other"));

        done(house.doors.administration().endSession(in.principal().handle(), Principal.CONSOLE));

        assertThat(told).containsExactly("socket");
        assertThat(house.who(in)).isEmpty();
        house.doors.access().onEnd(in.principal(), () -> told.add("late"));
        assertThat(told).containsExactly("socket", "late");
    }

    @Test void tellsWhoListensThatATokenEnded() {
        var issued = done(house.doors.administration()
                .issueToken("sms", Role.LEADER, Area.COUNTY, Optional.of(Duration.ofDays(1)), Principal.CONSOLE));
        var forever = done(house.doors.administration().issueToken("sms", Role.LEADER, Area.COUNTY, Optional.empty(), Principal.CONSOLE));
        var told = new ArrayList<String>();
        house.doors.access().onEnd(house.doors.access().byToken(issued.secret()).orElseThrow(), () -> told.add("over"));
        house.doors.access().onEnd(house.doors.access().byToken(forever.secret()).orElseThrow(), () -> told.add("revoked"));

        house.clock.advance(Duration.ofDays(1));
        house.tick();
        done(house.doors.administration().revokeToken(forever.token().id(), Principal.CONSOLE));

        assertThat(told).containsExactly("over", "revoked");
        assertThat(house.doors.access().byToken(forever.secret())).isEmpty();
    }

    @Test void endsWhenPasswordRoleAreaOrStandingChange() {
        var admin = house.administrator();
        var changes = List.of(new Change(Optional.empty(), Optional.empty(), Optional.of(Role.LEADER), Optional.empty(), Optional.empty()),
                new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(TOWN), Optional.empty()), enabled(false));
        for (int i = 0; i < changes.size(); i++) {
            var user = house.user("user" + i, Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
            var in = house.in("user" + i, PASSWORD);

            done(house.doors.administration().change(user.id(), changes.get(i), admin));

            assertThat(house.who(in)).as(changes.get(i).toString()).isEmpty();
        }
        var user = house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var in = house.in("wang", PASSWORD);
        done(house.doors.administration().change(user.id(), NOTHING, admin));
        assertThat(house.who(in)).as("nothing changed").isPresent();
        done(house.doors.administration().resetPassword(user.id(), admin));
        assertThat(house.who(in)).isEmpty();
    }

    private static Change enabled(boolean enabled) {
        return new Change(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(enabled));
    }

    @Test void aNewOwnPasswordEndsAllSessionsAndOpensOne() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var here = house.in("wang", PASSWORD);
        var stolen = house.in("wang", PASSWORD);

        var fresh = house.changed(here.principal(), PASSWORD, "the river runs west");

        assertThat(house.who(here)).isEmpty();
        assertThat(house.who(stolen)).isEmpty();
        assertThat(house.who(fresh)).isPresent();
        assertThat(house.attempt("wang", PASSWORD)).isEqualTo(new Outcome.Wrong());
    }

    @Test void hashesAnewWhenTheCostHasChanged() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        house.restart(Stage.REAL, new Argon2Settings(128, 1));

        house.in("wang", PASSWORD);

        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (house.entries(Users.REHASHED).isEmpty() && System.nanoTime() < deadline)
            Thread.onSpinWait();
        assertThat(house.doors.access().users().findByLogin("wang").orElseThrow().personal().password()).contains("m=128,");
        assertThat(house.attempt("wang", PASSWORD)).isInstanceOf(Outcome.In.class);
    }

    @Test void nothingPersonalAndNoSecretStandsInTheChain() {
        house.user("wangwei", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);
        var in = house.in("wangwei", PASSWORD);
        house.attempt("wangwei", "wrong password typed");
        done(house.decisions.decide(() -> true));

        house.journal.replay(1,
                entry -> assertThat(entry.payload()).doesNotContain("wangwei", "13800001234", "argon2", PASSWORD, in.cookie(), "typed"));
    }
}
