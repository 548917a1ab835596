package onemap.stream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onemap.live.ChangeLog;

/** Snapshots that clients of one view share while they are young. Owned by the stream's thread. */
final class Snapshots {
    private final ChangeLog changeLog;
    private final FrameEncoder encoder;
    private final StreamCounters counters;
    private final long lifeNanos;
    private final Map<View, Snapshot> byView = new HashMap<>();

    private record Snapshot(long at, long builtNanos, List<Frame> parts) {}

    Snapshots(ChangeLog changeLog, FrameEncoder encoder, StreamCounters counters, long lifeNanos) {
        this.changeLog = changeLog;
        this.encoder = encoder;
        this.counters = counters;
        this.lifeNanos = lifeNanos;
    }

    List<Frame> of(View view, long nowNanos) {
        var kept = byView.get(view);
        if (kept == null || isOld(kept, nowNanos)) {
            long at = changeLog.tail(); // before the picture is read, so that the picture holds at least that
            kept = new Snapshot(at, nowNanos, encoder.snapshot(view, at));
            byView.put(view, kept);
            counters.encodes.increment();
        }
        counters.snapshots.increment();
        return kept.parts;
    }

    void dropOld(long nowNanos) { byView.values().removeIf(kept -> isOld(kept, nowNanos)); }

    /** What stands in them is not where it was. */
    void dropScoped() { byView.keySet().removeIf(View::isScoped); }

    private boolean isOld(Snapshot kept, long nowNanos) { return nowNanos - kept.builtNanos > lifeNanos || !changeLog.holds(kept.at); }
}
