package onemap.feed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import onemap.domain.Report;

/** Books and remembers like the flow, without a disk: a report seen before is a duplicate. */
public final class MemoryInbox implements Inbox {
    private final FeedLedger ledger;
    private final Set<Report> seen = new HashSet<>();
    private final List<Report> reports = new ArrayList<>();
    private boolean diskRefuses;

    public MemoryInbox(FeedLedger ledger) { this.ledger = ledger; }

    /** From now on nothing becomes durable, or again it does. */
    public void diskRefuses(boolean refuses) { diskRefuses = refuses; }

    public List<Report> reports() { return List.copyOf(reports); }

    @Override public Receipt accept(List<Report> handed) {
        ledger.reportsReceived(handed.size());
        var taken = CompletableFuture.<Void>completedFuture(null);
        if (diskRefuses) {
            ledger.reportsRejected("not_durable", handed.size());
            return new Receipt(taken, CompletableFuture.failedFuture(new CompletionException("disk full", null)));
        }
        int stored = 0;
        for (Report report : handed)
            if (seen.add(report)) {
                reports.add(report);
                stored++;
            }
        ledger.reportsStored(stored);
        ledger.reportsDuplicate(handed.size() - stored);
        return new Receipt(taken, CompletableFuture.completedFuture(new Receipt.Tally(stored, handed.size() - stored, Map.of(), 0)));
    }
}
