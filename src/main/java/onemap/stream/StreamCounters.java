package onemap.stream;

import java.util.concurrent.atomic.LongAdder;

/** What the stream counts. Thread-safe. */
final class StreamCounters {
    final LongAdder clients = new LongAdder();
    final LongAdder frames = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder encodes = new LongAdder();
    final LongAdder snapshots = new LongAdder();
    final LongAdder resumed = new LongAdder();
    final LongAdder conflated = new LongAdder();
    final LongAdder closedSlow = new LongAdder();
    final LongAdder closedFlooding = new LongAdder();
    final LongAdder refused = new LongAdder();

    StreamFigures figures() {
        return new StreamFigures(clients.sum(), frames.sum(), bytes.sum(), encodes.sum(), snapshots.sum(), resumed.sum(), conflated.sum(),
                closedSlow.sum(), closedFlooding.sum(), refused.sum());
    }
}
