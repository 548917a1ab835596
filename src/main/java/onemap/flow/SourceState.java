package onemap.flow;

import onemap.feed.FeedLedger;

/** What a lane keeps of one source: whose books it is counted in, which object it speaks for, and what it said lately. */
record SourceState(FeedLedger ledger, String objectId, RecentKeys recent) {}
