package onemap.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import java.util.regex.Pattern;
import onemap.domain.Personal;

/**
 * What goes into the log is one line, whatever it was made of: control characters are written as escapes, numbers of persons and everything that opens
 * something are masked. In the pattern: {@code %safe(%msg %ex)}.
 */
public final class SafeText extends CompositeConverter<ILoggingEvent> {
    private static final String HIDDEN = "****";
    private static final Pattern TOKEN = Pattern.compile("(?i)\\b(onemap_|whsec_|bearer\\s+|basic\\s+|__Host-onemap=)[\\w.~+/=-]+");
    private static final Pattern PRIVATE_KEY = Pattern
            .compile("(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(-----END [A-Z ]*PRIVATE KEY-----|$)");
    private static final Pattern NAMED = Pattern
            .compile("(?i)([\"']?\\b[\\w-]*(?:password|passwd|pwd|secret|token|ticket|csrf|authorization)"
                    + "[\\w-]*[\"']?\\s*[:=]\\s*|(?:密码|口令|令牌)[\"']?\\s*[:：=]\\s*)(\"(?:[^\"\\\\]|\\\\.)*+\"?|'[^']*+'?|[^\\s,;&}\"']++)");
    /** Ids of devices say nothing of persons, though they look like their numbers. */
    private static final Pattern DEVICE = Pattern.compile("\\b(?:jt808|gb28181):[0-9]+");

    @Override protected String transform(ILoggingEvent event, String text) { return of(text); }

    static String of(String text) { return oneLine(masked(text).stripTrailing()); }

    private static String masked(String text) {
        String opened = NAMED.matcher(TOKEN.matcher(PRIVATE_KEY.matcher(text).replaceAll(HIDDEN)).replaceAll("$1" + HIDDEN))
                .replaceAll("$1" + HIDDEN);
        var masked = new StringBuilder(opened.length());
        var device = DEVICE.matcher(opened);
        int at = 0;
        while (device.find()) {
            masked.append(Personal.maskText(opened.substring(at, device.start()))).append(device.group());
            at = device.end();
        }
        return masked.append(Personal.maskText(opened.substring(at))).toString();
    }

    private static String oneLine(String text) {
        var line = new StringBuilder(text.length());
        text.codePoints().forEach(rune -> {
            switch (rune) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (isPlain(rune)) line.appendCodePoint(rune);
                    else
                        line.append(String.format("\\u%04x", rune));
                }
            }
        });
        return line.toString();
    }

    /** No control character, no other line end, nothing that turns the direction of writing. */
    private static boolean isPlain(int rune) {
        return switch (Character.getType(rune)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            default -> true;
        };
    }
}
