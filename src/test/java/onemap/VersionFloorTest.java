package onemap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** No library below the version in which its known holes are mended; none that was ruled out; the right logger. */
class VersionFloorTest {
    /** Artifact → first good version; the reasons stand in docs/dependencies.md. */
    private static final Map<String, String> FLOORS = Map.ofEntries(Map.entry("hazelcast", "5.7.0"), Map.entry("vertx-core", "5.2.1"),
            Map.entry("netty-common", "4.2.16"), Map.entry("netty-codec-http", "4.2.16"), Map.entry("netty-codec-mqtt", "4.2.16"),
            Map.entry("jackson-core", "2.18.6"), Map.entry("jackson-databind", "2.18.6"), Map.entry("sqlite-jdbc", "3.54.1"),
            Map.entry("bcprov-jdk18on", "1.83"), Map.entry("vertx-web", "5.2.0"), Map.entry("logback-classic", "1.5.18"));
    private static final List<String> BANNED = List.of("hazelcast-sql", "h2", "log4j-core", "commons-collections", "aismessages", "jqwik");
    private static final Pattern JAR = Pattern.compile("(?<artifact>[A-Za-z][\\w.]*?(?:-[A-Za-z][\\w.]*)*)-(?<version>\\d[\\w.-]*)\\.jar");

    @Test void everyLibraryStandsAtItsFloorOrAbove() throws IOException {
        for (String jar : jars()) {
            var name = JAR.matcher(jar);
            if (!name.matches() || !FLOORS.containsKey(name.group("artifact"))) continue;
            assertThat(compare(name.group("version"), FLOORS.get(name.group("artifact")))).as(jar).isNotNegative();
        }
        assertThat(jars()).as("every floor guards a library that is there")
                .extracting(VersionFloorTest::artifact)
                .containsAll(FLOORS.keySet());
    }

    @Test void nothingThatWasRuledOutIsOnTheClassPath() throws IOException {
        assertThat(jars()).extracting(VersionFloorTest::artifact).doesNotContainAnyElementsOf(BANNED);
    }

    @Test void geoToolsComesLastSinceItBundlesOldCopiesOfOthers() throws IOException {
        assertThat(jars().getLast()).startsWith("geotools-wrapper");
    }

    @Test void theLoggerIsSlf4jTwo() {
        String from = LoggerFactory.class.getProtectionDomain().getCodeSource().getLocation().getPath();

        assertThat(Path.of(from).getFileName().toString()).startsWith("slf4j-api-2.");
    }

    private static List<String> jars() throws IOException {
        return Arrays.stream(Files.readString(Path.of("target", "lib.classpath")).strip().split(":"))
                .map(path -> Path.of(path).getFileName().toString())
                .toList();
    }

    private static String artifact(String jar) {
        var name = JAR.matcher(jar);
        return name.matches() ? name.group("artifact") : jar;
    }

    private static int compare(String version, String floor) {
        int[] a = numbers(version);
        int[] b = numbers(floor);
        return Arrays.compare(a, b);
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[.-]"))
                .takeWhile(part -> part.chars().allMatch(Character::isDigit))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
