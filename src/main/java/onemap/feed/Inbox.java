package onemap.feed;

import java.util.List;
import onemap.domain.Report;

/** Where feeds hand their reports; the flow implements it. Thread-safe. */
public interface Inbox {
    /**
     * Hands over the reports of one read, in order. A feed calls it again for the same connection only after {@link Receipt#taken()} is done:
     * until then it stops reading, so the kernel's window slows the sender.
     */
    Receipt accept(List<Report> reports);
}
