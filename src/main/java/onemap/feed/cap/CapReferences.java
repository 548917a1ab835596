package onemap.feed.cap;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import onemap.domain.CapAlert.Reference;

/**
 * The references element: {@code sender,identifier,sent} separated by blanks (CAP 1.2, 3.2.1), or identifiers alone separated by blanks
 * or commas (12379).
 */
final class CapReferences {
    /**
     * A sent time with a blank inside it, as in 12379, still belongs to its triple. Starts at the start of a word only and never goes
     * back, so that hostile text costs no more than its length.
     */
    private static final Pattern TRIPLE = Pattern.compile("""
            (?<![^\\s,])([^\\s,]++)\\s*+,\\s*+([^\\s,]++)\\s*+,\\s*+
            (\\d{4}-\\d{2}-\\d{2}(?:T|\\s)[\\d:.]++(?:\\s?(?:Z|[+-]\\d{2}:?\\d{2}))?)""", Pattern.COMMENTS);
    private static final Pattern BETWEEN_IDENTIFIERS = Pattern.compile("[\\s,;，；、]+");

    private CapReferences() {}

    static List<Reference> parse(String text, Optional<ZoneOffset> zoneIfNone) {
        var references = new ArrayList<Reference>();
        var triple = TRIPLE.matcher(text);
        while (triple.find())
            references.add(new Reference(Optional.of(triple.group(1)), triple.group(2), CapTime.parse(triple.group(3), zoneIfNone)));

        for (String rest : triple.reset().replaceAll(" ").strip().split("\\s+"))
            loose(rest, references);
        return references;
    }

    /** Three parts are a triple whose time cannot be read, anything else is a list of identifiers. */
    private static void loose(String token, List<Reference> references) {
        String[] parts = token.split(",", -1);
        if (parts.length == 3 && !parts[0].isEmpty() && !parts[1].isEmpty() && !parts[0].matches("\\d{14}_\\d+"))
            references.add(new Reference(Optional.of(parts[0]), parts[1], Optional.empty()));
        else
            BETWEEN_IDENTIFIERS.splitAsStream(token)
                    .filter(identifier -> !identifier.isEmpty())
                    .forEach(identifier -> references.add(new Reference(Optional.empty(), identifier, Optional.empty())));
    }
}
