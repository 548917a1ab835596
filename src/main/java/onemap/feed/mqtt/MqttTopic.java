package onemap.feed.mqtt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import onemap.feed.MalformedFrame;

/**
 * A topic of the one scheme taken, {@code onemap/observations/<station>/<property>}. Both are identifiers, not names: ASCII letters, digits and
 * {@code _ . -}, at most 64; a property begins with a letter.
 */
public record MqttTopic(String station, String property) {
    private static final Pattern STATION = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern SCHEME = Pattern.compile("onemap/observations/(" + STATION + ")/([A-Za-z][A-Za-z0-9_.-]{0,63})");

    /** Whether a user name or client id can be a station's. */
    static boolean isStation(String id) { return STATION.matcher(id).matches(); }

    /** Refused as {@code topic} when it is another. */
    public static MqttTopic parse(String topic) throws MalformedFrame {
        Matcher matcher = SCHEME.matcher(topic);
        if (!matcher.matches()) throw new MalformedFrame("topic", "topic is not onemap/observations/<station>/<property>");
        return new MqttTopic(matcher.group(1), matcher.group(2));
    }
}
