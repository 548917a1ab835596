package onemap.drill;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import onemap.domain.LonLat;
import onemap.domain.Severity;

/**
 * A typhoon warning as CAP 1.2 text in Chinese.
 *
 * @param references the message before it, for an Update or a Cancel
 * @param level      the colour it sets; for a Cancel that of the warning it ends
 */
record CapMessage(String identifier, Instant sent, Type type, Optional<Sent> references, String county, Severity level, Instant expires,
        Area area) {
    static final String SENDER = "wanghai-qx@onemap.example";
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    /** CAP 1.2, 3.3.2: with offset, without fraction, never Z. */
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);

    private static final String TEMPLATE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
              <identifier>%s</identifier>
              <sender>%s</sender>
              <sent>%s</sent>
              <status>Actual</status>
              <msgType>%s</msgType>
              <source>%s</source>
              <scope>Public</scope>
              <note>演示数据，不是真实预警 demonstration data</note>
            %s  <info>
                <language>zh-CN</language>
                <category>Met</category>
                <event>台风</event>
                <responseType>%s</responseType>
                <urgency>%s</urgency>
                <severity>%s</severity>
                <certainty>%s</certainty>
                <eventCode>
                  <valueName>eventType</valueName>
                  <value>11B01</value>
                </eventCode>
                <effective>%s</effective>
                <expires>%s</expires>
                <senderName>%s</senderName>
                <headline>%s</headline>
                <description>%s</description>
                <instruction>%s</instruction>
                <parameter>
                  <valueName>color</valueName>
                  <value>%s</value>
                </parameter>
            %s  </info>
            </alert>
            """;

    enum Type {
        ALERT("Alert"), UPDATE("Update"), CANCEL("Cancel");

        private final String word;

        Type(String word) { this.word = word; }
    }

    /** What identifies a message to those that refer to it (CAP 1.2, 3.2.1 references). */
    record Sent(String identifier, Instant sent) {
        String reference() { return SENDER + "," + identifier + "," + written(sent); }
    }

    /** Where it holds; at least one of the three. */
    record Area(String description, List<LonLat> polygon, Optional<Circle> circle, Optional<String> divisionCode) {}

    record Circle(LonLat centre, double radiusKilometres) {}

    private record Colour(String hanzi, String grade, String english, String capSeverity) {}

    Sent asSent() { return new Sent(identifier, sent); }

    String toXml() {
        var colour = colour(level);
        String headline = type == Type.CANCEL
                ? county + "气象台解除台风" + colour.hanzi + "预警信号"
                : county + "气象台发布台风" + colour.hanzi + "预警信号[" + colour.grade + "]";
        return TEMPLATE.formatted(text(identifier), SENDER, written(sent), type.word, text(county + "气象台"),
                references.map(earlier -> "  <references>" + text(earlier.reference()) + "</references>\n").orElse(""),
                type == Type.CANCEL ? "AllClear" : level == Severity.RED ? "Shelter" : "Prepare",
                level == Severity.RED ? "Immediate" : "Expected", colour.capSeverity, level == Severity.RED ? "Observed" : "Likely",
                written(sent), written(expires), text(county + "气象台"), text(headline), text(description(colour)), text(instruction()),
                colour.english,
                area(area));
    }

    private String description(Colour colour) {
        return type == Type.CANCEL
                ? "台风影响趋于结束，" + colour.hanzi + "预警信号解除。"
                : "受台风影响，预计未来 " + hours() + " 小时内沿海将出现大风和强降雨，台风" + colour.hanzi + "预警生效。";
    }

    private String instruction() {
        if (type == Type.CANCEL) return "继续关注后续天气。";
        return switch (level) {
            case RED -> "立即停止户外活动，人员转移到避灾安置场所。";
            case ORANGE -> "停止高空和海上作业，危险区人员做好转移。";
            case YELLOW -> "船只回港避风，加固室外设施。";
            case BLUE, NONE -> "关注台风动向，做好防御准备。";
        };
    }

    /** Of the signals in use: blue and yellow 24 h, orange 12 h, red 6 h. */
    private int hours() {
        return switch (level) {
            case RED -> 6;
            case ORANGE -> 12;
            case YELLOW, BLUE, NONE -> 24;
        };
    }

    private static Colour colour(Severity level) {
        return switch (level) {
            case RED -> new Colour("红色", "I级/特别严重", "Red", "Extreme");
            case ORANGE -> new Colour("橙色", "II级/严重", "Orange", "Severe");
            case YELLOW -> new Colour("黄色", "III级/较重", "Yellow", "Moderate");
            case BLUE, NONE -> new Colour("蓝色", "IV级/一般", "Blue", "Minor");
        };
    }

    /** CAP writes latitude first and closes its polygons; a radius is in kilometres. */
    private static String area(Area area) {
        var xml = new StringBuilder("    <area>\n      <areaDesc>" + text(area.description) + "</areaDesc>\n");
        if (!area.polygon.isEmpty())
            xml.append("      <polygon>")
                    .append(area.polygon.stream().map(CapMessage::pair).collect(Collectors.joining(" ")))
                    .append("</polygon>\n");
        area.circle.ifPresent(circle -> xml.append("      <circle>")
                .append(pair(circle.centre))
                .append(String.format(Locale.ROOT, " %.1f", circle.radiusKilometres))
                .append("</circle>\n"));
        area.divisionCode.ifPresent(code -> xml.append("      <geocode>\n        <valueName>行政区划代码</valueName>\n        <value>")
                .append(text(code))
                .append("</value>\n      </geocode>\n"));
        return xml.append("    </area>\n").toString();
    }

    private static String pair(LonLat at) { return String.format(Locale.ROOT, "%.5f,%.5f", at.latDegrees(), at.lonDegrees()); }

    private static String written(Instant at) { return DATE_TIME.format(OffsetDateTime.ofInstant(at, BEIJING)); }

    private static String text(String text) { return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"); }
}
