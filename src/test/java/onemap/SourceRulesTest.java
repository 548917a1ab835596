package onemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not hold: unused imports, sizes, words that have no place in sources. */
class SourceRulesTest {
    private static final Pattern IMPORT = Pattern.compile("^import (?:static )?[\\w.]+\\.(\\w+);$");
    private static final int MAX_LINES = 320;

    @Test void everyImportIsUsed() throws IOException {
        var unused = new ArrayList<String>();
        for (Path file : sources(".java", "src")) {
            String text = Files.readString(file);
            String body = text.lines().filter(line -> !line.startsWith("import ")).reduce("", (a, b) -> a + "\n" + b);
            text.lines()
                    .map(IMPORT::matcher)
                    .filter(m -> m.matches() && !Pattern.compile("\\b" + m.group(1) + "\\b").matcher(body).find())
                    .forEach(m -> unused
                            .add(file + ": " + m.group(1)));
        }
        assertThat(unused).isEmpty();
    }

    @Test void noSourceFileOfTheServerOutgrowsOneSubject() throws IOException {
        var long_ = new ArrayList<String>();
        for (Path file : sources(".java", "src/main")) {
            long lines = Files.readString(file).lines().count();
            if (lines > MAX_LINES) long_.add(file + ": " + lines + " lines");
        }
        assertThat(long_).isEmpty();
    }

    @Test void pagesNeverBuildHtmlFromText() throws IOException {
        assertThat(found("web", ".js",
                Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|bindPopup\\(\\s*['\"`]|\\beval\\("))).isEmpty();
    }

    @Test void pagesHoldNoInlineCodeOrStyle() throws IOException {
        assertThat(found("web", ".html", Pattern.compile("<script(?![^>]*\\bsrc=)|\\son\\w+=|\\sstyle=|<style"))).isEmpty();
    }

    @Test void pagesAskNoOtherOrigin() throws IOException {
        var hits = new ArrayList<String>();
        for (String ending : List.of(".js", ".html", ".css"))
            hits.addAll(found("web", ending, Pattern.compile("(?:src|href|url)\\s*[=(]\\s*['\"]?https?://")));
        assertThat(hits).isEmpty();
    }

    private static List<String> found(String folder, String ending, Pattern pattern) throws IOException {
        var hits = new ArrayList<String>();
        for (Path file : sources(ending, folder)) {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++)
                if (pattern.matcher(lines.get(i)).find()) hits.add(file + ":" + (i + 1));
        }
        return hits;
    }

    private static List<Path> sources(String ending, String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
