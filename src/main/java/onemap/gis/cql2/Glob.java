package onemap.gis.cql2;

import java.util.stream.IntStream;

/** A pattern of LIKE: % is any text, _ any one character, a backslash takes the next as it is. Matches in steps of text × pattern at most, whatever is asked. */
final class Glob {
    private static final int ANY_TEXT = -1;
    private static final int ANY_ONE = -2;

    private final int[] pattern;

    private Glob(int[] pattern) { this.pattern = pattern; }

    static Glob of(String like) {
        var words = IntStream.builder();
        int[] characters = like.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            int next = characters[i];
            if (next == '\\' && i + 1 < characters.length) words.add(characters[++i]);
            else
                words.add(next == '%' ? ANY_TEXT : next == '_' ? ANY_ONE : next);
        }
        return new Glob(words.build().toArray());
    }

    /** Only the last % that was met needs another try: whatever fits an earlier one fits it too. */
    boolean matches(String text) {
        int[] characters = text.codePoints().toArray();
        int at = 0;
        int in = 0;
        int star = -1;
        int starAt = 0;
        while (at < characters.length) {
            if (in < pattern.length && (pattern[in] == ANY_ONE || pattern[in] == characters[at])) {
                at++;
                in++;
            } else if (in < pattern.length && pattern[in] == ANY_TEXT) {
                star = in++;
                starAt = at;
            } else if (star >= 0) {
                in = star + 1;
                at = ++starAt;
            } else
                return false;
        }
        while (in < pattern.length && pattern[in] == ANY_TEXT)
            in++;
        return in == pattern.length;
    }
}
