package onemap.story;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A CAP 1.2 message as an office would send it, written after OASIS CAP-V1.2, chapter 3.2; its sent time is in whole seconds, as there.
 *
 * @param references the element's text, for an Update or a Cancel
 * @param area       elements inside {@code <area>}
 */
public record CapText(String identifier, String sender, Instant sent, String messageType, Optional<String> references, Instant expires,
        String area) {
    private static final DateTimeFormatter BEIJING = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT)
            .withZone(ZoneOffset.ofHours(8));

    public CapText { sent = sent.truncatedTo(ChronoUnit.SECONDS); }

    public static CapText alert(String identifier, String sender, Instant sent, String area) {
        return new CapText(identifier, sender, sent, "Alert", Optional.empty(), sent.plus(Duration.ofHours(6)), area);
    }

    /** A box, latitude first and closed (3.2.4 polygon). */
    public static String polygon(double west, double south, double east, double north) {
        return String.format(Locale.ROOT, "<polygon>%2$f,%1$f %2$f,%3$f %4$f,%3$f %4$f,%1$f %2$f,%1$f</polygon>", west, south, east, north);
    }

    public CapText expiring(Instant at) { return new CapText(identifier, sender, sent, messageType, references, at, area); }

    /** An Update or a Cancel of this one, by its own sender. */
    public CapText followedBy(String type, String newIdentifier, Instant at) {
        return followedBy(type, newIdentifier, sender, at);
    }

    /** The same claimed by anybody. */
    public CapText followedBy(String type, String newIdentifier, String by, Instant at) {
        String reference = sender + "," + identifier + "," + BEIJING.format(sent);
        return new CapText(newIdentifier, by, at, type, Optional.of(reference), at.plus(Duration.ofHours(6)), area);
    }

    public String xml() {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
                  <identifier>%s</identifier><sender>%s</sender><sent>%s</sent>
                  <status>Actual</status><msgType>%s</msgType><scope>Public</scope>%s
                  <info>
                    <language>zh-CN</language><category>Met</category><event>台风</event>
                    <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty>
                    <expires>%s</expires><headline>望海县气象台发布台风红色预警信号</headline>
                    <area><areaDesc>望海县</areaDesc>%s</area>
                  </info>
                </alert>
                """.formatted(identifier, sender, BEIJING.format(sent), messageType,
                references.map(text -> "<references>" + text + "</references>").orElse(""), BEIJING.format(expires), area);
    }

    /** The Chinese 12379 profile: a national code as sender, division codes as place, Beijing time without a zone. */
    static String of12379(String identifier, String divisionCode, Instant sent, Instant expires) {
        var beijing = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.ofHours(8));
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <alert>
                  <identifier>%s</identifier><sender>望海县气象局</sender><senderCode>33109941600000</senderCode><sendTime>%s</sendTime>
                  <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
                  <info>
                    <language>zh-CN</language><eventType>11B01</eventType>
                    <urgency>Immediate</urgency><severity>Red</severity><certainty>Likely</certainty>
                    <effective>%s</effective><expires>%s</expires>
                    <headline>望海县气象台发布台风红色预警[I级/特别重大]</headline>
                    <area><areaDesc>城关街道</areaDesc><geocode>%s</geocode></area>
                  </info>
                </alert>
                """.formatted(identifier, beijing.format(sent), beijing.format(sent), beijing.format(expires), divisionCode);
    }
}
