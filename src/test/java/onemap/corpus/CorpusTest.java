package onemap.corpus;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.Stream;
import onemap.corpus.CaseFile.Case;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every case of every protocol, and the real data when its folder is there. */
final class CorpusTest {
    static final Path CASES = Path.of("src/test/resources/corpus");
    static final Path REAL_DATA = Path.of("../shared/corpus");

    @TestFactory Stream<DynamicContainer> everyCaseDecodesAndIsAnsweredAsWritten() {
        return CaseRunners.ALL.stream()
                .map(runner -> DynamicContainer.dynamicContainer(runner.protocol(),
                        CaseFile.readAll(CASES.resolve(runner.protocol()))
                                .stream()
                                .map(written -> DynamicTest.dynamicTest(written.where() + " " + written.name(),
                                        () -> holds(runner, written)))));
    }

    @TestFactory Stream<DynamicContainer> realDataDecodesAsOthersDecodeIt() {
        return CaseRunners.ALL.stream().map(runner -> DynamicContainer.dynamicContainer(runner.protocol(), runner.realData(REAL_DATA)));
    }

    private static void holds(CaseRunner runner, Case written) {
        CaseRunner.Outcome outcome = runner.run(written.reads());

        assertAll(written.where() + " " + written.name(),
                () -> assertEquals(String.join("\n", written.reports()),
                        String.join("\n", outcome.reports().stream().map(Rendered::of).toList()), "reports"),
                () -> assertEquals(String.join("\n", written.refused()), String.join("\n", outcome.refused()), "refused"),
                () -> assertEquals(String.join("\n", written.answers()), String.join("\n", outcome.answers()), "answers"),
                () -> assertEquals(written.control(), outcome.control(), "control frames"));
    }
}
