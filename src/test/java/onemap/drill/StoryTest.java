package onemap.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onemap.domain.Severity;
import org.junit.jupiter.api.Test;

/** The course of the drill, without sockets. */
class StoryTest {
    private static final Instant START = Instant.parse("2026-07-18T06:00:00Z");
    /** One-hour rain of Jianghua county's flash-flood sample. */
    private static final Map<Severity, Double> RAIN = Map.of(Severity.BLUE, 35.0, Severity.YELLOW, 45.0, Severity.ORANGE, 60.0,
            Severity.RED, 80.0);

    @Test void cyclesForEverAtItsSpeed() {
        var fast = new Scenario(START, 60);

        assertThat(fast.at(START)).isEqualTo(new Scenario.Moment(0, Duration.ZERO));
        assertThat(fast.at(START.plusSeconds(11))).isEqualTo(new Scenario.Moment(0, Duration.ofMinutes(11)));
        assertThat(fast.at(START.plusSeconds(25))).isEqualTo(new Scenario.Moment(2, Duration.ofMinutes(1)));
        assertThat(fast.realMillis(Duration.ofSeconds(30))).isEqualTo(500);
        assertThatThrownBy(() -> new Scenario(START, 0)).hasMessageContaining("speed");
    }

    @Test void warningsClimbToRedAndBack() {
        var levels = new ArrayList<Severity>();
        for (int second = 0; second < Scenario.CYCLE.toSeconds(); second++) {
            var level = WarningLadder.at(Duration.ofSeconds(second)).level();
            if (levels.isEmpty() || levels.getLast() != level) levels.add(level);
        }

        assertThat(levels).containsExactly(Severity.NONE, Severity.BLUE, Severity.YELLOW, Severity.ORANGE, Severity.RED, Severity.ORANGE,
                Severity.YELLOW,
                Severity.BLUE, Severity.NONE);
        assertThat(WarningLadder.at(Duration.ofMinutes(3)).level()).as("the first red within three minutes").isEqualTo(Severity.RED);
    }

    @Test void aFewStationsPassEachLimitWithinThreeMinutesAndFallBack() {
        var random = new Random(7);
        var curves = IntStream.range(0, 60).mapToObj(rank -> StationCurve.planned("rain1h", RAIN, rank, random)).toList();

        assertThat(worst(curves, random, 0, 170)).containsEntry(Severity.RED, 4L)
                .containsEntry(Severity.ORANGE, 4L)
                .containsEntry(Severity.YELLOW, 4L)
                .containsEntry(Severity.BLUE, 4L)
                .containsEntry(Severity.NONE, 44L);
        assertThat(worst(curves, random, 0, 1)).containsOnlyKeys(Severity.NONE);
        assertThat(worst(curves, random, 640, 719)).containsOnlyKeys(Severity.NONE);
    }

    @Test void limitsOfTwoLevelsOnlyAreReachedToo() {
        var curve = StationCurve.planned("waterLevel", Map.of(Severity.YELLOW, 7.2, Severity.RED, 8.0), 0, new Random(7));

        assertThat(curve.calm()).isLessThan(7.2);
        assertThat(curve.peak()).isBetween(8.0, 9.0);
    }

    @Test void aCurveMovesAndStaysPossible() {
        var random = new Random(7);
        var curve = StationCurve.planned("rain1h", Map.of(), 5, random);
        for (int second = 0; second < 720; second++) {
            double value = curve.at(new Scenario.Moment(0, Duration.ofSeconds(second)), random);
            assertThat(value).isBetween(0.0, 450.0);
        }
        assertThat(curve.at(new Scenario.Moment(0, Duration.ofSeconds(40)), random))
                .isNotEqualTo(curve.at(new Scenario.Moment(0, Duration.ofSeconds(60)), random));
    }

    @Test void aboutTwoTrackersAreSilentAtAnyTimeAndItIsNotAlwaysTheSame() {
        var ever = new ArrayList<Integer>();
        for (int second = 0; second < 3600; second += 30) {
            var since = Duration.ofSeconds(second);
            List<Integer> silent = IntStream.range(0, 60).filter(i -> VehicleSimulator.isSilent(i, 60, since)).boxed().toList();
            assertThat(silent).hasSizeBetween(1, 2);
            ever.addAll(silent);
        }
        assertThat(ever.stream().distinct()).hasSizeGreaterThan(20);
    }

    @Test void pausesGrowToALimitAndBeginAnew() {
        var backoff = Simulator.backoff(new Random(7));
        var pauses = IntStream.range(0, 10).mapToObj(i -> backoff.pauseMillis()).toList();

        assertThat(pauses.getFirst()).isBetween(250L, 500L);
        assertThat(pauses.getLast()).isBetween(7_500L, 15_000L);
        backoff.succeeded();
        assertThat(backoff.pauseMillis()).isBetween(250L, 500L);
    }

    private static Map<Severity, Long> worst(List<StationCurve> curves, Random random, int fromSecond, int toSecond) {
        return curves.stream()
                .map(curve -> IntStream.rangeClosed(fromSecond, toSecond)
                        .mapToDouble(second -> curve.at(new Scenario.Moment(0, Duration.ofSeconds(second)), random))
                        .max()
                        .orElseThrow())
                .collect(Collectors.groupingBy(StoryTest::level, Collectors.counting()));
    }

    private static Severity level(double millimetres) {
        var level = Severity.NONE;
        for (Severity each : Severity.values())
            if (RAIN.containsKey(each) && millimetres >= RAIN.get(each)) level = each;
        return level;
    }
}
