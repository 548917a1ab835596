package onemap.stream;

import java.util.HexFormat;
import java.util.Optional;

/** Where in which change log a client stands: it has applied everything up to {@code since}. */
public record Position(long epoch, long since) {
    private static final int EPOCH_DIGITS = 16;

    /** From the words of the wire; empty when they do not say a position. */
    public static Optional<Position> parse(String epoch, String since) {
        if (epoch.length() != EPOCH_DIGITS || since.isEmpty() || since.length() > EPOCH_DIGITS) return Optional.empty();
        try {
            return Optional.of(new Position(HexFormat.fromHexDigitsToLong(epoch), Long.parseLong(since)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
