package onemap.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import org.junit.jupiter.api.Test;

/** A flood of refusals is few entries, and none is lost from the count. */
class RefusalLogTest {
    private Instant now = Instant.parse("2026-07-31T18:00:00Z");
    private final MemoryJournal journal = journal();
    private final Recorder recorder = new Recorder(journal);
    private final RefusalLog log = new RefusalLog(() -> now);

    private MemoryJournal journal() { return new MemoryJournal("0".repeat(32), () -> now, new Random(1)); }

    private List<JsonNode> told() {
        return journal.listBefore(Long.MAX_VALUE, 10_000)
                .reversed()
                .stream()
                .filter(entry -> entry.kind().equals(RefusalLog.REFUSED))
                .map(Entry::payload)
                .map(Payload::tree)
                .toList();
    }

    private long count() { return told().stream().mapToLong(entry -> entry.path("count").asLong()).sum(); }

    private void pass(Duration time) {
        now = now.plus(time);
        log.record(recorder);
        log.record(recorder);
    }

    @Test void theFirstIsToldAtOnceAndTheRestOfTheMinuteAsOne() {
        for (int i = 0; i < 1_000; i++)
            log.refused(Optional.of("u-1"), "10.0.0.7", "role", "GET /api/v1/users");
        pass(Duration.ofSeconds(1));
        assertThat(told()).singleElement().satisfies(entry -> {
            assertThat(entry.path("count").asLong()).isEqualTo(1_000);
            assertThat(entry.path("who").asText()).isEqualTo("u-1");
            assertThat(entry.path("route").asText()).isEqualTo("GET /api/v1/users");
        });
        for (int i = 0; i < 500; i++)
            log.refused(Optional.of("u-1"), "10.0.0.7", "role", "GET /metrics");
        pass(Duration.ofSeconds(1));
        assertThat(told()).hasSize(1);

        pass(Duration.ofMinutes(1));

        assertThat(told()).hasSize(2);
        assertThat(count()).isEqualTo(1_500);
        log.refused(Optional.of("u-1"), "10.0.0.7", "role", "GET /metrics");
        pass(Duration.ofSeconds(1));
        assertThat(told()).as("another minute").hasSize(3);
    }

    @Test void manyAddressesShareWhatIsLeftOfTheMinute() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 200; i++)
                log.refused(Optional.empty(), "10." + second + ".0." + i, "credentials", "GET /ogc");
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofMinutes(1));

        assertThat(count()).isEqualTo(12_000);
        assertThat(told()).hasSizeLessThan(45).anySatisfy(entry -> assertThat(entry.path("reason").asText()).isEqualTo("others"));
        assertThat(told().getFirst().path("who").asText()).isEqualTo("10.0.0.0");
    }

    @Test void whatCouldNotBeWrittenIsToldLater() {
        log.refused(Optional.empty(), "10.0.0.7", "csrf", "POST /api/v1/users");
        var full = (Journal) Proxy.newProxyInstance(Journal.class.getClassLoader(), new Class<?>[]{Journal.class},
                (self, method, arguments) -> {
                    throw new Journal.JournalFailed("disk full", new IOException());
                });
        assertThatThrownBy(() -> log.record(new Recorder(full))).isInstanceOf(Journal.JournalFailed.class);

        var other = journal();
        log.record(new Recorder(other));

        assertThat(other.listBefore(Long.MAX_VALUE, 10)).hasSize(1);
    }
}
