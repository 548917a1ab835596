package onemap.feed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text of a body whose encoding is declared, declared wrongly, or not at all: a byte order mark wins, then the declarations as far as the
 * bytes obey them, then UTF-8, then GB18030, which includes GBK and GB2312.
 */
public final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*[\"']?([^\\s;\"']+)", Pattern.CASE_INSENSITIVE);
    private static final Charset GB18030 = Charset.forName("GB18030");

    private BodyText() {}

    /**
     * @param declared names of encodings as the sender gave them, the most trusted first; unknown ones are passed over
     * @throws MalformedFrame {@code encoding} when the bytes are in none of them
     */
    public static String read(byte[] body, List<String> declared) throws MalformedFrame {
        if (startsWith(body, 0xEF, 0xBB, 0xBF)) return strict(body, 3, StandardCharsets.UTF_8).orElseThrow(BodyText::unreadable);
        Optional<Charset> wide = wideCharset(body);
        if (wide.isPresent()) return strict(body, 0, wide.get()).map(BodyText::withoutMark).orElseThrow(BodyText::unreadable);

        for (Charset charset : candidates(declared)) {
            Optional<String> text = strict(body, 0, charset);
            if (text.isPresent()) return text.get();
        }
        throw unreadable();
    }

    /** The charset parameter of a {@code Content-Type}. */
    public static Optional<String> charsetOf(String contentType) {
        var charset = CHARSET.matcher(contentType);
        return charset.find() ? Optional.of(charset.group(1)) : Optional.empty();
    }

    /** UTF-16 by its mark, or by the zero byte that every markup character has in it. */
    private static Optional<Charset> wideCharset(byte[] body) {
        if (startsWith(body, 0xFE, 0xFF)) return Optional.of(StandardCharsets.UTF_16BE);
        if (startsWith(body, 0xFF, 0xFE)) return Optional.of(StandardCharsets.UTF_16LE);
        if (body.length < 2 || (body[0] == 0) == (body[1] == 0)) return Optional.empty();
        return Optional.of(body[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
    }

    private static List<Charset> candidates(List<String> declared) {
        var candidates = new ArrayList<Charset>();
        declared.forEach(name -> find(name).ifPresent(candidates::add));
        candidates.add(StandardCharsets.UTF_8);
        candidates.add(GB18030);
        return candidates;
    }

    /** Wide charsets are passed over: a body in one was recognised before, others only say so (.NET's StringWriter does). */
    private static Optional<Charset> find(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith("GB")) return Optional.of(GB18030);
        if (upper.startsWith("UTF-16") || upper.startsWith("UTF-32") || upper.startsWith("UCS")) return Optional.empty();
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strict(byte[] body, int from, Charset charset) {
        try {
            var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
            return Optional.of(decoder.decode(ByteBuffer.wrap(body, from, body.length - from)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) { return text.startsWith("\uFEFF") ? text.substring(1) : text; }

    private static boolean startsWith(byte[] body, int... mark) {
        if (body.length < mark.length) return false;
        for (int i = 0; i < mark.length; i++)
            if ((body[i] & 0xFF) != mark[i]) return false;
        return true;
    }

    private static MalformedFrame unreadable() {
        return new MalformedFrame("encoding", "the bytes are text in none of the declared encodings, UTF-8 or GB18030");
    }
}
