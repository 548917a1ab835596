package onemap.journal.history;

import static onemap.journal.Samples.HISTORY;
import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.camera;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.level;
import static onemap.journal.Samples.position;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onemap.domain.Report;
import onemap.journal.Samples.HandClock;
import onemap.journal.disk.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayTailTest {
    private final HandClock clock = new HandClock();
    private final List<Report> told = new ArrayList<>();
    @TempDir Path temp;
    private DataFolder folder;
    private SqliteHistory history;

    @BeforeEach void twoReportsOnEachOfThreeDays() throws Exception {
        folder = DataFolder.open(temp.resolve("data"));
        history = new SqliteHistory(folder, HISTORY, clock);
        tell(position("1", NOON), level("river", 3.5, NOON));
        clock.advance(Duration.ofDays(1));
        tell(camera("c", Optional.empty(), NOON), position("2", NOON));
        clock.advance(Duration.ofDays(1));
        tell(position("3", NOON), position("4", NOON));
    }

    @AfterEach void close() {
        history.close();
        folder.close();
    }

    private void tell(Report... reports) throws Exception {
        done(history.append(List.of(reports)));
        told.addAll(List.of(reports));
    }

    private static List<Tail.Numbered> all(Tail tail, int most) {
        var all = new ArrayList<Tail.Numbered>();
        for (var piece = tail.next(History.Mark.START, most); !piece.isEmpty(); piece = tail.next(piece.getLast().at(), most))
            all.addAll(piece);
        return all;
    }

    @Test void tellsEachReportOnceWithItsNumberHoweverSmallThePieces() {
        try (var tail = history.tail()) {
            for (int most = 1; most <= 3; most++) {
                var all = all(tail, most);

                assertThat(all).extracting(Tail.Numbered::report).isEqualTo(told);
                assertThat(all).extracting(each -> each.at().row()).containsExactly(1L, 2L, 1L, 2L, 1L, 2L);
                assertThat(all.getLast().at()).isEqualTo(history.mark());
            }
        }
    }

    @Test void countsWhatComesAfterAMark() {
        try (var tail = history.tail()) {
            assertThat(tail.countAfter(History.Mark.START)).isEqualTo(6);
            assertThat(tail.countAfter(new History.Mark("2026-07-19", 1))).isEqualTo(3);
            assertThat(tail.countAfter(history.mark())).isZero();
        }
    }

    @Test void aDayThatIsOverAndDamagedIsSetAsideAndTheOthersAreTold() throws Exception {
        history.close();
        Files.write(folder.historyFolder().resolve("history-2026-07-19.db"), new byte[40_000]);
        history = new SqliteHistory(folder, HISTORY, clock);

        try (var tail = history.tail()) {
            assertThat(all(tail, 10)).extracting(Tail.Numbered::report)
                    .containsExactly(told.get(0), told.get(1), told.get(4), told.get(5));
        }
        assertThat(history.damagedFiles()).containsExactly("history-2026-07-19.db.corrupt");
    }

    @Test void whatIsRebuiltHasTheSameReportsUnderTheSameNumbers() throws Exception {
        var other = DataFolder.open(temp.resolve("other"));
        try (var tail = history.tail(); var rebuild = new HistoryRebuild(other)) {
            rebuild.add(all(tail, 2));
        }

        try (other; var rebuilt = new SqliteHistory(other, HISTORY, clock); var tail = rebuilt.tail(); var before = history.tail()) {
            assertThat(all(tail, 10)).isEqualTo(all(before, 10));
            assertThat(rebuilt.mark()).isEqualTo(history.mark());
        }
    }
}
