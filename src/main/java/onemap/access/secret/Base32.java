package onemap.access.secret;

/** Bytes in letters a person can type (RFC 4648, 6, without padding). */
public final class Base32 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    public static String encode(byte[] bytes) {
        var text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte each : bytes) {
            held = held << Byte.SIZE | each & 0xff;
            for (bits += Byte.SIZE; bits >= BITS; bits -= BITS)
                text.append(ALPHABET.charAt(held >>> bits - BITS & 31));
            held &= (1 << bits) - 1;
        }
        if (bits > 0) text.append(ALPHABET.charAt(held << BITS - bits & 31));
        return text.toString();
    }
}
