package onemap.feed.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code observedAt}: ISO 8601 with an offset or Z, or a number of seconds or milliseconds since 1970, told apart by size. */
final class ObservationTime {
    /** From here on a number is milliseconds: as such it is March 1973, as seconds it would be the year 5138. */
    private static final double FIRST_MILLIS = 1e11;
    /** From here on it is neither; stations that count micro- or nanoseconds are refused, not guessed. */
    private static final double PAST_MILLIS = 1e14;

    /** A date without an offset is refused: nobody can tell Beijing time from UTC. A blank for the T is RFC 3339, 5.6. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private ObservationTime() {}

    /** Empty when there is no date that can be read. */
    static Optional<Instant> read(JsonNode node) {
        if (node.isNumber()) return ofNumber(node.doubleValue());
        if (node.isTextual()) return ofText(node.textValue());
        return Optional.empty();
    }

    private static Optional<Instant> ofNumber(double sinceEpoch) {
        if (!(Math.abs(sinceEpoch) < PAST_MILLIS)) return Optional.empty(); // also NaN
        double millis = Math.abs(sinceEpoch) < FIRST_MILLIS ? sinceEpoch * 1000 : sinceEpoch;
        return Optional.of(Instant.ofEpochMilli(Math.round(millis)));
    }

    private static Optional<Instant> ofText(String text) {
        try {
            var at = OffsetDateTime.parse(text, ISO);
            return at.getYear() >= 0 && at.getYear() <= 9999 ? Optional.of(at.toInstant()) : Optional.empty();
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
