package onemap.feed.jt808;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import onemap.feed.MalformedFrame;

/**
 * Times as BCD[6] YYMMDDhhmmss in GMT+8 (2013 table 23: every time of the standard is in that zone), years 2000–2099. Remembers the last day, since
 * nearly all times of a connection fall on one; one thread.
 */
public final class BeijingTime {
    static final int BYTES = 6;
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final byte[] TWO_DIGITS = new byte[256];

    static {
        for (int b = 0; b < 256; b++)
            TWO_DIGITS[b] = (byte) ((b >> 4) <= 9 && (b & 15) <= 9 ? (b >> 4) * 10 + (b & 15) : 127);
    }

    private int knownDate = -1;
    private long knownMidnightEpochSecond;

    Instant read(byte[] bytes, int at) throws MalformedFrame {
        int hour = TWO_DIGITS[bytes[at + 3] & 0xff];
        int minute = TWO_DIGITS[bytes[at + 4] & 0xff];
        int second = TWO_DIGITS[bytes[at + 5] & 0xff];
        if (hour > 23 || minute > 59 || second > 59) throw noDate();
        int date = BigEndian.word(bytes, at) << 8 | bytes[at + 2] & 0xff;
        if (date != knownDate) learn(date);
        return Instant.ofEpochSecond(knownMidnightEpochSecond + hour * 3600 + minute * 60 + second);
    }

    private void learn(int date) throws MalformedFrame {
        int year = TWO_DIGITS[date >> 16];
        int month = TWO_DIGITS[date >> 8 & 0xff];
        int day = TWO_DIGITS[date & 0xff];
        if (year > 99 || month < 1 || month > 12 || day < 1 || day > YearMonth.of(2000 + year, month).lengthOfMonth()) throw noDate();
        knownMidnightEpochSecond = LocalDate.of(2000 + year, month, day).atStartOfDay().toEpochSecond(ZONE);
        knownDate = date;
    }

    private static MalformedFrame noDate() { return new MalformedFrame("no_date", "no date of the calendar"); }

    /** The six bytes of that time. */
    public static byte[] write(Instant time) { return write(LocalDateTime.ofInstant(time, ZONE)); }

    static byte[] write(LocalDateTime local) {
        int[] parts = {local.getYear() % 100, local.getMonthValue(), local.getDayOfMonth(), local.getHour(), local.getMinute(),
                local.getSecond()};
        var bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++)
            bytes[i] = (byte) (parts[i] / 10 << 4 | parts[i] % 10);
        return bytes;
    }
}
