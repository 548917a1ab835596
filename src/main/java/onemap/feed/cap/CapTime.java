package onemap.feed.cap;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times of both profiles: CAP {@code 2012-05-02T23:21:04-00:00} (UTC is minus zero, 3.3.2; {@code Z} and fractions are tolerated) and 12379
 * {@code 2020-02-05 10:45:00+08:00}, which without a zone is Beijing time.
 */
final class CapTime {
    static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final Pattern TIME = Pattern.compile("""
            (\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})
            [T\\s]\\s*(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?
            \\s*(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?""", Pattern.COMMENTS | Pattern.CASE_INSENSITIVE);

    private CapTime() {}

    /**
     * @param zoneIfNone the zone of a time that names none; empty when such a time cannot be read
     * @return empty when the text is not a time
     */
    static Optional<Instant> parse(String text, Optional<ZoneOffset> zoneIfNone) {
        Matcher time = TIME.matcher(text.strip());
        if (!time.matches()) return Optional.empty();
        try {
            Optional<ZoneOffset> zone = time.group(8) == null ? zoneIfNone : Optional.of(zone(time.group(8)));
            LocalDateTime local = LocalDateTime.of(number(time, 1), number(time, 2), number(time, 3), number(time, 4), number(time, 5),
                    number(time, 6), nanos(time.group(7)));
            return zone.map(local::toInstant);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneOffset zone(String text) {
        if (Character.isLetter(text.charAt(0))) return ZoneOffset.UTC;
        String digits = text.substring(1).replace(":", "");
        int sign = text.charAt(0) == '-' ? -1 : 1;
        int hours = Integer.parseInt(digits.substring(0, 2));
        int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(2)) : 0;
        return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
    }

    private static int number(Matcher time, int group) { return time.group(group) == null ? 0 : Integer.parseInt(time.group(group)); }

    private static int nanos(String fraction) { return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9)); }
}
