package onemap.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.MemoryJournal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnceTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-07-18T06:00:00Z"));
    private final MemoryJournal journal = new MemoryJournal("n1", now::get, new Random(1));
    private final AtomicInteger shown = new AtomicInteger();
    private final Once once = new Once(new Recorder(journal), now::get);

    @Test void recordsAndShowsARequestOnceHoweverOftenItIsAsked() {
        var first = note("林", "note", "a", "k", "{}");

        assertThat(note("林", "note", "a", "k", "{}")).isEqualTo(first);
        assertThat(journal.head().seq()).isEqualTo(1);
        assertThat(shown).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"陈,note,a,{}", "林,take,a,{}", "林,note,b,{}", "林,note,a,{ }", "林,not,ea,{}"}) void refusesAnotherRequestUnderTheKey(
            String actor, String action, String object, String body) {
        note("林", "note", "a", "k", "{}");

        assertThatThrownBy(() -> note(actor, action, object, "k", body)).isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Refused.Reason.KEY_REUSED));
        assertThat(journal.head().seq()).isEqualTo(1);
    }

    @Test void remembersAKeyForADay() {
        note("林", "note", "a", "k", "{}");
        now.set(now.get().plus(Duration.ofHours(24)));
        note("林", "note", "a", "k", "{}");
        assertThat(journal.head().seq()).isEqualTo(1);

        now.set(now.get().plusMillis(1));
        note("林", "note", "a", "k", "other");
        assertThat(journal.head().seq()).isEqualTo(2);
    }

    @Test void aRefusedRequestIsNotRemembered() {
        var request = new Once.Request("林", "note", "a", "k", "{}");
        assertThatThrownBy(() -> once.record(request, () -> { throw new Refused(Refused.Reason.NOT_FOUND, "no a"); }, entry -> {}))
                .isInstanceOf(Refused.class);

        assertThat(once.find(request)).isEmpty();
        assertThat(journal.head().seq()).isZero();
    }

    @Test void theDigestStandsInTheEntryBesideWhatElseItSays() {
        var entry = note("林", "note", "a", "k", "{}");

        assertThat(Payload.tree(entry.payload()).path("text").asText()).isEqualTo("水位正常");
        assertThat(Payload.tree(entry.payload()).path("request").asText()).hasSize(64);
    }

    private Entry note(String actor, String action, String object, String key, String body) {
        return once.record(new Once.Request(actor, action, object, key, body),
                () -> Draft.of(actor, "note", object, "{\"text\":\"水位正常\"}"),
                entry -> shown.incrementAndGet());
    }
}
