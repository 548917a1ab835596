package onemap.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One message of the Common Alerting Protocol (OASIS CAP 1.2, 3.2) or of the Chinese 12379 profile, as its sender wrote it.
 *
 * @param profile "CAP 1.2", "CAP 1.1", "CAP 1.0" or "12379"
 */
public record CapAlert(String profile, String identifier, String sender, Instant sent, Status status, MessageType messageType, String scope,
        String note, List<Reference> references, List<Info> infos) {
    /** 12379: {@code <14-digit sender code>_<yyyyMMddHHmmss>}. */
    private static final Pattern ISSUER_CODE = Pattern.compile("(\\d{14})_");

    public CapAlert {
        references = List.copyOf(references);
        infos = List.copyOf(infos);
    }

    /** CAP 1.2, 3.2.1 status. */
    public enum Status {
        ACTUAL, EXERCISE, SYSTEM, TEST, DRAFT
    }

    /** CAP 1.2, 3.2.1 msgType. */
    public enum MessageType {
        ALERT, UPDATE, CANCEL, ACK, ERROR
    }

    /** An earlier message this one speaks of; sender and time are empty in the 12379 profile, which names the identifier only. */
    public record Reference(Optional<String> sender, String identifier, Optional<Instant> sent) {}

    /**
     * One information block: a language, or an area of its own.
     *
     * @param level the statutory colour, from the 12379 severity, a colour parameter or the headline, else from CAP severity
     */
    public record Info(String language, String event, Optional<String> eventCode, String urgency, String capSeverity, String certainty,
            Severity level, Optional<Instant> effective, Optional<Instant> onset, Optional<Instant> expires, String senderName,
            String headline,
            String description, String instruction, List<Area> areas) {
        public Info { areas = List.copyOf(areas); }
    }

    /**
     * Where it holds.
     *
     * @param polygons      closed rings
     * @param divisionCodes Chinese division codes of 6, 9 or 12 digits 行政区划代码
     * @param geocodes      other codes, as {@code name=value}
     */
    public record Area(String description, List<List<LonLat>> polygons, List<Circle> circles, List<String> divisionCodes,
            List<String> geocodes) {
        public Area {
            polygons = polygons.stream().map(List::copyOf).toList();
            circles = List.copyOf(circles);
            divisionCodes = List.copyOf(divisionCodes);
            geocodes = List.copyOf(geocodes);
        }
    }

    /** CAP circle; the wire says kilometres, here metres. */
    public record Circle(LonLat centre, double radiusMetres) {}

    /**
     * Whether that reference means a message of this sender: it names the sender, or the mark with which the sender's identifiers begin
     * ({@code PAAQ} of {@code PAAQ-2-lqw6d6}); in the 12379 profile, which names identifiers only, the issuer's code stands at their
     * beginning.
     */
    public boolean isOwn(Reference reference) {
        if (reference.sender().isPresent()) return isOwnName(reference.sender().get());
        var issuer = ISSUER_CODE.matcher(reference.identifier());
        return !issuer.lookingAt() || !sender.matches("\\d{14}") || issuer.group(1).equals(sender);
    }

    private boolean isOwnName(String name) {
        if (name.equalsIgnoreCase(sender)) return true;
        return !name.isEmpty() && identifier.startsWith(name) && identifier.length() > name.length()
                && !Character.isLetterOrDigit(identifier.charAt(name.length()));
    }

    /** The block to show in that language ("zh" or "en" prefix), else the first; empty when the message has none. */
    public Optional<Info> infoFor(String language) {
        return infos.stream().filter(info -> info.language().startsWith(language)).findFirst().or(() -> infos.stream().findFirst());
    }
}
