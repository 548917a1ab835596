package onemap.hook;

import java.time.Instant;
import java.util.Optional;

/**
 * How far one webhook has come.
 *
 * @param seq         the last entry that was taken, is not wanted or was given up
 * @param failingSince when the first of the failures was, after which none was taken
 * @param lastProblem what the last failure was; empty when the last delivery was taken
 */
record Progress(long seq, Optional<Instant> lastDeliveryAt, Optional<Instant> failingSince, Optional<String> lastProblem) {
    static Progress from(long seq) { return new Progress(seq, Optional.empty(), Optional.empty(), Optional.empty()); }

    Progress past(long entry) { return new Progress(entry, lastDeliveryAt, failingSince, lastProblem); }

    Progress taken(long entry, Instant at) { return new Progress(entry, Optional.of(at), Optional.empty(), Optional.empty()); }

    Progress failed(String problem, Instant at) {
        return new Progress(seq, lastDeliveryAt, failingSince.or(() -> Optional.of(at)), Optional.of(problem));
    }
}
