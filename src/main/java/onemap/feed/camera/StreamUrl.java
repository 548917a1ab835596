package onemap.feed.camera;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of video streams as they may be shown: of a known scheme, and without user names and passwords, which cameras like to carry
 * in them. An address whose secret cannot be told apart from the rest is refused.
 */
final class StreamUrl {
    private static final int MAX_LENGTH = 2_000;
    private static final Pattern URL = Pattern.compile("(?<scheme>rtsps?|https?|rtmps?|wss?)://(?<authority>[^/?#\\\\]*)(?<rest>[^\\\\]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern HOST = Pattern.compile("(?<host>[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    /** {@code ?user=admin&password=x} and the {@code /user=admin_password=x_channel=1} of some recorders. */
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?<![A-Za-z])(?:user(?:name)?|usr|pass(?:word|wd)?|pwd)=[^&/?#;]*?(?=_[A-Za-z]+=|[&/?#;]|$)[&;_]?",
            Pattern.CASE_INSENSITIVE);

    private StreamUrl() {}

    /** The address without credentials; empty when it is none we may show. */
    static Optional<String> shown(String text) {
        if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c == 0x7F || Character.isISOControl(c)))
            return Optional.empty();
        Matcher url = URL.matcher(text);
        if (!url.matches()) return Optional.empty();
        String authority = url.group("authority");
        Matcher host = HOST.matcher(authority.substring(authority.lastIndexOf('@') + 1));
        if (!host.matches() || splitsPassword(host.group("host"), url.group("rest"))) return Optional.empty();
        String rest = CREDENTIAL.matcher(url.group("rest")).replaceAll("");
        return Optional.of(url.group("scheme").toLowerCase(Locale.ROOT) + "://" + host.group() + rest);
    }

    /** {@code rtsp://admin:12/3@10.0.0.8/}: the password's slash makes a host of the user and a path of the rest. */
    private static boolean splitsPassword(String host, String rest) {
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        boolean plausibleHost = host.contains(".") || host.startsWith("[") || host.equals("localhost");
        return path.contains("@") && !plausibleHost;
    }
}
