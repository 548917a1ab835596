package onemap.live.codec;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes JSON (RFC 8259) as UTF-8 straight into a {@link ByteSink}; commas come by themselves. One thread. */
public final class JsonWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    /** Whole numbers up to here are written without a fraction; all of them are exact in a double. */
    private static final double LARGEST_WHOLE = 1e15;
    /** Coordinates go to seven decimals: 1e-7 degrees are 11 mm. */
    private static final long COORDINATE_SCALE = 10_000_000;

    private final ByteSink out;
    private final int start;

    public JsonWriter(ByteSink out) {
        this.out = out;
        this.start = out.size();
    }

    public JsonWriter beginObject() { return open('{'); }

    public JsonWriter endObject() { return close('}'); }

    public JsonWriter beginArray() { return open('['); }

    public JsonWriter endArray() { return close(']'); }

    public JsonWriter name(String name) {
        separate();
        quoted(name);
        out.u8(':');
        return this;
    }

    public JsonWriter value(String text) {
        separate();
        quoted(text);
        return this;
    }

    public JsonWriter value(boolean value) { return literal(Boolean.toString(value)); }

    public JsonWriter value(long value) { return literal(Long.toString(value)); }

    /** JSON has no NaN and no infinity: those are null. */
    public JsonWriter value(double value) {
        if (!Double.isFinite(value)) return nothing();
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
        return whole ? value((long) value) : literal(Double.toString(value));
    }

    /** ISO 8601, UTC. */
    public JsonWriter value(Instant time) { return literal('"' + time.toString() + '"'); }

    public JsonWriter nothing() { return literal("null"); }

    /** Degrees to seven decimals, without trailing zeros. */
    public JsonWriter coordinate(double degrees) {
        separate();
        long scaled = Math.round(degrees * COORDINATE_SCALE);
        if (scaled < 0) out.u8('-');
        long whole = Math.abs(scaled) / COORDINATE_SCALE;
        long fraction = Math.abs(scaled) % COORDINATE_SCALE;
        ascii(Long.toString(whole));
        if (fraction == 0) return this;
        out.u8('.');
        for (long unit = COORDINATE_SCALE / 10; fraction > 0; unit /= 10) {
            out.u8('0' + (int) (fraction / unit));
            fraction %= unit;
        }
        return this;
    }

    public JsonWriter member(String name, String text) { return name(name).value(text); }

    public JsonWriter member(String name, boolean value) { return name(name).value(value); }

    public JsonWriter member(String name, long value) { return name(name).value(value); }

    public JsonWriter member(String name, double value) { return name(name).value(value); }

    public JsonWriter member(String name, Instant time) { return name(name).value(time); }

    /** The member, with null where there is nothing. */
    public JsonWriter memberOrNull(String name, Optional<Instant> time) {
        name(name);
        return time.isPresent() ? value(time.get()) : nothing();
    }

    /** The member, or nothing at all where there is no number. */
    public JsonWriter memberIfTold(String name, double value) {
        return Double.isFinite(value) ? member(name, value) : this;
    }

    /** The member, or nothing at all. */
    public JsonWriter textIfPresent(String name, Optional<String> text) {
        return text.isPresent() ? member(name, text.get()) : this;
    }

    /** The member, or nothing at all. */
    public JsonWriter timeIfPresent(String name, Optional<Instant> time) {
        return time.isPresent() ? member(name, time.get()) : this;
    }

    public <T> JsonWriter array(String name, Collection<T> elements, Consumer<T> write) {
        name(name).beginArray();
        elements.forEach(write);
        return endArray();
    }

    public JsonWriter texts(String name, Collection<String> texts) { return array(name, texts, this::value); }

    private JsonWriter open(char bracket) {
        separate();
        out.u8(bracket);
        return this;
    }

    private JsonWriter close(char bracket) {
        out.u8(bracket);
        return this;
    }

    private JsonWriter literal(String ascii) {
        separate();
        ascii(ascii);
        return this;
    }

    /** A comma, unless this is the first thing, the first in its bracket, or the value of a name. */
    private void separate() {
        if (out.size() == start) return;
        byte last = out.last();
        if (last != '{' && last != '[' && last != ':') out.u8(',');
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++)
            out.u8(text.charAt(i));
    }

    /** Quotation marks, backslashes and control characters are escaped (RFC 8259, 7); lone surrogates become U+FFFD (RFC 7493, 2.1). */
    private void quoted(String text) {
        out.u8('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') continue;
            out.utf8(text, from, i);
            escaped(c);
            from = i + 1;
        }
        out.utf8(text, from, text.length());
        out.u8('"');
    }

    private void escaped(char c) {
        out.u8('\\');
        switch (c) {
            case '"', '\\' -> out.u8(c);
            case '\n' -> out.u8('n');
            case '\r' -> out.u8('r');
            case '\t' -> out.u8('t');
            default -> {
                ascii("u00");
                out.u8(HEX[c >> 4]);
                out.u8(HEX[c & 0xF]);
            }
        }
    }
}
