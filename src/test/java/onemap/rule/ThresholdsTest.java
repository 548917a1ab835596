package onemap.rule;

import static onemap.domain.Severity.BLUE;
import static onemap.domain.Severity.NONE;
import static onemap.domain.Severity.ORANGE;
import static onemap.domain.Severity.RED;
import static onemap.domain.Severity.YELLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import onemap.domain.Severity;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
    /** One-hour rain of Jianghua county's flash-flood sample (blue 35, yellow 45, orange 60, red 80 mm) and a river gauge with 2 cm hysteresis. */
    private final Thresholds.Index limits = new Thresholds("sample", "2026-01-01",
            List.of(new Thresholds.ForProperty("rain1h", 0, Map.of("blue", 35.0, "yellow",
                    45.0, "orange", 60.0, "red", 80.0), "advice.rain")),
            List.of(new Thresholds.ForStation("mqtt:W1", "waterLevel", 0.02, Map.of("yellow", 7.2, "red", 8.0),
                    "advice.river")))
            .index();

    @Test void aValueAtItsLimitHasPassedIt() {
        assertThat(limits.level("mqtt:R1", "rain1h", 34.9, NONE)).isEqualTo(NONE);
        assertThat(limits.level("mqtt:R1", "rain1h", 35, NONE)).isEqualTo(BLUE);
        assertThat(limits.level("mqtt:R1", "rain1h", 79.9, NONE)).isEqualTo(ORANGE);
        assertThat(limits.level("mqtt:R1", "rain1h", 80, NONE)).isEqualTo(RED);
    }

    @Test void aLevelIsLeftOnlyBelowItsLimitLessTheHysteresis() {
        assertThat(limits.level("mqtt:W1", "waterLevel", 7.99, RED)).isEqualTo(RED);
        assertThat(limits.level("mqtt:W1", "waterLevel", 7.99, YELLOW)).isEqualTo(YELLOW);
        assertThat(limits.level("mqtt:W1", "waterLevel", 7.97, RED)).isEqualTo(YELLOW);
        assertThat(limits.level("mqtt:W1", "waterLevel", 7.19, YELLOW)).isEqualTo(YELLOW);
        assertThat(limits.level("mqtt:W1", "waterLevel", 7.17, RED)).isEqualTo(NONE);
    }

    @Test void aStationsOwnLimitsReplaceTheDefaultsOfThatProperty() {
        assertThat(limits.find("mqtt:W1", "waterLevel")).isPresent();
        assertThat(limits.find("mqtt:W2", "waterLevel")).isEmpty();
        assertThat(limits.find("mqtt:W1", "rain1h")).isPresent();
    }

    @Test void limitsThatDoNotRiseAreRefusedByName() {
        var wrong = new Thresholds("", "", List.of(new Thresholds.ForProperty("rain1h", 0, Map.of("blue", 50.0, "red", 40.0), "")),
                List.of());

        assertThatThrownBy(wrong::index).hasMessageContaining("rain1h").hasMessageContaining("must rise");
    }

    @Test void anUnknownLevelIsRefusedByName() {
        var wrong = new Thresholds("", "", List.of(new Thresholds.ForProperty("rain1h", 0, Map.of("purple", 50.0), "")), List.of());

        assertThatThrownBy(wrong::index).hasMessageContaining("purple");
        assertThat(Severity.ofWord("red")).isEqualTo(RED);
    }
}
