package onemap.journal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import onemap.journal.Draft;
import onemap.journal.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an outsider finds with nothing but the file and the JDK. */
class ExportVerifierTest {
    private static final int SOUND = 0;
    private static final int TAMPERED = 1;
    private static final int UNREADABLE = 2;
    @TempDir Path temp;
    private Path data;

    @BeforeEach void aDayOfEntries() throws Exception {
        data = temp.resolve("data");
        try (var sealed = Sealed.open(data)) {
            sealed.append(9);
            sealed.seal();
            Samples.done(sealed.journal.append(List.of(Draft.of("用户\"\\", "note", "\u0001\n", "{\"text\":\"汛情 \\n 😀\"}"))));
            sealed.append(3);
        }
        try (var sealed = Sealed.open(data, "SM3", Sealed.NEVER_BY_ITSELF)) {
            sealed.append(6);
            sealed.seal();
            sealed.append(6);
        }
    }

    private List<String> export(long from, long to) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(data)) {
            export.export(out, from, to);
        }
        return new ArrayList<>(out.toString(UTF_8).lines().toList());
    }

    private int verify(List<String> lines, String... more) throws Exception {
        var file = Files.write(temp.resolve("export.jsonl"), lines);
        var arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(more));
        return ExportVerifier.run(arguments.toArray(String[]::new));
    }

    /** GB/T 32905-2016, appendix A. */
    @ParameterizedTest
    @CsvSource({"abc, 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
            "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd, debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"}) void itsOwnSm3IsThatOfTheStandard(
                    String text, String digest) {
        assertThat(HexFormat.of().formatHex(ExportVerifier.sm3(text.getBytes(UTF_8)))).isEqualTo(digest);
    }

    @Test void aGoodExportIsSoundWholeAndInPart() throws Exception {
        assertThat(verify(export(1, Long.MAX_VALUE))).isEqualTo(SOUND);
        for (int from = 1; from <= 26; from++)
            assertThat(verify(export(from, from + 3))).as("from %d", from).isEqualTo(SOUND);
        assertThat(verify(export(1, Long.MAX_VALUE), data.resolve("audit/seal.pub").toString())).isEqualTo(SOUND);
    }

    @Test void personalPartsAreNotInIt() throws Exception {
        assertThat(export(1, Long.MAX_VALUE)).noneMatch(line -> line.contains("1380000"));
    }

    @Test void anyChangedLineIsFound() throws Exception {
        var sound = export(1, Long.MAX_VALUE);
        for (int line = 1; line < sound.size(); line++) {
            var less = new ArrayList<>(sound);
            less.remove(line);
            assertThat(verify(less)).as("without line %d", line).isEqualTo(TAMPERED);
            if (line + 1 == sound.size()) continue;
            var swapped = new ArrayList<>(sound);
            Collections.swap(swapped, line, line + 1);
            assertThat(verify(swapped)).as("line %d after the next", line).isEqualTo(TAMPERED);
        }
        for (String field : List.of("\"actor\":\"console\"", "\"n\\\":5", "\"format\":1", "\"at\":1", "\"seq\":7", "\"hash\":\"",
                "number 2", "reason stop"))
            assertThat(verify(changedOnce(sound, field))).as(field).isEqualTo(TAMPERED);
    }

    private static List<String> changedOnce(List<String> lines, String part) {
        var changed = new ArrayList<>(lines);
        for (int i = 1; i < changed.size(); i++) {
            if (!changed.get(i).contains(part)) continue;
            int at = changed.get(i).indexOf(part) + part.length() - 1;
            char last = part.charAt(part.length() - 1);
            String other = last == '"' && part.endsWith(":\"")
                    ? "\"00"
                    : last == '"' ? "x\"" : last == '9' ? "8" : String.valueOf((char) (last + 1));
            changed.set(i, changed.get(i).substring(0, at) + other + changed.get(i).substring(at + 1));
            return changed;
        }
        throw new IllegalStateException(part + " is not there");
    }

    @Test void anotherKeyIsFoundByWhoKnowsTheRightOne() throws Exception {
        try (var other = Sealed.open(temp.resolve("other"))) {
            other.append(1);
        }

        assertThat(verify(export(1, Long.MAX_VALUE), temp.resolve("other/audit/seal.pub").toString())).isEqualTo(TAMPERED);
    }

    @Test void whatIsNoExportIsUnreadable() throws Exception {
        assertThat(verify(List.of())).isEqualTo(UNREADABLE);
        assertThat(verify(List.of("{\"type\":\"something\"}"))).isEqualTo(UNREADABLE);
        assertThat(verify(List.of("no JSON"))).isEqualTo(UNREADABLE);
        assertThat(ExportVerifier.run(temp.resolve("nowhere").toString())).isEqualTo(UNREADABLE);
        assertThat(ExportVerifier.run()).isEqualTo(UNREADABLE);
    }

    @Test void everyEntryIsProved() throws Exception {
        for (long seq = 1; seq <= 26; seq++) {
            String proof = proof(seq);
            assertThat(verify(List.of(proof))).as("entry %d", seq).isEqualTo(SOUND);
            assertThat(verify(List.of(proof.replace("\"seq\":" + seq, "\"seq\":" + (seq + 1))))).isEqualTo(TAMPERED);
            assertThat(verify(List.of(proof.replaceFirst("\"path\":\\[\"[^\"]*\",", "\"path\":[")))).as("shorter").isEqualTo(TAMPERED);
        }
    }

    private String proof(long seq) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var export = new AuditExport(data)) {
            assertThat(export.prove(out, seq)).isTrue();
        }
        return out.toString(UTF_8).strip();
    }

    @Test void runsFromItsSourceAlone() throws Exception {
        var file = Files.write(temp.resolve("export.jsonl"), export(1, Long.MAX_VALUE));
        var java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("src", "main", "java", "onemap", "journal", "audit", "ExportVerifier.java").toString(), file.toString()).inheritIO()
                .start();

        assertThat(java.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(java.exitValue()).isZero();
    }
}
