package onemap.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads {@code .case} files. A case is a block of lines:
 *
 * <pre>
 * == what it shows (the clause or the source it is taken from)
 * &lt; 7e 02 00 ..      bytes from the sender, in hex; every such line is one read (for MQTT: topic, blank, payload as text after "&lt;t ")
 * &lt;t some text        the same as text, UTF-8; following lines that begin with "| " continue it, with a newline between
 * &gt; 7e 80 01 ..      an answer owed, in hex, in order
 * = position ...        a report made, as {@link Rendered} writes it, in order
 * ! checksum            a frame or item refused, by reason, in order
 * ~ 2                   number of control frames (default 0)
 * # a comment
 * </pre>
 */
public final class CaseFile {
    private CaseFile() {}

    /** One case; {@code where} is file and line for the failure message. */
    public record Case(String where, String name, List<byte[]> reads, List<String> answers, List<String> reports, List<String> refused,
            int control) {}

    public static List<Case> readAll(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".case")).sorted().flatMap(file -> read(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> read(Path file) {
        try {
            var cases = new ArrayList<Case>();
            var lines = Files.readAllLines(file);
            Builder open = null;
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.isBlank() || line.startsWith("#")) continue;
                if (line.startsWith("== ")) {
                    if (open != null) cases.add(open.build());
                    open = new Builder(file.getFileName() + ":" + (i + 1), line.substring(3));
                } else {
                    if (open == null) throw new IllegalArgumentException(file + ":" + (i + 1) + ": line before the first \"== name\"");
                    open.line(line);
                }
            }
            if (open != null) cases.add(open.build());
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Builder {
        private final String where;
        private final String name;
        private final List<byte[]> reads = new ArrayList<>();
        private final List<String> answers = new ArrayList<>();
        private final List<String> reports = new ArrayList<>();
        private final List<String> refused = new ArrayList<>();
        private StringBuilder text;
        private int control;

        Builder(String where, String name) {
            this.where = where;
            this.name = name;
        }

        void line(String line) {
            if (line.startsWith("| ") || line.equals("|")) {
                text.append('\n').append(line.substring(Math.min(2, line.length())));
                return;
            }
            endText();
            if (line.startsWith("<t ")) text = new StringBuilder(line.substring(3));
            else if (line.startsWith("< ")) reads.add(HexFormat.of().parseHex(line.substring(2).replace(" ", "")));
            else if (line.startsWith("> ")) answers.add(line.substring(2).replace(" ", "").toLowerCase());
            else if (line.startsWith("= ")) reports.add(line.substring(2).strip());
            else if (line.startsWith("! ")) refused.add(line.substring(2).strip());
            else if (line.startsWith("~ ")) control = Integer.parseInt(line.substring(2).strip());
            else
                throw new IllegalArgumentException(where + ": cannot read \"" + line + "\"");
        }

        private void endText() {
            if (text != null) reads.add(text.toString().getBytes(StandardCharsets.UTF_8));
            text = null;
        }

        Case build() {
            endText();
            return new Case(where, name, reads, answers, reports, refused, control);
        }
    }
}
