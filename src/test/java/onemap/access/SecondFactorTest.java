package onemap.access;

import static onemap.access.House.HERE;
import static onemap.access.House.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onemap.access.SignIn.Outcome;
import onemap.access.secret.Totp;
import onemap.domain.Area;
import onemap.flow.decision.DecisionLane.Refused;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SecondFactorTest {
    private static final String PASSWORD = "the river runs east";

    @AutoClose private final House house = new House(List.of("commander", "administrator"));

    @Test void whoCommandsMayDoNothingBeforeOneIsEnrolled() {
        house.user("chen", Role.COMMANDER, Area.COUNTY, PASSWORD);
        var in = house.in("chen", PASSWORD);

        assertThat(in.principal().owed()).contains(Principal.Duty.ENROL_SECOND_FACTOR);
        assertThat(in.principal().may(Permission.ACKNOWLEDGE)).isFalse();
        assertThat(in.principal().may(Permission.OWN_ACCOUNT)).isTrue();
        house.enrol(in.principal());
        var now = house.who(in).orElseThrow();
        assertThat(now.owed()).isEmpty();
        assertThat(now.may(Permission.ACKNOWLEDGE)).isTrue();
    }

    @Test void othersNeedNone() {
        house.user("wang", Role.DUTY_OFFICER, Area.COUNTY, PASSWORD);

        assertThat(house.in("wang", PASSWORD).principal().owed()).isEmpty();
    }

    @Test void asksForTheCodeAfterTheRightPasswordAndTakesEachOnce() {
        byte[] secret = enrolled("chen");
        String code = Totp.code(secret, house.clock.instant());

        assertThat(house.attempt("chen", PASSWORD)).isEqualTo(new Outcome.CodeWanted());
        assertThat(withCode("chen", "000000")).isEqualTo(new Outcome.CodeWrong());
        assertThat(withCode("chen", code)).isInstanceOf(Outcome.In.class);
        assertThat(withCode("chen", code)).as("seen over the shoulder").isEqualTo(new Outcome.CodeWrong());
        house.restart();
        assertThat(withCode("chen", code)).as("nor after a restart").isEqualTo(new Outcome.CodeWrong());
        house.clock.advance(Duration.ofSeconds(30));
        assertThat(withCode("chen", Totp.code(secret, house.clock.instant()))).isInstanceOf(Outcome.In.class);
    }

    @Test void theEnrollingCodeIsUsedUpToo() {
        house.user("chen", Role.COMMANDER, Area.COUNTY, PASSWORD);
        var who = house.in("chen", PASSWORD).principal();
        byte[] secret = House.decoded(done(house.doors.account().beginSecondFactor(who)).secret());
        String code = Totp.code(secret, house.clock.instant());
        assertThat(done(house.doors.account().confirmSecondFactor(who, code))).isTrue();

        assertThat(withCode("chen", code)).isEqualTo(new Outcome.CodeWrong());
    }

    @Test void guessingCodesLocks() {
        enrolled("chen");
        for (int i = 0; i < 5; i++)
            withCode("chen", "00000" + i);

        assertThat(withCode("chen", "000009")).isInstanceOf(Outcome.Wait.class);
    }

    @Test void anEnrolmentEndsAfterFiveWrongCodesOrTenMinutes() {
        house.user("chen", Role.COMMANDER, Area.COUNTY, PASSWORD);
        var who = house.in("chen", PASSWORD).principal();
        byte[] guessed = House.decoded(done(house.doors.account().beginSecondFactor(who)).secret());
        for (int i = 0; i < 5; i++)
            assertThat(done(house.doors.account().confirmSecondFactor(who, "no"))).isFalse();
        assertThat(done(house.doors.account().confirmSecondFactor(who, Totp.code(guessed, house.clock.instant())))).isFalse();
        byte[] late = House.decoded(done(house.doors.account().beginSecondFactor(who)).secret());
        house.clock.advance(Duration.ofMinutes(10));

        assertThat(done(house.doors.account().confirmSecondFactor(who, Totp.code(late, house.clock.instant())))).isFalse();
    }

    @Test void aStolenSessionCannotReplaceIt() {
        byte[] secret = enrolled("chen");
        var in = (Outcome.In) withCode("chen", Totp.code(secret, house.clock.instant()));

        assertThatThrownBy(() -> done(house.doors.account().beginSecondFactor(in.principal()))).isInstanceOf(Refused.class);
        assertThat(remove(in, "wrong password", "")).isEqualTo(new Outcome.Wrong());
        assertThat(remove(in, PASSWORD, "000000")).isEqualTo(new Outcome.CodeWrong());
        house.clock.advance(Duration.ofSeconds(30));
        assertThat(remove(in, PASSWORD, Totp.code(secret, house.clock.instant()))).isInstanceOf(Outcome.In.class);
        assertThat(house.who(in).orElseThrow().owed()).contains(Principal.Duty.ENROL_SECOND_FACTOR);
    }

    private Outcome remove(Outcome.In in, String password, String code) {
        return done(house.doors.account().removeSecondFactor(in.principal(), password, code, HERE));
    }

    @Test void afterALostPhoneSomebodyElseResetsItAndTheSessionsEnd() {
        byte[] secret = enrolled("chen");
        var in = (Outcome.In) withCode("chen", Totp.code(secret, house.clock.instant()));
        var self = in.principal();
        assertThatThrownBy(() -> done(house.doors.administration().resetSecondFactor(self.id(), self))).isInstanceOf(Refused.class);

        done(house.doors.administration().resetSecondFactor(self.id(), Principal.CONSOLE));

        assertThat(house.who(in)).isEmpty();
        assertThat(house.in("chen", PASSWORD).principal().owed()).contains(Principal.Duty.ENROL_SECOND_FACTOR);
    }

    @Test void theSecretIsKeptSealed() {
        byte[] secret = enrolled("chen");
        String base32 = onemap.access.secret.Base32.encode(secret);

        house.journal.replay(1, entry -> assertThat(entry.payload() + house.journal.findSealed(entry.seq())).doesNotContain(base32));
        house.restart();
        assertThat(withCode("chen", Totp.code(secret, house.clock.instant()))).isInstanceOf(Outcome.In.class);
    }

    private byte[] enrolled(String login) {
        house.user(login, Role.COMMANDER, Area.COUNTY, PASSWORD);
        return house.enrol(house.in(login, PASSWORD).principal());
    }

    private Outcome withCode(String login, String code) { return house.attempt(login, PASSWORD, code, HERE, Optional.empty()); }
}
