package onemap.feed.cap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onemap.domain.CapAlert;
import onemap.domain.CapAlert.MessageType;
import onemap.feed.MalformedFrame;

/**
 * Reads a body that holds CAP 1.0 to 1.2 or 12379 messages: one, or several in a list, an Atom feed, an EDXL-DE distribution or whatever
 * else wraps them. Immutable.
 */
final class CapDecoder {
    /** Roots of indexes that may link to messages instead of holding them. */
    private static final Set<String> INDEXES = Set.of("feed", "entry", "rss", "RDF");

    private final EventTypes eventTypes = new EventTypes();

    /**
     * What a body held.
     *
     * @param alerts  in document order, without acknowledgements
     * @param refused messages among several that could not be used
     * @param remarks what was tolerated
     */
    record Messages(List<CapAlert> alerts, List<MalformedFrame> refused, List<String> remarks) {}

    Messages decode(byte[] body, String contentType, Instant receivedAt) throws MalformedFrame {
        XmlElement root = XmlTree.parse(body, contentType);
        List<XmlElement> found = root.outermost("alert").toList();
        if (found.isEmpty()) return none(root);

        var messages = new Messages(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (XmlElement alert : found)
            try {
                CapAlert read = new AlertReader(eventTypes, alert, messages.remarks()).read(receivedAt);
                if (isWarning(read)) messages.alerts().add(read);
            } catch (MalformedFrame refused) {
                if (found.size() == 1) throw refused;
                messages.refused().add(refused);
            }
        return messages;
    }

    /** Acknowledgements and errors are the protocol's own business (CAP 1.2, 3.2.1 msgType). */
    private static boolean isWarning(CapAlert alert) {
        return alert.messageType() != MessageType.ACK && alert.messageType() != MessageType.ERROR;
    }

    private static Messages none(XmlElement root) throws MalformedFrame {
        if (root.name().equals("alerts")) return new Messages(List.of(), List.of(), List.of());
        if (INDEXES.contains(root.name()))
            throw new MalformedFrame("index_without_alerts", "an index that links to messages; send the messages themselves");
        throw new MalformedFrame("not_cap", "there is no alert in <" + root.name() + ">");
    }
}
