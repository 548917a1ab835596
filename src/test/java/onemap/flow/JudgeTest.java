package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeTest {
    private static final Instant NOW = Instant.parse("2026-07-18T06:32:00Z");
    private static final LonLat HARBOUR = new LonLat(121.6, 29.1);
    private final Judge judge = new Judge(FlowFixture.SETTINGS);

    @Test void believesADeviceWhoseClockIsNearOurs() {
        var judged = judge.judge(at(NOW.plus(Duration.ofMinutes(5)), Optional.of(HARBOUR)));

        assertThat(judged.observedAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(judged.flags()).isEqualTo(Flags.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2089-01-01T00:00:00Z", "2026-07-18T06:37:00.001Z", "2009-12-31T23:59:59Z",
            "1970-01-01T00:00:00Z"}) void takesTheTimeOfReceiptForAnImpossibleClockAndKeepsTheDevices(
                    String told) {
        var judged = judge.judge(at(Instant.parse(told), Optional.of(HARBOUR)));

        assertThat(judged.observedAt()).isEqualTo(NOW);
        assertThat(judged.deviceTime()).contains(Instant.parse(told));
        assertThat(judged.flags().has(Flag.CLOCK_WRONG)).isTrue();
    }

    @Test void keepsAnOldReportAsItIs() {
        assertThat(judge.judge(at(NOW.minus(Duration.ofDays(3)), Optional.of(HARBOUR))).observedAt())
                .isEqualTo(NOW.minus(Duration.ofDays(3)));
    }

    @Test void marksAReportWithoutPlaceAndOneFarAway() {
        assertThat(judge.judge(at(NOW, Optional.empty())).flags().has(Flag.NO_FIX)).isTrue();
        assertThat(judge.judge(at(NOW, Optional.of(new LonLat(116.4, 39.9)))).flags().has(Flag.FAR_AWAY)).isTrue();
        assertThat(judge.judge(at(NOW, Optional.of(new LonLat(121.0, 31.0)))).flags().has(Flag.FAR_AWAY)).isFalse();
    }

    @Test void marksAValueNoInstrumentCanMeasure() {
        assertThat(judge.judge(rain(450)).flags().has(Flag.OUT_OF_RANGE)).isFalse();
        assertThat(judge.judge(rain(451)).flags().has(Flag.OUT_OF_RANGE)).isTrue();
        assertThat(judge.judge(rain(-0.1)).flags().has(Flag.OUT_OF_RANGE)).isTrue();
    }

    private static Report.Observation rain(double value) {
        return new Report.Observation(SourceId.of("mqtt", "R1"), ObservedProperty.RAIN_1H, value, NOW, NOW, Optional.empty(), Flags.NONE);
    }

    private static Report.Position at(Instant observedAt, Optional<LonLat> place) {
        return new Report.Position(SourceId.of("jt808", "1"), observedAt, NOW, Optional.empty(), place, 0, 0, 0, 0, Flags.NONE);
    }
}
