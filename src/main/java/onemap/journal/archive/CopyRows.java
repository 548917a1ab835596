package onemap.journal.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import onemap.domain.LonLat;

/**
 * Rows in PostgreSQL's binary COPY format (PostgreSQL 15, COPY, "Binary Format"): a third of the database's work for text. Belongs to one thread.
 */
final class CopyRows {
    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    /** Times and days are counted from 2000-01-01. */
    private static final long EPOCH_SECONDS = 946_684_800L;
    private static final long EPOCH_DAYS = LocalDate.of(2000, 1, 1).toEpochDay();
    private static final int NANOS_PER_MICRO = 1000;
    private static final int MICROS_PER_SECOND = 1_000_000;
    private static final int NULL = -1;
    /** PostGIS, EWKB: big endian, a point that names its SRID. */
    private static final int POINT_BYTES = 25;
    private static final int POINT_WITH_SRID = 0x2000_0001;
    private static final int WGS_84 = 4326;

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
    private int rows;

    CopyRows() { clear(); }

    void clear() {
        buffer.clear();
        buffer.put(HEADER);
        rows = 0;
    }

    boolean isEmpty() { return rows == 0; }

    CopyRows row(int columns) {
        rows++;
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    CopyRows text(String text) {
        byte[] utf8 = text.replace('\0', '\ufffd').getBytes(UTF_8); // PostgreSQL knows no text with a zero in it
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    CopyRows text(Optional<String> text) { return text.isPresent() ? text(text.get()) : nothing(); }

    CopyRows int64(long value) {
        room(Integer.BYTES + Long.BYTES).putInt(Long.BYTES).putLong(value);
        return this;
    }

    CopyRows int32(int value) {
        room(2 * Integer.BYTES).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    CopyRows bool(boolean value) {
        room(Integer.BYTES + 1).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** NaN is not told: NULL. */
    CopyRows number(double value) {
        if (Double.isNaN(value)) return nothing();
        room(Integer.BYTES + Double.BYTES).putInt(Double.BYTES).putDouble(value);
        return this;
    }

    CopyRows day(LocalDate day) { return int32((int) (day.toEpochDay() - EPOCH_DAYS)); }

    /** To the microsecond; the rest is for {@link #nanos}. */
    CopyRows time(Instant time) {
        return int64(Math.multiplyExact(time.getEpochSecond() - EPOCH_SECONDS, MICROS_PER_SECOND) + time.getNano() / NANOS_PER_MICRO);
    }

    CopyRows time(Optional<Instant> time) { return time.isPresent() ? time(time.get()) : nothing(); }

    CopyRows nanos(Instant time) {
        room(Integer.BYTES + Short.BYTES).putInt(Short.BYTES).putShort((short) (time.getNano() % NANOS_PER_MICRO));
        return this;
    }

    CopyRows place(Optional<LonLat> place) {
        if (place.isEmpty()) return nothing();
        room(Integer.BYTES + POINT_BYTES).putInt(POINT_BYTES)
                .put((byte) 0)
                .putInt(POINT_WITH_SRID)
                .putInt(WGS_84)
                .putDouble(place.get().lonDegrees())
                .putDouble(place.get().latDegrees());
        return this;
    }

    private CopyRows nothing() {
        room(Integer.BYTES).putInt(NULL);
        return this;
    }

    /** All rows with the mark that ends them, to be read at once. */
    ByteBuffer ended() {
        room(Short.BYTES).putShort((short) -1);
        return buffer.flip();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            var larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
