package onemap.feed.jt808;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import onemap.feed.MalformedFrame;

/**
 * What a device says of itself when it registers 终端注册 (2011 8.5, 2013 table 7, 2019 table 10).
 *
 * @param province    first two digits of the division code, for example 33
 * @param city        the following four
 * @param plateColour by JT/T 415; 0 when the vehicle has no plate yet, then {@code plate} is its VIN
 */
public record Registration(int province, int city, String maker, String model, String terminalId, int plateColour, String plate) {
    private static final Charset GBK = Charset.forName("GBK");

    /** Widths of the text fields and of the whole fixed part, which ends with the plate colour. */
    private enum Layout {
        V2011(5, 8, 7), V2013(5, 20, 7), V2019(11, 30, 30);

        private final int maker;
        private final int model;
        private final int terminalId;

        Layout(int maker, int model, int terminalId) {
            this.maker = maker;
            this.model = model;
            this.terminalId = terminalId;
        }

        int fixedBytes() { return 4 + maker + model + terminalId + 1; }
    }

    /** The 2013 header form is shared by 2011 and 2013, told apart by what fits; some devices put an old body under a 2019 header. */
    static Registration read(Frame frame) throws MalformedFrame {
        int length = frame.bodyBytes();
        if (frame.header().is2019() && length >= Layout.V2019.fixedBytes()) return read(frame, Layout.V2019);
        if (length >= Layout.V2013.fixedBytes()) return read(frame, Layout.V2013);
        frame.needs(Layout.V2011.fixedBytes());
        return read(frame, Layout.V2011);
    }

    private static Registration read(Frame frame, Layout layout) {
        int maker = frame.from() + 4;
        int model = maker + layout.maker;
        int terminalId = model + layout.model;
        int colour = terminalId + layout.terminalId;
        byte[] bytes = frame.bytes();
        return new Registration(BigEndian.word(bytes, frame.from()), BigEndian.word(bytes, frame.from() + 2),
                text(bytes, maker, model, StandardCharsets.US_ASCII), text(bytes, model, terminalId, StandardCharsets.US_ASCII),
                text(bytes, terminalId, colour, StandardCharsets.US_ASCII), bytes[colour] & 0xff,
                text(bytes, colour + 1, frame.to(), GBK));
    }

    /** Fields are padded with zero bytes, by the standard behind, by some vendors before. */
    private static String text(byte[] bytes, int from, int to, Charset charset) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] == 0)
            start++;
        while (end > start && bytes[end - 1] == 0)
            end--;
        return new String(bytes, start, end - start, charset).strip();
    }
}
