package onemap.hook;

import java.util.List;
import java.util.regex.Pattern;
import onemap.domain.Area;

/**
 * A subscription of another system to the duty log.
 *
 * @param kinds which entries, {@code alarm.raised}, {@code alarm.*}, {@code *}
 * @param area  entries about things outside of it are not sent; warnings are public and always are
 */
public record Webhook(String id, String url, List<String> kinds, Area area) {
    /** Patterns one subscription may have. */
    private static final int MAX_KINDS = 50;
    private static final Pattern KIND = Pattern.compile("\\*|[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)*(?:\\.\\*)?");
    private static final String PUBLIC = "warning.";

    public Webhook {
        kinds = List.copyOf(kinds);
        if (kinds.isEmpty() || kinds.size() > MAX_KINDS) throw new IllegalArgumentException("kinds are not 1 to " + MAX_KINDS);
        for (String kind : kinds)
            if (!KIND.matcher(kind).matches())
                throw new IllegalArgumentException("\"" + kind + "\" is not a kind of entry, like alarm.raised, alarm.* or *");
    }

    boolean wants(String kind) {
        return kinds.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? kind.startsWith(pattern.substring(0, pattern.length() - 1))
                        : kind.equals(pattern));
    }

    static boolean isPublic(String kind) { return kind.startsWith(PUBLIC); }
}
