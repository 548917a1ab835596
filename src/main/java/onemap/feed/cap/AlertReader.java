package onemap.feed.cap;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.domain.CapAlert;
import onemap.domain.CapAlert.Info;
import onemap.domain.CapAlert.MessageType;
import onemap.domain.CapAlert.Reference;
import onemap.domain.CapAlert.Status;
import onemap.feed.MalformedFrame;
import onemap.feed.cap.StatutoryLevel.Parameter;

/**
 * Reads one alert element of either profile. What names the message (identifier, sender, sent, status, msgType and, in CAP, scope) must
 * be there; elsewhere an absent or empty element is tolerated with a remark, and one that is there but cannot be read is refused.
 */
final class AlertReader {
    /** So that {@code cap:<identifier>} stays a source id. */
    static final int MAX_NAME = 180;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final String CHINESE = "12379";
    private static final Pattern OASIS = Pattern.compile("urn:oasis:names:tc:emergency:cap:(1\\.[0-2])(:.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ISSUER_CODE = Pattern.compile("(\\d{14})_.*");

    private final EventTypes eventTypes;
    private final XmlElement alert;
    private final List<String> remarks;
    private final String profile;

    AlertReader(EventTypes eventTypes, XmlElement alert, List<String> remarks) throws MalformedFrame {
        this.eventTypes = eventTypes;
        this.alert = alert;
        this.remarks = remarks;
        this.profile = profile();
    }

    CapAlert read(Instant receivedAt) throws MalformedFrame {
        String identifier = name("identifier", required("identifier"));
        String sender = name("sender", sender(identifier));
        Instant sent = time("sent", required(isChinese() && alert.textOf("sendTime").isPresent() ? "sendTime" : "sent"));
        if (sent.isAfter(receivedAt.plus(CLOCK_TOLERANCE))) remarks.add("sent is ahead of this server's clock");
        Status status = status(required("status"));
        MessageType messageType = messageType(required("msgType"));
        String scope = isChinese() || profile.equals("CAP 1.0") ? alert.textOf("scope").orElse("Public") : required("scope");
        var references = alert.textOf("references").map(this::references).orElse(List.of());

        var infos = new ArrayList<Info>();
        for (XmlElement info : alert.children("info"))
            infos.add(info(info, "info " + (infos.size() + 1)));
        var read = new CapAlert(profile, identifier, sender, sent, status, messageType, scope, alert.textOf("note").orElse(""), references,
                infos);
        judgeReferences(read);
        return read;
    }

    /** A 12379 reference that names the office in words beside the identifier says no more than the identifier. */
    private List<Reference> references(String text) {
        List<Reference> references = CapReferences.parse(text, zoneIfNone());
        if (!isChinese()) return references;
        return references.stream()
                .map(each -> new Reference(each.sender().filter(sender -> sender.matches("\\d{14}")), each.identifier(), each.sent()))
                .toList();
    }

    /** Whoever ends a warning must have issued it. */
    private void judgeReferences(CapAlert read) throws MalformedFrame {
        boolean cancels = read.messageType() == MessageType.CANCEL;
        if (!cancels && read.messageType() != MessageType.UPDATE) return;
        if (read.references().isEmpty() && cancels)
            throw new MalformedFrame("missing_references", "a Cancel without references cancels nothing");
        if (read.references().isEmpty()) remarks.add("references is empty: this Update supersedes nothing");
        else if (read.references().stream().noneMatch(read::isOwn))
            throw new MalformedFrame("foreign_sender", "the references name messages of other senders than " + read.sender());
    }

    private String profile() throws MalformedFrame {
        if (alert.child("sendTime").isPresent() || alert.child("senderCode").isPresent()) return CHINESE;
        if (alert.namespace().isEmpty()) {
            remarks.add("alert has no namespace");
            return "CAP 1.2";
        }
        var oasis = OASIS.matcher(alert.namespace());
        if (oasis.matches()) return "CAP " + oasis.group(1);
        if (alert.namespace().equals("http://www.incident.com/cap/1.0")) return "CAP 1.0";
        throw new MalformedFrame("unknown_namespace", "\"" + alert.namespace() + "\" is not a namespace of CAP");
    }

    private boolean isChinese() { return profile.equals(CHINESE); }

    private Optional<ZoneOffset> zoneIfNone() { return isChinese() ? Optional.of(CapTime.BEIJING) : Optional.empty(); }

    /**
     * 12379: the sender's code, which also begins its identifiers, so that issuer and references can be compared; the name only when no
     * code is to be had.
     */
    private String sender(String identifier) throws MalformedFrame {
        if (!isChinese()) return required("sender");
        var issuer = ISSUER_CODE.matcher(identifier);
        Optional<String> code = alert.textOf("senderCode").or(() -> issuer.matches() ? Optional.of(issuer.group(1)) : Optional.empty());
        return code.isPresent() ? code.get() : required("sender");
    }

    private String required(String element) throws MalformedFrame {
        return alert.textOf(element)
                .orElseThrow(() -> new MalformedFrame("missing_" + snakeCase(element), element + " is missing or empty"));
    }

    private static String name(String element, String text) throws MalformedFrame {
        String name = text.replaceAll("\\s+", " ");
        if (name.length() > MAX_NAME)
            throw new MalformedFrame(element + "_too_long", element + " is longer than " + MAX_NAME + " characters");
        return name;
    }

    private Instant time(String element, String text) throws MalformedFrame {
        return CapTime.parse(text, zoneIfNone())
                .orElseThrow(() -> new MalformedFrame("bad_date", element + " is not a date with time and zone: " + shortened(text)));
    }

    private Optional<Instant> optionalTime(XmlElement info, String element) throws MalformedFrame {
        Optional<String> text = info.textOf(element);
        return text.isPresent() ? Optional.of(time(element, text.get())) : Optional.empty();
    }

    private static Status status(String text) throws MalformedFrame {
        for (Status status : Status.values())
            if (status.name().equalsIgnoreCase(text)) return status;
        throw new MalformedFrame("bad_status", "status " + shortened(text) + " is not one of Actual, Exercise, System, Test, Draft");
    }

    private static MessageType messageType(String text) throws MalformedFrame {
        if (text.equalsIgnoreCase("Cancle")) return MessageType.CANCEL; // seen in systems of the 12379 profile
        for (MessageType type : MessageType.values())
            if (type.name().equalsIgnoreCase(text)) return type;
        throw new MalformedFrame("bad_msg_type", "msgType " + shortened(text) + " is not one of Alert, Update, Cancel, Ack, Error");
    }

    private Info info(XmlElement info, String where) throws MalformedFrame {
        String severity = expected(info, "severity", where);
        String headline = info.textOf("headline").orElse("");
        Optional<String> code = eventCode(info);
        var areas = new ArrayList<CapAlert.Area>();
        for (XmlElement area : info.children("area"))
            areas.add(new AreaReader(remarks).read(area));
        return new Info(info.textOf("language").orElse(isChinese() ? "zh-CN" : "en-US"), event(info, code, where), code,
                expected(info, "urgency", where), severity, expected(info, "certainty", where),
                StatutoryLevel.of(severity, parameters(info), headline), optionalTime(info, "effective"), optionalTime(info, "onset"),
                optionalTime(info, "expires"), senderName(info), headline, info.textOf("description").orElse(""),
                info.textOf("instruction").orElse(""), areas);
    }

    private String expected(XmlElement info, String element, String where) {
        Optional<String> text = info.textOf(element);
        if (text.isEmpty()) remarks.add(where + ": " + element + " is missing or empty, read as Unknown");
        return text.orElse("Unknown");
    }

    /** In 12379 senderName is the name of the officer on duty: personal, so the issuing office stands in its place. */
    private String senderName(XmlElement info) {
        return (isChinese() ? alert : info).textOf(isChinese() ? "sender" : "senderName").orElse("");
    }

    private String event(XmlElement info, Optional<String> code, String where) {
        Optional<String> event = info.textOf("event").or(() -> info.textOf("eventType")).or(() -> code);
        if (event.isEmpty()) remarks.add(where + ": event is missing or empty");
        return event.map(eventTypes::nameOf).orElse("");
    }

    private static Optional<String> eventCode(XmlElement info) {
        return info.textOf("eventType")
                .or(() -> info.children("eventCode")
                        .stream()
                        .map(code -> code.textOf("value").orElse(code.text()))
                        .filter(value -> !value.isEmpty())
                        .findFirst());
    }

    private static List<Parameter> parameters(XmlElement info) {
        return info.children("parameter")
                .stream()
                .map(parameter -> new Parameter(parameter.textOf("valueName").orElse(""), parameter.textOf("value").orElse("")))
                .toList();
    }

    private static String snakeCase(String element) { return element.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT); }

    private static String shortened(String text) { return text.length() <= 40 ? text : text.substring(0, 40) + "…"; }
}
