package onemap.feed.mqtt;

import java.util.Optional;
import java.util.function.Predicate;
import onemap.feed.Admission;

/**
 * Which station a connection may speak for, decided once. Its own is the user name's if it gave one, else the client id's. A client id that names no
 * station (it is generated, or stands in no register) is bound by the first topic published when the admission is {@code any}, and owns nothing
 * when it is {@code registered}. Confined to its connection.
 */
final class Ownership {
    /** What becomes of a message for a station. */
    enum Verdict {
        OWN, FOREIGN, UNKNOWN
    }

    private final Admission admission;
    private final Predicate<String> registered;
    private Optional<String> own;

    /**
     * @param userName   empty when none was given
     * @param clientId   empty when the server had to generate it
     * @param registered whether a station stands in a register
     */
    Ownership(Optional<String> userName, Optional<String> clientId, Admission admission, Predicate<String> registered) {
        this.admission = admission;
        this.registered = registered;
        own = userName.isPresent() ? userName : clientId.filter(id -> admission == Admission.REGISTERED || registered.test(id));
    }

    Verdict judge(String station) {
        return switch (admission) {
            case ANY -> {
                if (own.isEmpty()) own = Optional.of(station);
                yield isOwn(station) ? Verdict.OWN : Verdict.FOREIGN;
            }
            case REGISTERED -> {
                if (isOwn(station)) yield registered.test(station) ? Verdict.OWN : Verdict.UNKNOWN;
                boolean knownDevice = own.filter(registered).isPresent();
                yield knownDevice || registered.test(station) ? Verdict.FOREIGN : Verdict.UNKNOWN;
            }
        };
    }

    private boolean isOwn(String station) { return own.filter(station::equals).isPresent(); }
}
