package onemap.live.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A byte array that grows as little-endian numbers and UTF-8 text are written to it. One thread at a time. */
public final class ByteSink {
    /** Little-endian views for those who fill {@link #reserve reserved} room themselves. */
    public static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    public static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    public static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) { bytes = new byte[capacity]; }

    /** Makes room for that many bytes, counts them as written and says where they begin in {@link #array()}. */
    public int reserve(int count) {
        int at = size;
        if (count > bytes.length - at) bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(at, count), bytes.length * 2));
        size = at + count;
        return at;
    }

    public void u8(int value) {
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, Math.max(16, size * 2));
        bytes[size++] = (byte) value;
    }

    public void u16(int value) {
        int at = reserve(2);
        SHORT.set(bytes, at, (short) value);
    }

    public void i32(int value) {
        int at = reserve(4);
        INT.set(bytes, at, value);
    }

    public void i64(long value) {
        int at = reserve(8);
        LONG.set(bytes, at, value);
    }

    /** The exact bits, whatever kind of NaN. */
    public void f64(double value) { i64(Double.doubleToRawLongBits(value)); }

    public void bytes(byte[] source) {
        int at = reserve(source.length);
        System.arraycopy(source, 0, bytes, at, source.length);
    }

    /** Text as UTF-8; a lone surrogate, which UTF-8 cannot say, becomes U+FFFD. Returns how many did. */
    public int utf8(String text) {
        return utf8(text, 0, text.length());
    }

    /** The part of the text between two indices. */
    public int utf8(String text, int from, int to) {
        int replaced = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                u8(c);
            } else if (!Character.isSurrogate(c)) {
                codePoint(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(text.charAt(i + 1))) {
                codePoint(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                codePoint(0xFFFD);
                replaced++;
            }
        }
        return replaced;
    }

    /** UTF-8 of one code point outside ASCII (RFC 3629, 3). */
    private void codePoint(int point) {
        if (point < 0x800) {
            u8(0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                u8(0xE0 | point >> 12);
            } else {
                u8(0xF0 | point >> 18);
                u8(0x80 | point >> 12 & 0x3F);
            }
            u8(0x80 | point >> 6 & 0x3F);
        }
        u8(0x80 | point & 0x3F);
    }

    /** Writes over four bytes that were written before. */
    public void setI32(int at, int value) { INT.set(bytes, at, value); }

    public int size() { return size; }

    public boolean isEmpty() { return size == 0; }

    /** The byte written last; the sink must not be empty. */
    public byte last() { return bytes[size - 1]; }

    /** Forgets what was written from there on. */
    public void truncate(int newSize) { size = newSize; }

    /** The array written to; valid until the next write. */
    public byte[] array() { return bytes; }

    /** What was written; the array itself when it is full, so that a sink of the exact capacity costs no copy and must not be used again. */
    public byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }
}
