package onemap.feed.jt808;

import java.util.function.Predicate;
import onemap.domain.SourceId;
import onemap.feed.FeedLedger;

/** What all conversations of the feed share 平台. */
record Platform(Jt808Settings settings, FeedLedger ledger, Predicate<SourceId> registered, AuthCodes codes, OnlineDevices online,
        Reassembly reassembly) {
    static Platform of(Jt808Settings settings, FeedLedger ledger, Predicate<SourceId> registered, byte[] secret) {
        return new Platform(settings, ledger, registered, new AuthCodes(secret), new OnlineDevices(settings.limits().maxDevices(), ledger),
                new Reassembly(settings.subpackages(), ledger));
    }
}
