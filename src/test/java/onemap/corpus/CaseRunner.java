package onemap.corpus;

import java.time.Instant;
import java.util.List;
import onemap.domain.Report;

/** Feeds the reads of a case to one protocol's real decoder and session, without a socket. */
public interface CaseRunner {
    /** When everything in a case is received. */
    Instant RECEIVED_AT = Instant.parse("2026-07-18T06:32:00Z");

    /** Folder name under {@code corpus/}. */
    String protocol();

    Outcome run(List<byte[]> reads);

    /** What came of it; {@code answers} in the order sent, lower-case hex without blanks. */
    record Outcome(List<String> answers, List<Report> reports, List<String> refused, int control) {}
}
