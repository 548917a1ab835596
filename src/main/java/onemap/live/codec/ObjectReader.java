package onemap.live.codec;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import onemap.domain.LonLat;
import onemap.domain.SourceId;

/** Reads what {@link ObjectWriter} wrote; throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} on other bytes. */
public final class ObjectReader {
    private final byte[] bytes;
    private int at;

    public ObjectReader(byte[] bytes) { this.bytes = bytes; }

    public int u8() { return bytes[advance(1)] & 0xFF; }

    public boolean bool() { return u8() != 0; }

    public int i32() { return (int) ByteSink.INT.get(bytes, advance(4)); }

    public long i64() { return (long) ByteSink.LONG.get(bytes, advance(8)); }

    public double f64() { return Double.longBitsToDouble(i64()); }

    public byte[] bytes(int length) {
        int start = advance(length);
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    public boolean isAtEnd() { return at == bytes.length; }

    public <E> E choice(E[] values) { return values[u8()]; }

    public String text() {
        int length = i32();
        if (length >= 0) return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
        char[] units = new char[Math.min(-length, bytes.length)];
        for (int i = 0; i < -length; i++)
            units[i] = (char) (short) ByteSink.SHORT.get(bytes, advance(2));
        return new String(units);
    }

    public Instant instant() { return Instant.ofEpochSecond(i64(), i32()); }

    public Optional<Instant> fixedInstant() {
        long seconds = i64();
        int nanos = i32();
        return seconds == ObjectWriter.NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds, nanos));
    }

    public LonLat place() { return new LonLat(f64(), f64()); }

    public SourceId source() { return new SourceId(text()); }

    public <T> Optional<T> optional(Supplier<T> read) { return bool() ? Optional.of(read.get()) : Optional.empty(); }

    public <T> List<T> all(Supplier<T> read) {
        int count = i32();
        Objects.checkFromIndexSize(at, count, bytes.length); // every element takes at least a byte
        var values = new ArrayList<T>(count);
        for (int i = 0; i < count; i++)
            values.add(read.get());
        return values;
    }

    private int advance(int count) {
        int start = Objects.checkFromIndexSize(at, count, bytes.length);
        at = start + count;
        return start;
    }
}
