package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.Severity;
import onemap.domain.SourceId;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.flow.fold.TelemetryFold;
import org.junit.jupiter.api.Test;

class TelemetryFoldTest {
    private static final Instant NOON = Instant.parse("2026-07-18T04:00:00Z");
    private static final LonLat HARBOUR = new LonLat(121.6, 29.1);
    private static final LonLat BRIDGE = new LonLat(121.4, 29.2);

    @Test void keepsNewestPositionWhenReportsArriveOutOfOrder() {
        var track = moved(TelemetryFold.newTrack(at(NOON, HARBOUR)), at(NOON, HARBOUR));

        assertThat(moved(track, at(NOON.minusSeconds(5), BRIDGE))).isSameAs(track);
        assertThat(moved(track, at(NOON.plusSeconds(5), BRIDGE)).place()).contains(BRIDGE);
    }

    @Test void countsVersionsFromOne() {
        var track = moved(TelemetryFold.newTrack(at(NOON, HARBOUR)), at(NOON, HARBOUR));

        assertThat(track.version()).isEqualTo(1);
        assertThat(moved(track, at(NOON.plusSeconds(1), HARBOUR)).version()).isEqualTo(2);
    }

    @Test void keepsTheLastGoodPlaceWhileThereIsNoFix() {
        var track = moved(TelemetryFold.newTrack(at(NOON, HARBOUR)), at(NOON, HARBOUR));

        var lost = moved(track,
                new Report.Position(SourceId.of("jt808", "1"), NOON.plusSeconds(10), NOON.plusSeconds(10), Optional.empty(), Optional
                        .empty(), 0, 0, 0, 0, Flags.of(Flag.NO_FIX)));

        assertThat(lost.place()).contains(HARBOUR);
        assertThat(lost.flags().has(Flag.NO_FIX)).isTrue();
        assertThat(lost.observedAt()).contains(NOON.plusSeconds(10));
    }

    @Test void keepsTheNewestReadingOfEachProperty() {
        var station = read(read(TelemetryFold.newStation(level(NOON, 7)), level(NOON, 7)), rain(NOON.minusSeconds(60), 30));

        assertThat(read(station, level(NOON.minusSeconds(1), 9))).isSameAs(station);
        assertThat(station.readings().get("waterLevel").value()).isEqualTo(7);
        assertThat(station.readings().get("rain1h").value()).isEqualTo(30);
    }

    @Test void anImpossibleValueDoesNotChangeTheLevel() {
        var station = TelemetryFold.read(TelemetryFold.newStation(level(NOON, 9)), level(NOON, 9),
                (id, property, value, before) -> Severity.RED);

        var after = TelemetryFold.read(station,
                new Report.Observation(SourceId.of("mqtt", "W1"), ObservedProperty.WATER_LEVEL, 99_999, NOON.plusSeconds(
                        1), NOON, Optional.empty(), Flags.of(Flag.OUT_OF_RANGE)),
                (id, property, value, before) -> Severity.NONE);

        assertThat(after.severity()).isEqualTo(Severity.RED);
        assertThat(after.readings().get("waterLevel").value()).isEqualTo(99_999);
    }

    @Test void aResentReportHasTheSameKeyAlsoWhenItsClockWasJudgedWrong() {
        var told = at(Instant.parse("2089-01-01T00:00:00Z"), HARBOUR);
        var judge = new Judge(FlowFixture.SETTINGS);

        assertThat(TelemetryFold.key(judge.judge(told))).isEqualTo(TelemetryFold.key(told));
        assertThat(TelemetryFold.key(at(NOON, HARBOUR))).isNotEqualTo(TelemetryFold.key(at(NOON, BRIDGE)));
        assertThat(TelemetryFold.key(at(NOON, HARBOUR))).isNotEqualTo(TelemetryFold.key(at(NOON.plusSeconds(1), HARBOUR)));
        assertThat(TelemetryFold.key(level(NOON, 7))).isNotEqualTo(TelemetryFold.key(rain(NOON, 7)));
    }

    private static Track moved(Track before, Report.Position position) { return TelemetryFold.move(before, position, List.of()); }

    private static Station read(Station before, Report.Observation observation) {
        return TelemetryFold.read(before, observation, (id, property, value, level) -> Severity.NONE);
    }

    private static Report.Position at(Instant observedAt, LonLat place) {
        return new Report.Position(SourceId.of("jt808", "1"), observedAt, NOON, Optional.empty(), Optional.of(place), 5, 10, 90, 0,
                Flags.NONE);
    }

    private static Report.Observation level(Instant observedAt, double metres) {
        return new Report.Observation(SourceId.of("mqtt", "W1"), ObservedProperty.WATER_LEVEL, metres, observedAt, NOON, Optional.empty(),
                Flags.NONE);
    }

    private static Report.Observation rain(Instant observedAt, double millimetres) {
        return new Report.Observation(SourceId.of("mqtt", "W1"), ObservedProperty.RAIN_1H, millimetres, observedAt, NOON, Optional.empty(),
                Flags.NONE);
    }
}
