package onemap.feed.jt808;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as JT/T 808 sends them: high byte first (4.2). */
final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** WORD. */
    static int word(byte[] bytes, int at) { return (short) SHORT.get(bytes, at) & 0xffff; }

    /** The two bytes as a signed number. */
    static int signedWord(byte[] bytes, int at) { return (short) SHORT.get(bytes, at); }

    /** DWORD as 32 bits. */
    static int bits(byte[] bytes, int at) { return (int) INT.get(bytes, at); }

    /** DWORD as an unsigned number. */
    static long doubleWord(byte[] bytes, int at) { return (int) INT.get(bytes, at) & 0xffff_ffffL; }

    static long eightBytes(byte[] bytes, int at) { return (long) LONG.get(bytes, at); }

    /** XOR of all bytes (4.4.4), eight at a time. */
    static int xor(byte[] bytes, int from, int to) {
        long folded = 0;
        int at = from;
        for (; at + 8 <= to; at += 8)
            folded ^= (long) LONG.get(bytes, at);
        folded ^= folded >>> 32;
        folded ^= folded >>> 16;
        folded ^= folded >>> 8;
        for (; at < to; at++)
            folded ^= bytes[at];
        return (int) folded & 0xff;
    }
}
