package onemap.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import onemap.corpus.CaseFile;
import onemap.corpus.CaseRunner;
import onemap.corpus.Rendered;
import onemap.feed.camera.CameraCases;
import onemap.feed.cap.CapCases;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpCasesTest {
    static Stream<Arguments> cases() {
        return Stream.of(new CapCases(), new CameraCases())
                .flatMap(runner -> CaseFile.readAll(Path.of("src/test/resources/corpus", runner.protocol()))
                        .stream()
                        .map(each -> Arguments.argumentSet(each.where() + " " + each.name(), runner, each)));
    }

    @ParameterizedTest
    @MethodSource("cases") void decodesAsWritten(CaseRunner runner, CaseFile.Case written) {
        var outcome = runner.run(written.reads());

        List<String> reports = outcome.reports().stream().map(Rendered::of).toList();
        assertThat(reports).as(written.where()).isEqualTo(written.reports());
        assertThat(outcome.refused()).as(written.where()).isEqualTo(written.refused());
        assertThat(outcome.control()).as(written.where()).isEqualTo(written.control());
    }
}
