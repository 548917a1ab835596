package onemap.gis.table.meaning;

import onemap.domain.register.Register;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onemap.gis.table.Texts;

/** The words by which a header is known, from {@code synonyms.json}: those of all registers, and before them those of one. */
final class Synonyms {
    static final int EXACT = 1_000;
    /** A word of one register before the same word of all: 人数 are those in a team, and those in danger at a risk point. */
    private static final int OWN = 500;
    private static final int LAST_LEVEL = -100;
    private static final int SHORTEST_PART = 2;

    private final Map<Meaning, List<String>> shared;
    private final Map<Meaning, List<String>> own;

    private Synonyms(Map<Meaning, List<String>> shared, Map<Meaning, List<String>> own) {
        this.shared = shared;
        this.own = own;
    }

    static Synonyms of(Register register) {
        try (InputStream in = Synonyms.class.getResourceAsStream("/onemap/gis/table/synonyms.json")) {
            var all = new ObjectMapper().readTree(in);
            return new Synonyms(words(all.path("shared")), words(all.path(register.key())));
        } catch (IOException fault) {
            throw new UncheckedIOException("synonyms.json", fault);
        }
    }

    private static Map<Meaning, List<String>> words(JsonNode node) {
        var words = new EnumMap<Meaning, List<String>>(Meaning.class);
        for (Meaning meaning : Meaning.values()) {
            var list = new ArrayList<String>();
            node.path(meaning.key()).forEach(word -> list.add(plain(word.asText())));
            words.put(meaning, list);
        }
        return words;
    }

    /** 0 when the header does not speak of it; from {@link #EXACT} on it is one of the words. */
    int score(String header, Meaning meaning) {
        int whole = Math.max(score(plain(header), own.get(meaning), OWN), score(plain(header), shared.get(meaning), 0));
        int slash = header.lastIndexOf('/');
        if (slash < 0) return whole;
        String last = plain(header.substring(slash + 1));
        int level = Math.max(score(last, own.get(meaning), OWN), score(last, shared.get(meaning), 0));
        return Math.max(whole, level > 0 ? Math.max(1, level + LAST_LEVEL) : 0);
    }

    private static int score(String header, List<String> words, int more) {
        int best = 0;
        for (String word : words) {
            if (header.equals(word)) return EXACT + LAST_LEVEL * -1 + more;
            boolean part = word.length() >= SHORTEST_PART && header.contains(word) && (word.codePointAt(0) > 0x7F || word.length() > 3);
            // the longer the part that is known, the surer
            if (part) best = Math.max(best, 100 + Math.min(300, 300 * word.length() / header.length()) + more / 10);
        }
        return best;
    }

    /** Without what is in brackets, white space and marks, in lower case. */
    private static String plain(String header) {
        String bare = Texts.halfWidth(header).toLowerCase(Locale.ROOT).replaceAll("[((\\[【{][^))\\]】}]*[))\\]】}]", "");
        String plain = bare.replaceAll("[\\s_\\-:*.#·、/]+", "");
        return plain.isEmpty() ? Texts.halfWidth(header).toLowerCase(Locale.ROOT).replaceAll("\\s+", "") : plain;
    }
}
