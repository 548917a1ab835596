package onemap.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import onemap.domain.Area;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {
    @ParameterizedTest
    @CsvSource({"*,alarm.raised,true", "alarm.*,alarm.raised,true", "alarm.*,alarm.acknowledged-again,true", "alarm.*,alarmed,false",
            "alarm.*,warning.received,false", "alarm.raised,alarm.raised,true",
            "alarm.raised,alarm.raised-again,false"}) void wantsWhatItsPatternsSay(
                    String pattern, String kind, boolean wanted) {
        assertThat(webhook(List.of("county.loaded", pattern)).wants(kind)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Alarm.*", "alarm*", "alarm.**", "*.raised", "alarm raised", ".*"}) void refusesWhatIsNoKind(String kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> webhook(List.of(kind)));
    }

    @Test void refusesNoKindsAndTooMany() {
        assertThatIllegalArgumentException().isThrownBy(() -> webhook(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> webhook(Collections.nCopies(51, "*")));
    }

    private static Webhook webhook(List<String> kinds) { return new Webhook("h-1", "https://hooks.example/", kinds, Area.COUNTY); }
}
