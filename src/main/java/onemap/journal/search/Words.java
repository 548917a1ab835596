package onemap.journal.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Text cut into what can be searched: Chinese has no blanks, so each of its characters is a word of its own; Latin letters and digits stand together. What
 * a word is made of can never be read as an operator of the search language.
 */
final class Words {
    /** As much of a search as is looked at, in characters and in words between blanks. */
    private static final int MOST_TYPED = 200;
    private static final int MOST_TERMS = 16;
    private static final Set<UnicodeScript> SPELLED = EnumSet.of(UnicodeScript.LATIN, UnicodeScript.GREEK, UnicodeScript.CYRILLIC);
    private Words() {}

    /** The words, one blank between two. */
    static String of(String text) { return String.join(" ", cut(plain(text))); }

    /**
     * The query in FTS5's language: what stands between blanks must all be there, each as a phrase, its last word as a beginning where it is spelled.
     * Empty when nothing in it can be searched.
     *
     * @param column of the sealed part: as it is or with numbers masked
     */
    static Optional<String> query(String typed, String column) {
        var asked = new ArrayList<String>();
        for (String term : plain(typed.substring(0, Math.min(typed.length(), MOST_TYPED))).split("\\s+")) {
            var words = cut(term);
            if (!words.isEmpty() && asked.size() < MOST_TERMS) asked.add("{open " + column + "} : " + phrase(words));
        }
        return asked.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", asked));
    }

    private static String phrase(List<String> words) {
        boolean spelled = isSpelled(words.getLast().codePointAt(0));
        return '"' + String.join(" ", words) + '"' + (spelled ? " *" : "");
    }

    /** One form for each character: full-width as half-width, small letters. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    private static List<String> cut(String plain) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        plain.codePoints().forEach(point -> {
            if (isSpelled(point) || isMark(point) && !word.isEmpty()) {
                word.appendCodePoint(Character.toLowerCase(point));
                return;
            }
            end(word, words);
            if (standsAlone(point)) words.add(Character.toString(point));
        });
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) words.add(word.toString());
        word.setLength(0);
    }

    private static boolean isSpelled(int point) {
        return Character.isDigit(point) || Character.isLetter(point) && SPELLED.contains(UnicodeScript.of(point));
    }

    private static boolean isMark(int point) { return Character.getType(point) == Character.NON_SPACING_MARK; }

    /** Han and all else that is not spelled, signs, and what this Java does not know yet; not punctuation, blanks and halves of characters. */
    private static boolean standsAlone(int point) {
        if (point < 0x80) return false;
        return switch (Character.getType(point)) {
            case Character.OTHER_LETTER, Character.OTHER_SYMBOL, Character.MATH_SYMBOL, Character.CURRENCY_SYMBOL, Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER, Character.PRIVATE_USE, Character.UNASSIGNED, Character.MODIFIER_LETTER,
                    Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER ->
                true;
            default -> false;
        };
    }
}
