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
    private static final int NO_ALTITUDE = Short.MIN_VALUE;
    private static final long END_OF_TIME_MILLIS = 1L << 48;

    private MoveItem() {}

    /** Whether its time fits: known, and between 1970 and 10889. */
    static boolean canSay(Track track) {
        if (track.observedAt().isEmpty()) return false;
        long millis = track.observedAt().get().toEpochMilli();
        return millis >= 0 && millis < END_OF_TIME_MILLIS;
    }

    static void write(Track track, int handle, ByteSink sink) {
        int at = sink.reserve(BYTES);
        byte[] bytes = sink.array();
        bytes[at] = OP;
        INT.set(bytes, at + 1, handle);
        INT.set(bytes, at + 5, (int) track.version());
        var place = track.place();
        INT.set(bytes, at + 9, place.isPresent() ? (int) Math.round(place.get().lonDegrees() * SCALE) : NO_PLACE);
        INT.set(bytes, at + 13, place.isPresent() ? (int) Math.round(place.get().latDegrees() * SCALE) : NO_PLACE);
        SHORT.set(bytes, at + 17, (short) speedCentimetresPerSecond(track.speedMetresPerSecond()));
        SHORT.set(bytes, at + 19, (short) headingHundredths(track.headingDegrees()));
        SHORT.set(bytes, at + 21, (short) altitudeMetres(track.altitudeMetres()));
        SHORT.set(bytes, at + 23, (short) track.flags().bits());
        long millis = track.observedAt().orElseThrow().toEpochMilli();
        INT.set(bytes, at + 25, (int) millis);
        SHORT.set(bytes, at + 29, (short) (millis >> 32));
    }

    /** What does not fit is the nearest that does. */
    private static int speedCentimetresPerSecond(double metresPerSecond) {
        return Double.isFinite(metresPerSecond) ? Math.clamp(Math.round(metresPerSecond * 100), 0, NOT_TOLD - 1) : NOT_TOLD;
    }

    private static int headingHundredths(double degrees) {
        return Double.isFinite(degrees) ? Math.floorMod(Math.round(degrees * 100), 36_000) : NOT_TOLD;
    }

    private static int altitudeMetres(double metres) {
        return Double.isFinite(metres) ? Math.clamp(Math.round(metres), NO_ALTITUDE + 1, Short.MAX_VALUE) : NO_ALTITUDE;
    }
}
