package onemap.feed.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onemap.domain.Report;
import onemap.feed.FeedLedger;
import onemap.feed.Inbox;
import onemap.feed.Receipt;

/** An inbox that keeps the books as the flow does, with the test as its lane and its disk. */
final class BookingInbox implements Inbox {
    /** What a test completes or fails. */
    record Handed(Report report, CompletableFuture<Void> taken, CompletableFuture<Receipt.Tally> stored) {
        void store() { stored.complete(new Receipt.Tally(1, 0, Map.of(), 0)); }
    }

    private final FeedLedger ledger;
    private final boolean atOnce;
    private final boolean takesAtOnce;
    private final LinkedBlockingQueue<Handed> handed = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Handed> everHanded = new LinkedBlockingQueue<>();

    private BookingInbox(FeedLedger ledger, boolean takesAtOnce, boolean atOnce) {
        this.ledger = ledger;
        this.takesAtOnce = takesAtOnce;
        this.atOnce = atOnce;
    }

    static BookingInbox storingAtOnce(FeedLedger ledger) { return new BookingInbox(ledger, true, true); }

    static BookingInbox storingWhenTold(FeedLedger ledger) { return new BookingInbox(ledger, true, false); }

    static BookingInbox takingWhenTold(FeedLedger ledger) { return new BookingInbox(ledger, false, false); }

    @Override public Receipt accept(List<Report> reports) {
        ledger.reportsReceived(reports.size());
        var receipt = new Handed(reports.getFirst(), new CompletableFuture<>(), new CompletableFuture<>());
        receipt.stored().thenAccept(tally -> ledger.reportsStored(tally.stored()));
        if (takesAtOnce) receipt.taken().complete(null);
        if (atOnce) receipt.store();
        handed.add(receipt);
        everHanded.add(receipt);
        return new Receipt(receipt.taken(), receipt.stored());
    }

    /** The next one handed over, in order; waits for it. */
    Handed next() throws InterruptedException {
        var next = handed.poll(10, TimeUnit.SECONDS);
        if (next == null) throw new AssertionError("nothing was handed over within 10 s");
        return next;
    }

    /** So that a feed closes at once. */
    void storeAll() { everHanded.forEach(Handed::store); }

    int waiting() { return handed.size(); }

    List<Report> all() {
        var all = new ArrayList<Report>();
        handed.forEach(each -> all.add(each.report()));
        return all;
    }
}
