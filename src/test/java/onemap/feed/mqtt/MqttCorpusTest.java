package onemap.feed.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onemap.corpus.CaseFile;
import onemap.corpus.CaseRunner;
import onemap.corpus.MqttCases;
import onemap.corpus.Rendered;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MqttCorpusTest {
    private static final List<CaseFile.Case> CASES = CaseFile.readAll(Path.of("src/test/resources/corpus/mqtt"));

    @TestFactory Stream<DynamicTest> readsAsWritten() {
        return CASES.stream().map(expected -> DynamicTest.dynamicTest(expected.where() + " " + expected.name(), () -> {
            var outcome = new MqttCases().run(expected.reads());

            assertThat(outcome.reports().stream().map(Rendered::of)).containsExactlyElementsOf(expected.reports());
            assertThat(outcome.refused()).containsExactlyElementsOf(expected.refused());
        }));
    }

    @Test void damagedReadingsAreReadOrRefusedByName() {
        var random = new Random(20260718);
        for (var fine : CASES)
            for (byte[] read : fine.reads())
                for (int i = 0; i < 200; i++) {
                    byte[] damaged = read.clone();
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                    byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length) + 1);

                    for (byte[] bad : List.of(damaged, cut)) {
                        CaseRunner.Outcome outcome = new MqttCases().run(List.of(bad));
                        assertThat(outcome.reports().size() + outcome.refused().size()).as(new String(bad, StandardCharsets.UTF_8))
                                .isEqualTo(1);
                    }
                }
    }
}
