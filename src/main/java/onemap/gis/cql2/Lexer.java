package onemap.gis.cql2;

import java.util.ArrayList;
import java.util.List;
import onemap.gis.cql2.Token.Sort;

/** Cuts a filter into its words (OGC 21-065r2, Annex B: propertyName, characterLiteral, numericLiteral). */
final class Lexer {
    private static final String ONE_CHARACTER_SIGNS = "(),=<>+-*/";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) { this.text = text; }

    /** Ends with one of sort END. */
    static List<Token> tokens(String text) {
        var lexer = new Lexer(text);
        while (lexer.next()) {
            // until all is cut
        }
        return lexer.tokens;
    }

    private boolean next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at)))
            at++;
        int from = at;
        if (at >= text.length()) {
            tokens.add(new Token(Sort.END, "", from + 1));
            return false;
        }
        char first = text.charAt(at);
        if (first == '\'') add(Sort.STRING, quoted('\''), from);
        else if (first == '"') add(Sort.QUOTED_NAME, quoted('"'), from);
        else if (isDigit(first) || first == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) add(Sort.NUMBER, number(), from);
        else if (isNameStart(first)) add(Sort.NAME, name(), from);
        else
            add(Sort.SIGN, sign(), from);
        return true;
    }

    private void add(Sort sort, String word, int from) { tokens.add(new Token(sort, word, from + 1)); }

    /** Doubled quotes and, in strings, a backslash before one stand for the quote itself. */
    private String quoted(char quote) {
        int from = at++;
        var word = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            boolean quoteFollows = at < text.length() && text.charAt(at) == quote;
            if (next == quote && !quoteFollows) return word.toString();
            if (quoteFollows && (next == quote || next == '\\' && quote == '\'')) word.append(text.charAt(at++));
            else
                word.append(next);
        }
        throw new Cql2Text.Malformed("the quote at character " + (from + 1) + " is not closed");
    }

    private String number() {
        int from = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && "eE".indexOf(text.charAt(at)) >= 0) {
            int exponent = at++;
            if (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) at++;
            if (at >= text.length() || !isDigit(text.charAt(at))) at = exponent;
            digits();
        }
        return text.substring(from, at);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at)))
            at++;
    }

    private static boolean isDigit(char character) { return character >= '0' && character <= '9'; }

    private static boolean isNameStart(char character) { return character == '_' || character == ':' || Character.isLetter(character); }

    private String name() {
        int from = at;
        while (at < text.length() && (isNameStart(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '.'))
            at++;
        return text.substring(from, at);
    }

    private String sign() {
        for (String two : List.of("<>", "<=", ">="))
            if (text.startsWith(two, at)) {
                at += 2;
                return two;
            }
        char one = text.charAt(at);
        if (ONE_CHARACTER_SIGNS.indexOf(one) < 0)
            throw new Cql2Text.Malformed("the character \"" + one + "\" at " + (at + 1) + " means nothing here");
        at++;
        return String.valueOf(one);
    }
}
