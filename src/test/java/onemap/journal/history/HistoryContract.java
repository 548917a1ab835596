package onemap.journal.history;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.barePosition;
import static onemap.journal.Samples.camera;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onemap.domain.CapAlert;
import onemap.domain.Flags;
import onemap.domain.ObservedProperty;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.journal.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every history keeps to. */
abstract class HistoryContract {
    static final Instant EVER = Instant.parse("2100-01-01T00:00:00Z");

    final Samples.HandClock clock = new Samples.HandClock();
    History history;

    abstract History open(InstantSource clock);

    @BeforeEach void openHistory() { history = open(clock); }

    @AfterEach void closeHistory() { history.close(); }

    @Test void givesBackEveryReportAsItWasTold() throws Exception {
        var told = List.<Report>of(position("1", NOON), barePosition("2", NOON), level("S1", 3.27, NOON),
                camera("33022600001320000001", Optional.of("rtsp://10.0.0.1/1"), NOON),
                camera("33022600001320000002", Optional.empty(), NOON),
                new Report.Observation(SourceId.of("mqtt", "S1"), ObservedProperty.named("pm25", "ug/m3"), Double.NaN, NOON, NOON,
                        Optional.of(Instant.EPOCH), Flags.NONE),
                position("1", NOON.plusSeconds(5)));

        done(history.append(told));

        assertThat(replayed(History.Mark.START)).isEqualTo(told);
        assertThat(history.positions("jt808:1", NOON, EVER, 10)).isEqualTo(List.of(told.get(0), told.get(6)));
        assertThat(history.positions("jt808:2", NOON, EVER, 10)).isEqualTo(List.of(told.get(1)));
        assertThat(history.observations("mqtt:S1", "waterLevel", NOON, EVER, 10)).isEqualTo(List.of(told.get(2)));
        assertThat(history.observations("mqtt:S1", "pm25", NOON, EVER, 10)).isEqualTo(List.of(told.get(5)));
    }

    @Test void replaysInTheOrderOfStoringAcrossKinds() throws Exception {
        var random = new Random(7);
        var told = new ArrayList<Report>();
        for (int i = 0; i < 10_000; i++) {
            var at = NOON.plusMillis(random.nextInt(100_000));
            told.add(switch (random.nextInt(10)) {
                case 0 -> level("S" + random.nextInt(5), i, at);
                case 1 -> camera("c" + i, Optional.empty(), at);
                default -> position("v" + random.nextInt(50), at);
            });
        }

        for (int from = 0; from < told.size();) {
            int to = Math.min(told.size(), from + 1 + random.nextInt(700));
            done(history.append(told.subList(from, to)));
            from = to;
        }

        assertThat(replayed(History.Mark.START)).isEqualTo(told);
    }

    @Test void replaysOnlyWhatCameAfterAMark() throws Exception {
        done(history.append(List.of(position("1", NOON), level("S1", 1, NOON))));
        var mark = history.mark();
        assertThat(replayed(mark)).isEmpty();

        done(history.append(List.of(level("S1", 2, NOON), position("1", NOON))));

        assertThat(replayed(mark)).containsExactly(level("S1", 2, NOON), position("1", NOON));
    }

    @Test void replaysAcrossDays() throws Exception {
        done(history.append(List.of(position("1", NOON), position("1", NOON.plusSeconds(1)))));
        var mark = history.mark();
        clock.set(Instant.parse("2026-07-19T00:00:00Z"));
        done(history.append(List.of(position("1", NOON.plusSeconds(2)))));
        clock.set(Instant.parse("2026-07-21T00:00:00Z"));
        done(history.append(List.of(position("1", NOON.plusSeconds(3)))));

        assertThat(replayed(History.Mark.START)).hasSize(4);
        assertThat(replayed(mark)).containsExactly(position("1", NOON.plusSeconds(2)), position("1", NOON.plusSeconds(3)));
        assertThat(history.mark().day()).isEqualTo("2026-07-21");
        assertThat(replayed(history.mark())).isEmpty();
    }

    @Test void findsLateReportsThatCameDaysAfterwards() throws Exception {
        done(history.append(List.of(position("1", NOON.plusSeconds(60)), level("S1", 2, NOON.plusSeconds(60)))));
        clock.set(NOON.plusSeconds(3 * 86_400));
        done(history.append(List.of(position("1", NOON), level("S1", 1, NOON)))); // out of blind-area storage

        assertThat(history.positions("jt808:1", NOON, NOON.plusSeconds(3600), 10)).containsExactly(position("1", NOON),
                position("1", NOON.plusSeconds(60)));
        assertThat(history.observations("mqtt:S1", "waterLevel", NOON, NOON.plusSeconds(3600), 1)).containsExactly(level("S1", 1, NOON));
    }

    @Test void findsReportsOfAClockThatIsAheadOverMidnight() throws Exception {
        clock.set(Instant.parse("2026-07-18T23:58:00Z"));
        var observedAt = Instant.parse("2026-07-19T00:02:00Z");
        done(history.append(List.of(position("1", observedAt))));

        assertThat(history.positions("jt808:1", observedAt, EVER, 10)).hasSize(1);
    }

    @Test void boundsAQueryByTimeAndCount() throws Exception {
        var told = new ArrayList<Report>();
        for (int second = 59; second >= 0; second--)
            told.add(position("1", NOON.plusSeconds(second)));
        done(history.append(told));

        assertThat(history.positions("jt808:1", NOON.plusSeconds(10), NOON.plusSeconds(13), 10).stream().map(Report::observedAt))
                .containsExactly(NOON.plusSeconds(10), NOON.plusSeconds(11), NOON.plusSeconds(12));
        assertThat(history.positions("jt808:1", NOON, EVER, 2).stream().map(Report::observedAt)).containsExactly(NOON, NOON.plusSeconds(1));
        assertThat(history.positions("jt808:1", Instant.MIN, Instant.MAX, 1000)).hasSize(60);
        assertThat(history.positions("jt808:other", NOON, EVER, 10)).isEmpty();
        assertThat(history.observations("jt808:1", "waterLevel", NOON, EVER, 10)).isEmpty();
    }

    @Test void keepsTheOrderOfStoringAmongReportsOfTheSameInstant() throws Exception {
        done(history.append(List.of(level("S1", 1, NOON), level("S1", 2, NOON), level("S1", 3, NOON))));

        assertThat(history.observations("mqtt:S1", "waterLevel", NOON, EVER, 2).stream().map(Report.Observation::value)).containsExactly(
                1.0,
                2.0);
    }

    @Test void refusesWarnings() {
        var warning = new Report.WarningIssued(SourceId.of("cap", "1"),
                new CapAlert("CAP 1.2", "1", "sender", NOON, CapAlert.Status.ACTUAL, CapAlert.MessageType.ALERT, "Public", "", List.of(),
                        List.of()),
                NOON);

        assertThatThrownBy(() -> history.append(List.of(warning))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test void appendingNothingIsDoneAtOnce() throws Exception {
        var before = history.mark();

        done(history.append(List.of()));

        assertThat(history.mark()).isEqualTo(before);
    }

    List<Report> replayed(History.Mark after) {
        var reports = new ArrayList<Report>();
        history.replay(after, reports::add);
        return reports;
    }
}
