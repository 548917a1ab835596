package onemap.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import onemap.domain.Report;
import onemap.feed.Receipt;

/** The reports of one read on their way through the lanes, and the receipt for them. */
final class Handover {
    private final CompletableFuture<Void> taken = new CompletableFuture<>();
    private final CompletableFuture<Receipt.Tally> stored = new CompletableFuture<>();
    private final AtomicInteger partsToTake;
    private final AtomicInteger partsToStore;
    private final Map<String, Integer> rejected = new HashMap<>();
    private int storedReports;
    private int duplicates;
    private int shed;

    Handover(int parts) {
        partsToTake = new AtomicInteger(parts);
        partsToStore = new AtomicInteger(parts);
    }

    /** Of an empty hand-over: taken and stored already. */
    static Receipt receiptForNothing() {
        return new Receipt(CompletableFuture.completedFuture(null),
                CompletableFuture.completedFuture(new Receipt.Tally(0, 0, Map.of(), 0)));
    }

    Receipt receipt() { return new Receipt(taken, stored); }

    Part part(List<Report> reports) { return new Part(this, reports, Optional.empty()); }

    static Part ofTask(Lane.LaneTask task) { return new Part(new Handover(1), List.of(), Optional.of(task)); }

    private void partTaken() { if (partsToTake.decrementAndGet() == 0) taken.complete(null); }

    private synchronized void partDone(Part part) {
        storedReports += part.stored;
        duplicates += part.duplicates;
        shed += part.shed;
        part.rejected.forEach((reason, count) -> rejected.merge(reason, count, Integer::sum));
        if (partsToStore.decrementAndGet() == 0) stored.complete(new Receipt.Tally(storedReports, duplicates, rejected, shed));
    }

    /** What one lane got of it; counted by that lane's thread only, until the history takes over. */
    static final class Part {
        private final Handover whole;
        private final List<Report> reports;
        private final Optional<Lane.LaneTask> task;
        private Map<String, Integer> rejected = Map.of();
        private int stored;
        private int duplicates;
        private int shed;

        private Part(Handover whole, List<Report> reports, Optional<Lane.LaneTask> task) {
            this.whole = whole;
            this.reports = reports;
            this.task = task;
        }

        List<Report> reports() { return reports; }

        Optional<Lane.LaneTask> task() { return task; }

        /** A task weighs as much as a report, so that tasks too are bounded. */
        int size() { return Math.max(1, reports.size()); }

        void stored() { stored++; }

        void duplicate() { duplicates++; }

        void rejected(String reason) {
            if (rejected.isEmpty()) rejected = new HashMap<>();
            rejected.merge(reason, 1, Integer::sum);
        }

        void taken() { whole.partTaken(); }

        void durable() { whole.partDone(this); }

        void failed(Throwable why) { whole.stored.completeExceptionally(why); }
    }
}
