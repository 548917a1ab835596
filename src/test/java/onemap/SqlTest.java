package onemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A6: statements are made of literals and constants, values are bound. */
class SqlTest {
    private static final Pattern LITERAL = Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]|\\\\.)*\"");
    private static final Pattern SQL = Pattern.compile(
            "\\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|VALUES|PRAGMA|ORDER BY|LIMIT|CREATE|DROP|ATTACH|VACUUM|AND|OR|IN|SET)\\b");
    private static final String OPERAND = "([\\w.]+(?:\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))?)";
    private static final Pattern AFTER = Pattern.compile("\\s*\\+\\s*" + OPERAND);
    private static final Pattern BEFORE = Pattern.compile(OPERAND + "\\s*\\+\\s*$");
    private static final Pattern CONSTANT = Pattern.compile("(?:\\w+\\.)*[A-Z][A-Z0-9_]*");
    private static final String MARKS = "as many question marks as there are values";
    /** What else stands between literals, and why it is no value of anybody's. */
    private static final Map<String, String> KNOWN = Map.ofEntries(Map.entry("DayFile.java: values", "question marks"),
            Map.entry("DayFile.java: String.join(\", \", Collections.nCopies(ROWS_TOGETHER, values))", MARKS),
            Map.entry("DayReader.java: selectFrom", "of this file's literals"), Map.entry("IndexFile.java: version", "a number of ours"),
            Map.entry("JournalCopy.java: order", "of this file's literals"), Map.entry("JournalReader.java: asked", MARKS),
            Map.entry("JournalReader.java: where", "of this file's literals"),
            Map.entry("LogSearch.java: String.join(\" AND \", conditions)", "of this file's literals"),
            Map.entry("LogSearch.java: column", "of this file's literals"), Map.entry("LogSearch.java: from", "of this file's literals"),
            Map.entry("LogSearch.java: marks(allowed)", MARKS), Map.entry("LogSearch.java: marks(common)", MARKS),
            Map.entry("LogSearch.java: marks(entries)", MARKS), Map.entry("LogSearch.java: marks(hidden)", MARKS),
            Map.entry("GeoPackageFile.java: table", "letters, digits and _, held by Layer"), Map.entry("GeoPackageFile.java: marks", MARKS),
            Map.entry("ReportReader.java: table", "of this file's literals"),
            Map.entry("ReportTables.java: table", "of this file's literals"), Map.entry("Sqlite.java: pageBytes", "a number of ours"),
            Map.entry("Sqlite.java: logPages", "a number of ours"),
            Map.entry("Sqlite.java: synchronous", "FULL or NORMAL, of this file's literals"));

    @Test void statementsAreMadeOfLiteralsAndConstants() throws IOException {
        var made = new TreeSet<String>();
        int statements = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                String text = Files.readString(file);
                if (!text.contains("java.sql")) continue;
                for (MatchResult literal : LITERAL.matcher(text).results().toList()) {
                    if (!SQL.matcher(literal.group()).find()) continue;
                    statements++;
                    for (String operand : operands(text, literal))
                        if (!CONSTANT.matcher(operand).matches()) made.add(file.getFileName() + ": " + operand);
                }
            }
        }

        assertThat(statements).isGreaterThan(50);
        assertThat(made).as("beside those known to be harmless").isSubsetOf(KNOWN.keySet());
    }

    private static List<String> operands(String text, MatchResult literal) {
        var operands = new ArrayList<String>();
        var after = AFTER.matcher(text).region(literal.end(), text.length());
        if (after.lookingAt()) operands.add(after.group(1));
        var before = BEFORE.matcher(text.substring(Math.max(0, literal.start() - 200), literal.start()));
        if (before.find()) operands.add(before.group(1));
        return operands;
    }

    @Test void aValueBetweenLiteralsWouldBeFound() {
        String text = "execute(\"DELETE FROM entry WHERE seq = \" + seq + \" LIMIT 1\")";
        var literal = LITERAL.matcher(text).results().toList();

        assertThat(operands(text, literal.get(0))).containsExactly("seq");
        assertThat(operands(text, literal.get(1))).containsExactly("seq");
    }
}
