package onemap.feed.jt808;

import java.util.Arrays;

/**
 * Cuts a stream into frames: what stands between two delimiters 0x7e, unescaped (2013 4.4.2). Every non-empty stretch between delimiters is told exactly
 * once, as a frame or as refused, so the stream finds its feet again at each delimiter, however broken the stretch before. One connection, one thread.
 */
public final class Framer {
    static final byte DELIMITER = 0x7e;
    static final byte ESCAPE = 0x7d;

    /** Who is told; {@code bytes} are good only during the call. */
    public interface Sink {
        void frame(byte[] bytes, int from, int to);

        void refused(String reason, byte[] bytes, int from, int to);
    }

    private enum Mode {
        /** Before the first delimiter. */
        NOISE,
        /** After a delimiter. */
        FRAME,
        /** In a stretch already refused as too long. */
        SKIPPING
    }

    private static final byte[] NOTHING = {};
    private final int maxFrameBytes;
    private final int maxEscapedBytes;
    private final Sink sink;
    private Mode mode = Mode.NOISE;
    /** The part of a stretch that came with earlier reads, still escaped; of noise only its beginning. */
    private byte[] begun = NOTHING;
    private int begunBytes;
    private long sinceDelimiter;
    private long delimiters;

    public Framer(int maxFrameBytes, Sink sink) {
        this.maxFrameBytes = maxFrameBytes;
        this.maxEscapedBytes = 2 * maxFrameBytes;
        this.sink = sink;
    }

    /** Takes the bytes of one read and may write into them. */
    public void read(byte[] chunk) {
        int at = 0;
        while (at < chunk.length) {
            int stop = at;
            while (stop < chunk.length && chunk[stop] != DELIMITER)
                stop++;
            if (stop < chunk.length) close(chunk, at, stop);
            else
                keep(chunk, at, stop);
            at = stop + 1;
        }
    }

    /** No more will come; an unfinished stretch is refused, for that reason. */
    public void finish(String reason) {
        if (begunBytes > 0 && mode != Mode.SKIPPING) sink.refused(mode == Mode.NOISE ? "noise" : reason, begun, 0, begunBytes);
        reset(Mode.SKIPPING);
    }

    /** Whether bytes have come that the next delimiter will finish. */
    public boolean isMidFrame() { return sinceDelimiter > 0; }

    /** How many delimiters have come. */
    public long delimiters() { return delimiters; }

    /** Bytes since the last delimiter. */
    public long bytesSinceDelimiter() { return sinceDelimiter; }

    private void close(byte[] chunk, int from, int to) {
        delimiters++;
        if (begunBytes > 0 || mode != Mode.FRAME) {
            keep(chunk, from, to);
            if (mode == Mode.NOISE && begunBytes > 0) sink.refused("noise", begun, 0, begunBytes);
            if (mode == Mode.FRAME) whole(begun, 0, begunBytes);
        } else if (to > from) whole(chunk, from, to);
        reset(Mode.FRAME);
    }

    private void keep(byte[] chunk, int from, int to) {
        sinceDelimiter += to - from;
        if (mode == Mode.SKIPPING) return;
        int added = Math.min(to - from, maxEscapedBytes - begunBytes);
        if (begunBytes + added > begun.length) begun = Arrays.copyOf(begun, Math.min(maxEscapedBytes, 2 * (begunBytes + added)));
        System.arraycopy(chunk, from, begun, begunBytes, added);
        begunBytes += added;
        if (mode == Mode.FRAME && added < to - from) {
            sink.refused("frame_too_long", begun, 0, begunBytes);
            reset(Mode.SKIPPING);
            sinceDelimiter = maxEscapedBytes + 1L;
        }
    }

    private void reset(Mode next) {
        mode = next;
        begunBytes = 0;
        sinceDelimiter = 0;
        if (begun.length > 0) begun = NOTHING;
    }

    private void whole(byte[] bytes, int from, int to) {
        int read = from;
        while (read < to && bytes[read] != ESCAPE)
            read++;
        int end = read == to ? to : unescape(bytes, read, to);
        if (end < 0) sink.refused("escape", bytes, from, to);
        else if (end - from > maxFrameBytes) sink.refused("frame_too_long", bytes, from, end);
        else
            sink.frame(bytes, from, end);
    }

    /** In place; the new end, or −1 when an escape is followed by neither 01 nor 02. */
    private static int unescape(byte[] bytes, int firstEscape, int to) {
        int write = firstEscape;
        for (int read = firstEscape; read < to; read++) {
            byte b = bytes[read];
            if (b == ESCAPE) {
                if (++read == to || bytes[read] != 1 && bytes[read] != 2) return -1;
                b = bytes[read] == 1 ? ESCAPE : DELIMITER;
            }
            bytes[write++] = b;
        }
        return write;
    }
}
