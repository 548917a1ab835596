package onemap.stream;

import static onemap.live.codec.ByteSink.INT;
import static onemap.live.codec.ByteSink.SHORT;

import onemap.domain.Track;
import onemap.live.codec.ByteSink;

/** The item of a track that has only moved: {@value #BYTES} bytes, written for nearly every report, so without any detour. */
final class MoveItem {
    static final int BYTES = 31;
    private static final int OP = 2;
    private static final double SCALE = 1e7;
    private static final int NO_PLACE = Integer.MIN_VALUE;
    private static final int NOT_TOLD = 65535;
    private static final int FULL_CIRCLE = 36_000;
    private static final int NO_ALTITUDE = Short.MIN_VALUE;
    private static final long END_OF_TIME_MILLIS = 1L << 48;

    private MoveItem() {}

    /** Writes nothing and says so when the time of the track does not fit: unknown, before 1970 or after 10889. */
    static boolean write(Track track, int handle, ByteSink sink) {
        if (track.observedAt().isEmpty()) return false;
        long millis = track.observedAt().get().toEpochMilli();
        if (millis < 0 || millis >= END_OF_TIME_MILLIS) return false;
        int at = sink.reserve(BYTES);
        byte[] bytes = sink.array();
        bytes[at] = OP;
        INT.set(bytes, at + 1, handle);
        INT.set(bytes, at + 5, (int) track.version());
        var place = track.place();
        INT.set(bytes, at + 9, place.isPresent() ? (int) nearest(place.get().lonDegrees() * SCALE) : NO_PLACE);
        INT.set(bytes, at + 13, place.isPresent() ? (int) nearest(place.get().latDegrees() * SCALE) : NO_PLACE);
        SHORT.set(bytes, at + 17, (short) speedCentimetresPerSecond(track.speedMetresPerSecond()));
        SHORT.set(bytes, at + 19, (short) headingHundredths(track.headingDegrees()));
        SHORT.set(bytes, at + 21, (short) altitudeMetres(track.altitudeMetres()));
        SHORT.set(bytes, at + 23, (short) track.flags().bits());
        INT.set(bytes, at + 25, (int) millis);
        SHORT.set(bytes, at + 29, (short) (millis >> 32));
        return true;
    }

    /** What does not fit is the nearest that does. */
    private static int speedCentimetresPerSecond(double metresPerSecond) {
        return Double.isFinite(metresPerSecond) ? Math.clamp(nearest(metresPerSecond * 100), 0, NOT_TOLD - 1) : NOT_TOLD;
    }

    private static int headingHundredths(double degrees) {
        if (!Double.isFinite(degrees)) return NOT_TOLD;
        long hundredths = nearest(degrees * 100);
        return hundredths >= 0 && hundredths < FULL_CIRCLE ? (int) hundredths : Math.floorMod(hundredths, FULL_CIRCLE);
    }

    private static int altitudeMetres(double metres) {
        return Double.isFinite(metres) ? Math.clamp(nearest(metres), NO_ALTITUDE + 1, Short.MAX_VALUE) : NO_ALTITUDE;
    }

    /** {@link Math#round(double)} to the last bit but for 0.5 - 2⁻⁵⁴ and beyond 2⁵², at a fraction of its cost. */
    private static long nearest(double value) {
        return (long) Math.floor(value + 0.5);
    }
}
