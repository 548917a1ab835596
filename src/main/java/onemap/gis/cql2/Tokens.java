package onemap.gis.cql2;

import java.util.List;
import onemap.gis.cql2.Token.Sort;

/** The words of a filter, read one after another. */
final class Tokens {
    private final List<Token> all;
    private int at;

    Tokens(String text) { all = Lexer.tokens(text); }

    Token peek() { return all.get(at); }

    Token peekNext() { return all.get(Math.min(at + 1, all.size() - 1)); }

    Token take() {
        var token = peek();
        if (at < all.size() - 1) at++;
        return token;
    }

    /** Takes the keyword when it comes next. */
    boolean takes(String keyword) {
        if (!peek().is(keyword)) return false;
        take();
        return true;
    }

    boolean takesSign(String sign) {
        if (!peek().isSign(sign)) return false;
        take();
        return true;
    }

    void expect(String keyword) { if (!takes(keyword)) throw unexpected(keyword); }

    void expectSign(String sign) { if (!takesSign(sign)) throw unexpected("\"" + sign + "\""); }

    String string() {
        if (peek().sort() != Sort.STRING) throw unexpected("a text in single quotes");
        return take().text();
    }

    double number() {
        double sign = takesSign("-") ? -1 : 1;
        if (sign > 0) takesSign("+");
        if (peek().sort() != Sort.NUMBER) throw unexpected("a number");
        double value = sign * Double.parseDouble(take().text());
        if (!Double.isFinite(value)) throw new Cql2Text.Malformed("a number is too large");
        return value;
    }

    Cql2Text.Malformed unexpected(String wanted) {
        var token = peek();
        return new Cql2Text.Malformed(token.shown() + " at character " + token.position() + " where " + wanted + " should be");
    }
}
