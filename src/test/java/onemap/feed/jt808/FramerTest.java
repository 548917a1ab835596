package onemap.feed.jt808;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stretches between delimiters, each told once. */
final class FramerTest {
    private static final int MAX_FRAME_BYTES = 32;

    static List<String> cut(List<byte[]> reads) { return cut(reads, 2048); }

    static List<String> cut(List<byte[]> reads, int maxFrameBytes) {
        var told = new ArrayList<String>();
        var framer = new Framer(maxFrameBytes, new Framer.Sink() {
            @Override public void frame(byte[] bytes, int from, int to) { told.add("frame " + HexFormat.of().formatHex(bytes, from, to)); }

            @Override public void refused(String reason, byte[] bytes, int from, int to) { told.add(reason + " " + (to - from)); }
        });
        reads.forEach(read -> framer.read(read.clone()));
        framer.finish("half_frame");
        return told;
    }

    private static List<String> cut(String... reads) {
        return cut(List.of(reads).stream().map(HexFormat.of()::parseHex).toList(), MAX_FRAME_BYTES);
    }

    @Test void undoesTheEscapeOfTheStandard442() { assertThat(cut("7e307d02087d01557e")).containsExactly("frame 307e087d55"); }

    @Test void skipsEmptyStretchesAndLetsTwoFramesShareADelimiter() {
        assertThat(cut("7e7e7e01027e03047e7e")).containsExactly("frame 0102", "frame 0304");
    }

    @Test void countsWhatComesBeforeTheFirstDelimiterOnceAsNoise() {
        assertThat(cut("2424", "24", "7e01027e")).containsExactly("noise 3", "frame 0102");
        assertThat(cut("2424")).containsExactly("noise 2");
    }

    @Test void refusesABrokenEscapeAndGoesOn() {
        assertThat(cut("7e017d037e01027e")).containsExactly("escape 3", "frame 0102");
        assertThat(cut("7e017d7e01027e")).containsExactly("escape 2", "frame 0102");
    }

    @Test void putsAnEscapeTogetherThatWasSplitBetweenReads() { assertThat(cut("7e017d", "0202", "7e")).containsExactly("frame 017e02"); }

    @Test void refusesATooLongFrameOnceAndGoesOnAtTheNextDelimiter() {
        String endless = "01".repeat(200);
        assertThat(cut("7e" + endless, endless, endless + "7e01027e")).containsExactly("frame_too_long 64", "frame 0102");
        assertThat(cut("7e" + "01".repeat(33) + "7e01027e")).containsExactly("frame_too_long 33", "frame 0102");
        assertThat(cut("7e" + "01".repeat(32) + "7e")).containsExactly("frame " + "01".repeat(32));
        assertThat(cut("7e" + "7d02".repeat(32) + "7e")).containsExactly("frame " + "7e".repeat(32));
    }

    @Test void keepsLittleOfAnEndlessStretch() {
        var framer = new Framer(MAX_FRAME_BYTES, new Framer.Sink() {
            @Override public void frame(byte[] bytes, int from, int to) {}

            @Override public void refused(String reason, byte[] bytes, int from, int to) {
                assertThat(bytes.length).isLessThanOrEqualTo(2 * MAX_FRAME_BYTES);
            }
        });
        for (int i = 0; i < 100; i++)
            framer.read(new byte[1000]);

        assertThat(framer.bytesSinceDelimiter()).isEqualTo(100_000);
        framer.finish("half_frame");
    }

    @Test void tellsAnUnfinishedFrameWhenTheStreamEnds() {
        assertThat(cut("7e01027e0304")).containsExactly("frame 0102", "half_frame 2");
        assertThat(cut("7e01027e")).containsExactly("frame 0102");
    }
}
