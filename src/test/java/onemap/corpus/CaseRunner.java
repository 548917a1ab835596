package onemap.corpus;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import onemap.domain.Report;
import org.junit.jupiter.api.DynamicTest;

/** Feeds the reads of a case to one protocol's real decoder and session, without a socket. */
public interface CaseRunner {
    /** When everything in a case is received. */
    Instant RECEIVED_AT = Instant.parse("2026-07-18T06:32:00Z");

    /** Folder name under {@code corpus/}. */
    String protocol();

    /** Fails with an {@link AssertionError} when the books do not balance: both identities of the feed are audited in every run. */
    Outcome run(List<byte[]> reads);

    /** Tests against real data below that folder, which need not be there. */
    default Stream<DynamicTest> realData(Path corpus) {
        return Stream.empty();
    }

    /** What came of it; {@code answers} in the order sent, lower-case hex without blanks. */
    record Outcome(List<String> answers, List<Report> reports, List<String> refused, int control) {}
}
