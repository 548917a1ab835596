package onemap.feed;

import java.time.Instant;
import java.util.List;
import onemap.domain.Report;

/** A feed whose messages come as HTTP bodies: a pure function from bytes to reports, mounted by the web side. */
public interface HttpFeed extends Feed {
    /** For example {@code /feeds/cap}. */
    String path();

    int maxBodyBytes();

    /**
     * @param body        as received, at most {@link #maxBodyBytes()}
     * @param contentType header value or empty
     * @return the reports of the message; empty for a control message
     */
    Decoded decode(byte[] body, String contentType, Instant receivedAt) throws MalformedFrame;

    /**
     * What one body held; with neither reports nor refused items it was a control message.
     *
     * @param refused items of a list that could not be used while the others could: each is counted as one report received and rejected
     * @param remarks what was tolerated, for the sender to mend: {@code info 1: severity is empty}
     */
    record Decoded(List<Report> reports, List<MalformedFrame> refused, List<String> remarks) {
        public Decoded {
            reports = List.copyOf(reports);
            refused = List.copyOf(refused);
            remarks = List.copyOf(remarks);
        }

        public Decoded(List<Report> reports, List<MalformedFrame> refused) { this(reports, refused, List.of()); }
    }
}
