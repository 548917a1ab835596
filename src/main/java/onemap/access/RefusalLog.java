package onemap.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.journal.Draft;

/**
 * What was refused about access, for the journal: entries {@code access.refused}. The first of its kind in a minute is told at once, the rest of the minute
 * as one entry with its count, and the kinds of a minute are bounded, so that a flood cannot fill the journal. Thread-safe.
 */
public final class RefusalLog {
    public static final String REFUSED = "access.refused";
    /** Who somebody is that showed nothing. */
    private static final String STRANGER = "stranger";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** Kinds told apart in a minute: two entries each at most, 3 MB of journal a day under the worst flood. */
    private static final int KINDS = 20;
    private static final Kind OTHERS = new Kind(STRANGER, "", "others");

    private final InstantSource clock;
    private final Map<Kind, Tally> tallies = new LinkedHashMap<>();
    private Instant minute;

    public RefusalLog(InstantSource clock) {
        this.clock = clock;
        this.minute = clock.instant();
    }

    private record Kind(String actor, String peer, String reason) {}

    /** @param told how many of the count stand in the journal */
    private record Tally(String route, Instant from, Instant to, long count, long told) {
        Tally more(Instant at) { return new Tally(route, from, at, count + 1, told); }

        Tally recorded(long more) { return new Tally(route, from, to, count, told + more); }
    }

    /**
     * As it stands in the entry.
     *
     * @param who   id of the user or token, or the address it came from
     * @param route the first that was asked
     */
    record Refused(String reason, String who, String peer, String route, long count, Instant from, Instant to) {}

    /**
     * Somebody was refused.
     *
     * @param actor id of whoever it was; empty: nobody known
     * @param peer  address it came from
     * @param route as declared, not as asked
     */
    public synchronized void refused(Optional<String> actor, String peer, String reason, String route) {
        var kind = new Kind(actor.orElse(STRANGER), peer, reason);
        if (!tallies.containsKey(kind) && tallies.size() >= KINDS) kind = OTHERS;
        Instant now = clock.instant();
        tallies.merge(kind, new Tally(route, now, now, 1, 0), (before, first) -> before.more(now));
    }

    /** Writes what is due; in the decision lane, every second or so. What could not be written is due again. */
    public void record(Recorder recorder) {
        var due = due();
        if (due.isEmpty()) return;
        recorder.record(due.stream().map(each -> draft(each.getKey(), each.getValue())).toList());
        settle(due);
    }

    /** The minute is over: the next refusal of a kind is the first again. */
    private synchronized List<Map.Entry<Kind, Tally>> due() {
        boolean over = !clock.instant().isBefore(minute.plus(MINUTE));
        var due = new ArrayList<Map.Entry<Kind, Tally>>();
        tallies.forEach((kind, tally) -> {
            if (tally.told() == 0 || over && tally.count() > tally.told()) due.add(Map.entry(kind, tally));
        });
        if (over && due.isEmpty()) begin();
        return due;
    }

    private synchronized void settle(List<Map.Entry<Kind, Tally>> told) {
        for (var each : told)
            tallies.computeIfPresent(each.getKey(), (kind, now) -> now.recorded(each.getValue().count() - each.getValue().told()));
    }

    private void begin() {
        tallies.clear();
        minute = clock.instant();
    }

    private static Draft draft(Kind kind, Tally tally) {
        String who = kind.actor().equals(STRANGER) ? kind.peer() : kind.actor();
        var refused = new Refused(kind.reason(), who, kind.peer(), tally.route(), tally.count() - tally.told(), tally.from(), tally.to());
        return Draft.of(kind.actor(), REFUSED, kind.actor(), Payload.write(refused));
    }
}
