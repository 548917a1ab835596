package onemap.gis.table;

/** What people's keyboards leave in cells, made plain. */
public final class Texts {
    private Texts() {}

    /** Without white space, no-break, ideographic and zero-width spaces at both ends. */
    public static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from)))
            from++;
        while (to > from && isBlank(text.charAt(to - 1)))
            to--;
        return text.substring(from, to);
    }

    /** Full-width digits, letters and marks as their ASCII twins. */
    public static String halfWidth(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '\uFF01' && c <= '\uFF5E') plain.append((char) (c - 0xFEE0));
            else
                plain.append(isBlank(c) ? ' ' : c);
        }
        return plain.toString();
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isSpaceChar(c) || c == '\u200B' || c == '\u200C' || c == '\u200D' || c == '\uFEFF' || c == '\u0085';
    }
}
