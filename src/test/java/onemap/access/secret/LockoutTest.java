package onemap.access.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import onemap.access.secret.Lockout.Hold;
import onemap.access.secret.Lockout.Limits;
import onemap.access.secret.Lockout.Refusal;
import onemap.journal.Samples.HandClock;
import org.junit.jupiter.api.Test;

class LockoutTest {
    private static final Duration LOCK = Duration.ofMinutes(15);

    private final HandClock clock = new HandClock();
    private final Lockout lockout = new Lockout(new Limits(5, LOCK, 600, 120), clock);

    @Test void locksAnAccountWhereItFailedFiveTimes() {
        fail("wang", "10.0.0.9", 5);

        assertThat(lockout.begin("wang", "10.0.0.9")).contains(new Refusal(Hold.LOCKED, LOCK));
        assertThat(lockout.begin("wang", "10.0.0.10")).as("its owner elsewhere").isEmpty();
        assertThat(lockout.begin("li", "10.0.0.9")).as("others there").isEmpty();
    }

    @Test void unlocksAfterFifteenMinutesWhateverWasTriedMeanwhile() {
        fail("wang", "10.0.0.9", 5);
        clock.advance(Duration.ofMinutes(14));
        assertThat(lockout.begin("wang", "10.0.0.9")).contains(new Refusal(Hold.LOCKED, Duration.ofMinutes(1)));

        clock.advance(Duration.ofMinutes(1));

        assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();
    }

    @Test void forgetsFailuresOnceSomebodyIsIn() {
        fail("wang", "10.0.0.9", 4);
        assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();
        lockout.succeeded("wang", "10.0.0.9");

        fail("wang", "10.0.0.9", 4);

        assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();
    }

    @Test void manyAtOnceGainNothing() {
        for (int i = 0; i < 5; i++)
            assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();

        assertThat(lockout.begin("wang", "10.0.0.9")).map(Refusal::hold).contains(Hold.TOO_MANY);
    }

    @Test void aTryThatWasNotDecidedCountsForNothing() {
        for (int i = 0; i < 20; i++) {
            assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();
            lockout.undecided("wang", "10.0.0.9");
        }

        assertThat(lockout.remembered()).isZero();
    }

    @Test void anAddressThatTriesManyAccountsIsSlowedAndTheOthersAreNot() {
        for (int i = 0; i < 120; i++)
            fail("user" + i, "10.0.0.9", 1);

        assertThat(lockout.begin("next", "10.0.0.9")).contains(new Refusal(Hold.TOO_MANY, Duration.ofMillis(500)));
        assertThat(lockout.begin("next", "10.0.0.10")).isEmpty();
    }

    @Test void allTogetherMayOnlyTrySoOftenAndWhatIsRememberedIsBoundedByThat() {
        for (int minute = 0; minute < 60; minute++) {
            for (int i = 0; i < 2_000; i++)
                tryAndFail("user" + minute + "-" + i, "10.1." + i / 100 + "." + i % 100);
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(lockout.remembered()).isLessThanOrEqualTo(600 * 16);
    }

    @Test void aNewPasswordForgives() {
        fail("wang", "10.0.0.9", 5);

        lockout.forgive("wang");

        assertThat(lockout.begin("wang", "10.0.0.9")).isEmpty();
    }

    private void fail(String login, String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(lockout.begin(login, address)).isEqualTo(Optional.empty());
            lockout.failed(login, address);
        }
    }

    private void tryAndFail(String login, String address) { if (lockout.begin(login, address).isEmpty()) lockout.failed(login, address); }
}
