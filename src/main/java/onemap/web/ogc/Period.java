package onemap.web.ogc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.Optional;
import onemap.domain.Alarm;
import onemap.domain.Camera;
import onemap.domain.LiveObject;
import onemap.domain.Site;
import onemap.domain.Station;
import onemap.domain.Track;
import onemap.domain.Warning;

/** An instant, or a span of time both ends of which belong to it; an end that is empty is open (OGC API – Features, Part 1, 7.15.4). */
record Period(Optional<Instant> from, Optional<Instant> to) {
    Period {
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get()))
            throw new IllegalArgumentException("it begins at " + from.get() + ", after its end " + to.get());
    }

    /** {@code 2026-07-18T06:00:00Z}, {@code …/…}, {@code ../…}, {@code …/} */
    static Period parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash < 0) return at(instant(text));
            var period = new Period(end(text.substring(0, slash)), end(text.substring(slash + 1)));
            if (period.from.isPresent() || period.to.isPresent()) return period;
        } catch (DateTimeException e) {
            // refused below
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("datetime=" + text + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("datetime=" + text + " is no time such as 2026-07-18T06:00:00Z, nor two of them with a slash "
                + "between, one of which may be .. or nothing");
    }

    private static Optional<Instant> end(String text) {
        return text.isEmpty() || text.equals("..") ? Optional.empty() : Optional.of(instant(text));
    }

    private static Instant instant(String text) { return OffsetDateTime.parse(text).toInstant(); }

    private static Period at(Instant instant) { return new Period(Optional.of(instant), Optional.of(instant)); }

    /** What a feature is of: when it was seen last, for how long a warning holds, since when an alarm stands; empty: of no time. */
    static Optional<Period> of(LiveObject object) {
        return switch (object) {
            case Track track -> track.observedAt().map(Period::at);
            case Station station -> station.readings()
                    .values()
                    .stream()
                    .map(Station.Reading::observedAt)
                    .max(Comparator.naturalOrder())
                    .map(Period::at);
            case Site site -> Optional.of(at(site.enteredAt()));
            case Camera camera -> camera.observedAt().map(Period::at);
            case Warning warning -> Optional.of(holds(warning));
            case Alarm alarm -> Optional.of(new Period(Optional.of(alarm.raisedAt()),
                    alarm.returnedAt().filter(returned -> !returned.isBefore(alarm.raisedAt()))));
        };
    }

    /** An authority's clock may be wrong: then it holds at the time it was sent. */
    private static Period holds(Warning warning) {
        var sent = warning.alert().sent();
        return new Period(Optional.of(sent), Optional.of(warning.expiresAt().isBefore(sent) ? sent : warning.expiresAt()));
    }

    boolean intersects(Period other) { return !isBefore(other) && !other.isBefore(this); }

    private boolean isBefore(Period other) { return to.isPresent() && other.from.isPresent() && to.get().isBefore(other.from.get()); }

    /** From the earlier beginning to the later end. */
    Period union(Period other) {
        return new Period(from.flatMap(one -> other.from.map(two -> one.isBefore(two) ? one : two)),
                to.flatMap(one -> other.to.map(two -> one.isAfter(two) ? one : two)));
    }
}
