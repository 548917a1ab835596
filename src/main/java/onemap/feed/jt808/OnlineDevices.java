package onemap.feed.jt808;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onemap.feed.FeedLedger;

/** Which connection reaches which device: of two with one phone the newest. Lives on the feed's event loop. */
final class OnlineDevices {
    private final Map<Phone, Session> byPhone = new HashMap<>();
    private final int maxDevices;
    private final FeedLedger ledger;

    OnlineDevices(int maxDevices, FeedLedger ledger) {
        this.maxDevices = maxDevices;
        this.ledger = ledger;
    }

    boolean hasRoomFor(Phone phone) { return byPhone.size() < maxDevices || byPhone.containsKey(phone); }

    void opened(Session session) { if (byPhone.put(session.phone(), session) != null) ledger.note("device_taken_over"); }

    void closed(Session session) { byPhone.remove(session.phone(), session); }

    Optional<Session> find(Phone phone) { return Optional.ofNullable(byPhone.get(phone)); }
}
