package onemap.feed;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import onemap.corpus.CaseRunner;
import onemap.domain.Report;
import onemap.domain.SourceId;

/** What tests of HTTP feeds share. */
public final class HttpFeeds {
    private HttpFeeds() {}

    /** Without event loops: no HTTP feed has a port of its own. */
    public static FeedContext context(Inbox inbox, Ledgers ledgers, Predicate<SourceId> registered, InstantSource clock) {
        return new FeedContext(null, inbox, ledgers, registered, clock, new SplittableRandom(1));
    }

    /** A context in which nothing is handed over. */
    public static FeedContext context() {
        InstantSource clock = InstantSource.fixed(CaseRunner.RECEIVED_AT);
        return context(reports -> { throw new AssertionError("nothing should be handed over"); }, new Ledgers(clock), source -> true,
                clock);
    }

    /** Each read is one body. */
    public static CaseRunner.Outcome decode(HttpFeed feed, List<byte[]> bodies) {
        var reports = new ArrayList<Report>();
        var refused = new ArrayList<String>();
        int control = 0;
        for (byte[] body : bodies)
            try {
                var decoded = feed.decode(body, "", CaseRunner.RECEIVED_AT);
                reports.addAll(decoded.reports());
                decoded.refused().forEach(each -> refused.add(each.reason()));
                if (decoded.reports().isEmpty() && decoded.refused().isEmpty()) control++;
            } catch (MalformedFrame e) {
                refused.add(e.reason());
            }
        return new CaseRunner.Outcome(List.of(), reports, refused, control);
    }

    /** Received at the same time as everything in a case. */
    public static HttpFeed.Decoded decode(HttpFeed feed, byte[] body) throws MalformedFrame {
        Instant receivedAt = CaseRunner.RECEIVED_AT;
        return feed.decode(body, "", receivedAt);
    }
}
