package onemap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/sim} runs many more seeds; each of them in one thread, several at once. */
class SimulationTest {
    private static final long SEEDS = Long.getLong("onemap.sim.seeds", 1_000);
    private static final long FIRST = Long.getLong("onemap.sim.first", 1);
    private static final int MUTATED_SEEDS = 1_000;

    @BeforeAll static void quiet() { Quiet.logs(); }

    @Test void nothingIsLostDoubledOrContradictedInSilence() {
        long from = System.nanoTime();
        var failing = firstFailing(FIRST, SEEDS, Bug.NONE);
        assertThat(failing).as(() -> told(failing.orElseThrow())).isEmpty();
        System.out.println(SEEDS + " seeds from " + FIRST + " on in " + Duration.ofNanos(System.nanoTime() - from).toSeconds()
                + " s: nothing lost, doubled or contradicted in silence");
    }

    /** A merge broken off brought the return of an alarm before its raising: the version went back, and screens kept what was old. */
    @ParameterizedTest
    @ValueSource(longs = 69_716) void whatOnceFailedNoLongerDoes(long seed) {
        assertThat(Simulation.run(seed, Bug.NONE)).as(() -> told(seed)).isEmpty();
    }

    private static OptionalLong firstFailing(long first, long count, Bug bug) {
        return LongStream.range(first, first + count).parallel().filter(seed -> Simulation.run(seed, bug).isPresent()).findFirst();
    }

    private static String told(long seed) {
        return "seed " + seed + " fails; again: bin/sim 1 " + seed + "\n" + String.join("\n", Simulation.trace(seed, Bug.NONE)) + "\n";
    }

    @Test void aSeedRunsTheSameBitForBit() {
        for (long seed = 1; seed <= 20; seed++)
            assertThat(Simulation.trace(seed, Bug.NONE)).isEqualTo(Simulation.trace(seed, Bug.NONE)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE") void findsWhatIsBrokenOnPurpose(Bug bug) {
        var failing = firstFailing(1, MUTATED_SEEDS, bug);
        assertThat(failing).isPresent();
        System.out.println(bug + " found at seed " + failing.getAsLong() + ": "
                + Simulation.run(failing.getAsLong(), bug).orElseThrow().lines().findFirst().orElse(""));
    }
}
