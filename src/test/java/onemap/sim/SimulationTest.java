package onemap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code bin/sim} runs many more. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("onemap.sim.seeds", 1_000);
    private static final long FIRST = Long.getLong("onemap.sim.first", 1);

    @BeforeAll static void quiet() { Quiet.logs(); }

    @Test void nothingIsLostDoubledOrContradictedInSilence() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            long shown = seed;
            assertThat(Simulation.run(seed, Bug.NONE))
                    .as(() -> "seed " + shown + "\n" + String.join("\n", Simulation.trace(shown, Bug.NONE)))
                    .isEmpty();
        }
    }

    @Test void aSeedRunsTheSameBitForBit() {
        for (long seed = 1; seed <= 20; seed++)
            assertThat(Simulation.trace(seed, Bug.NONE)).isEqualTo(Simulation.trace(seed, Bug.NONE)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE") void findsWhatIsBrokenOnPurpose(Bug bug) {
        assertThat(LongStream.rangeClosed(1, 1_000).anyMatch(seed -> Simulation.run(seed, bug).isPresent())).isTrue();
    }
}
