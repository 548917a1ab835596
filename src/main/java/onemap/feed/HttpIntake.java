package onemap.feed;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import onemap.domain.Report;

/**
 * Takes one body for an {@link HttpFeed}, whether it came by HTTP or as a file: decodes, books the frame and the items refused, hands the
 * rest over (the {@link Inbox} books those), and tells what came of it when that is durable. Thread-safe.
 */
public final class HttpIntake {
    /** Longest wait for the disk before the sender is told to try again; a batch takes milliseconds. */
    private static final long MAX_WAIT_SECONDS = 30;
    /** Tolerated faults named in one answer: enough to mend a message, not a second copy of it. */
    private static final int MAX_REMARKS = 50;
    private static final String NOT_DURABLE = "not_durable";
    /** The body could not be read at all; every other refusal is about what it says. */
    private static final Set<String> UNREADABLE = Set.of("empty", "encoding", "xml", "dtd", "entity", "too_deep", "too_many_elements",
            "text_too_long", "json");

    private final HttpFeed feed;
    private final FeedLedger ledger;
    private final Inbox inbox;
    private final InstantSource clock;

    public HttpIntake(HttpFeed feed, FeedContext context) {
        this.feed = feed;
        this.ledger = context.ledgers().of(feed.name());
        this.inbox = context.inbox();
        this.clock = context.clock();
    }

    /**
     * What the sender is told.
     *
     * @param status  HTTP status: 200 something of it stands recorded or there was nothing to record, 4xx refused, 503 try again
     * @param reason  the named reason when refused, else empty
     * @param message the reason in the sender's terms, else empty
     * @param ids     sources of the reports handed over
     * @param remarks what was tolerated
     */
    public record Answer(int status, String reason, String message, int received, int stored, int duplicate, Map<String, Integer> rejected,
            int shed, List<String> ids, List<String> remarks) {
        public Answer {
            rejected = Map.copyOf(rejected);
            ids = List.copyOf(ids);
            remarks = List.copyOf(remarks);
        }

        public boolean accepted() { return status == 200; }

        private static Answer refused(int status, String reason, String message) {
            return new Answer(status, reason, message, 0, 0, 0, Map.of(), 0, List.of(), List.of());
        }
    }

    public int maxBodyBytes() { return feed.maxBodyBytes(); }

    /** Decodes on the calling thread; the stage is done when what was in the body is durable, and never fails. */
    public CompletionStage<Answer> take(byte[] body, String contentType, String peer) {
        if (body.length > feed.maxBodyBytes()) return CompletableFuture.completedStage(tooLarge(body, peer));
        HttpFeed.Decoded decoded;
        try {
            decoded = feed.decode(body, contentType, clock.instant());
        } catch (MalformedFrame e) {
            ledger.frameRejected(e.reason(), body, peer);
            return CompletableFuture.completedStage(Answer.refused(statusOf(e.reason()), e.reason(), e.getMessage()));
        }
        if (decoded.reports().isEmpty() && decoded.refused().isEmpty()) {
            ledger.frameControl();
            return CompletableFuture.completedStage(new Answer(200, "", "", 0, 0, 0, Map.of(), 0, List.of(), decoded.remarks()));
        }
        return handOver(decoded, body, peer);
    }

    /** For a body that was cut off at the limit; {@code head} is what was read of it. */
    public Answer tooLarge(byte[] head, String peer) {
        ledger.frameRejected("too_large", head, peer);
        return Answer.refused(413, "too_large", "more than " + feed.maxBodyBytes() + " bytes");
    }

    private CompletionStage<Answer> handOver(HttpFeed.Decoded decoded, byte[] body, String peer) {
        ledger.frameCarrying();
        for (MalformedFrame refused : decoded.refused()) {
            ledger.reportsReceived(1);
            ledger.reportsRejected(refused.reason(), 1);
        }
        decoded.refused().stream().findFirst().ifPresent(first -> ledger.keepRefused(first.reason(), body, peer));
        if (decoded.reports().isEmpty())
            return CompletableFuture.completedStage(answer(decoded, new Receipt.Tally(0, 0, Map.of(), 0), ""));

        return inbox.accept(decoded.reports())
                .stored()
                .handle((tally, failure) -> failure == null ? recorded(decoded, tally, body, peer) : notRecorded(decoded, failure))
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(Answer.refused(503, "slow", "not durable yet; send it again"), MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private Answer recorded(HttpFeed.Decoded decoded, Receipt.Tally tally, byte[] body, String peer) {
        tally.rejected().keySet().stream().sorted().findFirst().ifPresent(reason -> ledger.keepRefused(reason, body, peer));
        return answer(decoded, tally, "not taken: " + String.join(", ", tally.rejected().keySet()));
    }

    private static Answer notRecorded(HttpFeed.Decoded decoded, Throwable failure) {
        var tally = new Receipt.Tally(0, 0, Map.of(NOT_DURABLE, decoded.reports().size()), 0);
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return answer(decoded, tally, "not recorded, send it again: " + cause.getMessage());
    }

    private static Answer answer(HttpFeed.Decoded decoded, Receipt.Tally tally, String unexplained) {
        var rejected = new TreeMap<String, Integer>(tally.rejected());
        decoded.refused().forEach(item -> rejected.merge(item.reason(), 1, Integer::sum));
        int received = decoded.reports().size() + decoded.refused().size();
        int status = statusOf(tally, rejected.keySet());
        String reason = status == 200 ? "" : rejected.isEmpty() ? "shed" : rejected.firstKey();
        String message = status == 200 ? "" : decoded.refused().stream().findFirst().map(MalformedFrame::getMessage).orElse(unexplained);
        return new Answer(status, reason, message, received, tally.stored(), tally.duplicate(), rejected, tally.shed(),
                idsOf(decoded.reports()), remarksOf(decoded));
    }

    /** A partly good list is a success with its rejects named; a list of rejects only is a refusal. */
    private static int statusOf(Receipt.Tally tally, Set<String> rejected) {
        if (tally.stored() + tally.duplicate() > 0) return 200;
        if (rejected.contains(NOT_DURABLE) || tally.shed() > 0) return 503;
        return 422;
    }

    private static int statusOf(String reason) {
        return switch (reason) {
            case "too_large" -> 413;
            case "content_type" -> 415;
            default -> UNREADABLE.contains(reason) ? 400 : 422;
        };
    }

    private static List<String> idsOf(List<Report> reports) {
        var ids = new LinkedHashSet<String>();
        reports.forEach(report -> ids.add(report.source().value()));
        return List.copyOf(ids);
    }

    private static List<String> remarksOf(HttpFeed.Decoded decoded) {
        var remarks = new ArrayList<String>(decoded.remarks());
        decoded.refused().forEach(item -> remarks.add(item.reason() + ": " + item.getMessage()));
        return remarks.size() <= MAX_REMARKS ? remarks : remarks.subList(0, MAX_REMARKS);
    }
}
