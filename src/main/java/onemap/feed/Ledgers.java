package onemap.feed;

import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;

/** The ledgers of all feeds by name. Thread-safe. */
public final class Ledgers {
    private final ConcurrentSkipListMap<String, FeedLedger> byFeed = new ConcurrentSkipListMap<>();
    private final InstantSource clock;

    public Ledgers(InstantSource clock) { this.clock = clock; }

    public FeedLedger of(String feed) {
        var ledger = byFeed.get(feed);
        return ledger != null ? ledger : byFeed.computeIfAbsent(feed, name -> new FeedLedger(name, clock));
    }

    public Collection<FeedLedger> all() { return byFeed.values(); }
}
