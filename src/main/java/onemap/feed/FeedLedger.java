package onemap.feed;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The books of one feed, to the unit: <br>
 * frames = carrying + control + rejected(reason); <br>
 * reports received = stored + duplicate + rejected(reason) + shed. Thread-safe.
 */
public final class FeedLedger {
    private final String feed;
    private final InstantSource clock;
    private final LongAdder carrying = new LongAdder();
    private final LongAdder control = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder duplicate = new LongAdder();
    private final LongAdder shed = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final Map<String, LongAdder> framesRejected = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> reportsRejected = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> noted = new ConcurrentHashMap<>();
    private final AtomicLong lastReportEpochMillis = new AtomicLong();
    private final Quarantine quarantine = new Quarantine();

    FeedLedger(String feed, InstantSource clock) {
        this.feed = feed;
        this.clock = clock;
    }

    public String feed() { return feed; }

    public void connectionOpened() { connections.increment(); }

    public void connectionClosed() { connections.decrement(); }

    /** A frame that carried reports. */
    public void frameCarrying() { carrying.increment(); }

    /** A frame of the protocol's own business: registration, heartbeat, acknowledgement. */
    public void frameControl() {
        control.increment();
    }

    /** A frame, or a stretch of noise between frames, that could not be used; its first bytes are kept for an officer to look at. */
    public void frameRejected(String reason, byte[] bytes, String peer) {
        add(framesRejected, reason, 1);
        keepRefused(reason, bytes, peer);
    }

    /** Keeps the first bytes of a frame that is booked as carrying although some or all of its reports were refused. */
    public void keepRefused(String reason, byte[] bytes, String peer) {
        quarantine.keepFrame(new Quarantine.Frame(clock.instant(), reason, peer, bytes));
    }

    public void reportsReceived(int count) {
        received.add(count);
        lastReportEpochMillis.lazySet(clock.millis());
    }

    public void reportsStored(int count) { stored.add(count); }

    public void reportsDuplicate(int count) { duplicate.add(count); }

    public void reportsRejected(String reason, int count) { add(reportsRejected, reason, count); }

    public void reportsShed(int count) { shed.add(count); }

    /** A device that the admission refused; listed for an officer. */
    public void deviceRefused(String sourceId, String peer) {
        quarantine.noteDevice(sourceId, peer, clock.instant());
    }

    /** A fact worth a counter that is in neither identity: {@code limit_hit.connections}, {@code clock_wrong}, {@code no_fix}, {@code foreign_station}. */
    public void note(String name) {
        add(noted, name, 1);
    }

    public Quarantine quarantine() { return quarantine; }

    public Figures figures() {
        long last = lastReportEpochMillis.get();
        return new Figures(carrying.sum(), control.sum(), sums(framesRejected), received.sum(), stored.sum(), duplicate.sum(),
                sums(reportsRejected),
                shed.sum(), connections.sum(), sums(noted), last == 0 ? null : Instant.ofEpochMilli(last));
    }

    private static void add(Map<String, LongAdder> adders, String name, int count) {
        var adder = adders.get(name);
        if (adder == null) adder = adders.computeIfAbsent(name, n -> new LongAdder());
        adder.add(count);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        var sums = new TreeMap<String, Long>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** A reading of the books; {@code lastReportAt} is null before the first report. */
    public record Figures(long framesCarrying, long framesControl, Map<String, Long> framesRejected, long received, long stored,
            long duplicate,
            Map<String, Long> rejected, long shed, long connections, Map<String, Long> noted, Instant lastReportAt) {}
}
