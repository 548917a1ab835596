package onemap.feed.jt808;

import java.util.HexFormat;

/**
 * The number a device goes by 终端手机号: up to 20 digits, kept as the bits of its BCD form so that the 6-byte form (2011, 2013) and the 10-byte form
 * (2019) of one number are equal. Some vendors put hex digits there, so it is never taken for a number.
 *
 * @param high first two bytes of the 10-byte form
 * @param low  last eight bytes of the 10-byte form
 */
public record Phone(int high, long low) {
    static final int BYTES_2013 = 6;
    static final int BYTES_2019 = 10;

    public static Phone of(String digits) {
        if (digits.isEmpty() || digits.length() > 2 * BYTES_2019)
            throw new IllegalArgumentException("phone of " + digits.length() + " digits");
        String all = "0".repeat(2 * BYTES_2019 - digits.length()) + digits;
        return new Phone(HexFormat.fromHexDigits(all.substring(0, 4)), HexFormat.fromHexDigitsToLong(all.substring(4)));
    }

    static Phone sixBytes(byte[] bytes, int at) {
        return new Phone(0, (long) BigEndian.word(bytes, at) << 32 | BigEndian.doubleWord(bytes, at + 2));
    }

    static Phone tenBytes(byte[] bytes, int at) { return new Phone(BigEndian.word(bytes, at), BigEndian.eightBytes(bytes, at + 2)); }

    /** Spread: of BCD's bits only some ever change, and the numbers of one fleet differ in a few digits. The factor is 2^64 / φ. */
    @Override public int hashCode() {
        return Long.hashCode((low ^ (long) high << 40) * 0x9E3779B97F4A7C15L);
    }

    boolean fitsSixBytes() { return high == 0 && low >>> 48 == 0; }

    /** Without leading zeros, lower case; {@code 0} when there is nothing else. */
    public String digits() {
        String all = HexFormat.of().toHexDigits(high, 4) + HexFormat.of().toHexDigits(low);
        int start = 0;
        while (start < all.length() - 1 && all.charAt(start) == '0')
            start++;
        return all.substring(start);
    }
}
