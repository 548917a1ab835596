package onemap.feed.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import onemap.feed.FeedLedger;
import onemap.feed.Ledgers;
import onemap.feed.jt808.Reassembly.Outcome;
import org.junit.jupiter.api.Test;

/** Bounds of the messages in parts. */
final class ReassemblyTest {
    private static final int DEVICE_BYTES = 4096;
    private static final int TOTAL_BYTES = 8192;
    private final FeedLedger ledger = new Ledgers(InstantSource.system()).of("jt808");
    private final Reassembly reassembly = new Reassembly(new Jt808Settings.Subpackages(DEVICE_BYTES, TOTAL_BYTES, 60, 10), ledger);

    private Outcome add(String phone, int serial, int parts, int part, int bytes) {
        var header = new Header(MessageId.POSITION_BATCH, Header.SPLIT | bytes, 0, Phone.of(phone), serial, parts, part);
        return reassembly.add(new Frame(header, new byte[bytes], 0, bytes));
    }

    private long noted(String name) { return ledger.figures().noted().getOrDefault(name, 0L); }

    @Test void holdsNothingOfACompletedMessage() {
        assertThat(add("1", 5, 2, 1, 100)).isInstanceOf(Outcome.Waiting.class);
        assertThat(reassembly.bytesHeld()).isPositive();

        assertThat(add("1", 6, 2, 2, 100)).isInstanceOfSatisfying(Outcome.Complete.class, whole -> assertThat(whole.body()).hasSize(200));
        assertThat(reassembly.bytesHeld()).isZero();
    }

    @Test void dropsTheOldestMessageOfADeviceThatHoldsTooMuch() {
        for (int message = 0; message < 1000; message++)
            add("1", message * 10, 2, 1, 1000);

        assertThat(reassembly.bytesHeld()).isBetween(1000L, (long) DEVICE_BYTES);
        assertThat(noted("limit_hit.subpackages_device")).isEqualTo(1000 - 2);
        assertThat(add("1", 9991, 2, 2, 10)).isInstanceOf(Outcome.Complete.class);
        assertThat(add("1", 1, 2, 2, 10)).isInstanceOf(Outcome.Waiting.class);
    }

    @Test void dropsTheDeviceSilentForLongestWhenAllTogetherHoldTooMuch() {
        for (int device = 1; device <= 100_000; device++)
            add(Integer.toString(device), 0, 2, 1, 1000);

        assertThat(reassembly.bytesHeld()).isLessThanOrEqualTo(TOTAL_BYTES);
        assertThat(noted("limit_hit.subpackages_total")).isEqualTo(100_000 - 5);
        assertThat(add("100000", 1, 2, 2, 10)).isInstanceOf(Outcome.Complete.class);
    }

    @Test void refusesAMessageThatCannotFit() {
        assertThat(add("1", 0, 65_535, 1, 0)).isInstanceOf(Outcome.TooLarge.class);
        for (int part = 1; part < 4; part++)
            assertThat(add("2", part, 10, part, 1000)).isInstanceOf(Outcome.Waiting.class);
        assertThat(add("2", 4, 10, 4, 1000)).isInstanceOf(Outcome.TooLarge.class);
        assertThat(reassembly.bytesHeld()).isZero();
        assertThat(noted("subpackages_too_large")).isEqualTo(2);
    }

    @Test void asksForMissingPartsOnceItIsQuietAndGivesUpInTime() {
        add("1", 101, 4, 2, 10);
        add("1", 103, 4, 4, 10);

        assertThat(reassembly.elapse(9_999)).isEmpty();
        assertThat(reassembly.elapse(1)).containsExactly(new Reassembly.Missing(Phone.of("1"), 100, List.of(1, 3)));
        assertThat(reassembly.elapse(1)).isEmpty();
        assertThat(reassembly.elapse(49_999)).isEmpty();

        assertThat(noted("subpackages_timeout")).isEqualTo(1);
        assertThat(reassembly.bytesHeld()).isZero();
        assertThat(add("1", 100, 4, 1, 10)).isInstanceOf(Outcome.Waiting.class);
    }
}
