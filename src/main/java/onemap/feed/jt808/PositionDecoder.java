package onemap.feed.jt808;

import java.time.Instant;
import java.util.Optional;
import onemap.domain.Flag;
import onemap.domain.Flags;
import onemap.domain.LonLat;
import onemap.domain.Report;
import onemap.domain.SourceId;
import onemap.feed.FeedLedger;
import onemap.feed.MalformedFrame;

/** Reads the position body 位置信息汇报 (2013 8.12, tables 23–27; 2019 8.18). One thread. */
final class PositionDecoder {
    /** Fixed part, before the additional items. */
    static final int FIXED_BYTES = 28;

    private static final int STATUS_POSITIONED = 1 << 1;
    private static final int STATUS_SOUTH = 1 << 2;
    private static final int STATUS_WEST = 1 << 3;
    private static final int STATUS_ENCRYPTED = 1 << 5;
    private static final long NINETY_DEGREES = 90_000_000;
    private static final long HALF_TURN = 180_000_000;
    /** 500 km/h: faster than any helicopter; devices send 6,553.5 for "none". */
    private static final int FASTEST_TENTHS_KMH = 5000;

    private final BeijingTime time = new BeijingTime();
    private final FeedLedger ledger;

    PositionDecoder(FeedLedger ledger) { this.ledger = ledger; }

    /**
     * @param from  where the alarm word begins
     * @param to    end of the item, additional items included
     * @param known flags that hold for the whole message
     */
    Report.Position decode(byte[] bytes, int from, int to, SourceId source, Instant receivedAt, Flags known) throws MalformedFrame {
        if (to - from < FIXED_BYTES) throw new MalformedFrame("body_too_short", "a position takes " + FIXED_BYTES + " bytes");
        Instant observedAt = time.read(bytes, from + 22);
        int status = BigEndian.bits(bytes, from + 4);
        int speedTenthsKmh = BigEndian.word(bytes, from + 18);
        int courseDegrees = BigEndian.word(bytes, from + 20);
        Optional<LonLat> place = place(BigEndian.doubleWord(bytes, from + 12), BigEndian.doubleWord(bytes, from + 8), status);
        Flags flags = known;
        if (place.isEmpty()) flags = flags.with(Flag.NO_FIX);
        if ((status & STATUS_ENCRYPTED) != 0) flags = flags.with(Flag.COORDINATES_ENCRYPTED);
        if (speedTenthsKmh > FASTEST_TENTHS_KMH || courseDegrees > 360) flags = flags.with(Flag.OUT_OF_RANGE);
        if (!extrasFit(bytes, from + FIXED_BYTES, to)) ledger.note("extras_malformed");
        return new Report.Position(source, observedAt, receivedAt, Optional.empty(), place, BigEndian.signedWord(bytes, from + 16),
                speedTenthsKmh / 36.0, courseDegrees > 360 ? Double.NaN : courseDegrees % 360, BigEndian.bits(bytes, from), flags);
    }

    /** The wire's degrees are unsigned; the hemisphere stands in the status word. */
    private static Optional<LonLat> place(long lonMicroDegrees, long latMicroDegrees, int status) {
        boolean fixed = (status & STATUS_POSITIONED) != 0 && (lonMicroDegrees | latMicroDegrees) != 0;
        if (!fixed || lonMicroDegrees > HALF_TURN || latMicroDegrees > NINETY_DEGREES) return Optional.empty();
        double lon = lonMicroDegrees / 1e6;
        double lat = latMicroDegrees / 1e6;
        return Optional.of(new LonLat((status & STATUS_WEST) != 0 ? -lon : lon, (status & STATUS_SOUTH) != 0 ? -lat : lat));
    }

    /** Additional items 附加信息项 are id(1) length(1) value; vendors fill them as they like, so a wrong length costs nothing but the items. */
    private static boolean extrasFit(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 2 <= to)
            at += 2 + (bytes[at + 1] & 0xff);
        return at == to;
    }
}
