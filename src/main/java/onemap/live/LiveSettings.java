package onemap.live;

import java.time.Duration;

/**
 * The change log.
 *
 * @param ringBytes     memory of the ring of encoded batches: its items are at most {@value ChangeLog#BATCH_BYTES} bytes, so it holds
 *                      {@code ringBytes / BATCH_BYTES} of them; how far a screen can resume
 * @param recentBatches batches also kept decoded, which the running stream reads; each keeps at most {@value ChangeLog#BATCH_CHANGES} objects alive
 * @param queuedChanges changes that may wait for the ring writer; when it is full, lanes wait
 * @param gather        after a write the ring writer waits this long for more unless a batch is full, so that a trickle does not wear out the ring
 */
public record LiveSettings(int ringBytes, int recentBatches, int queuedChanges, Duration gather) {
    public LiveSettings {
        if (ringBytes < ChangeLog.BATCH_BYTES) throw new IllegalArgumentException("ringBytes: " + ringBytes + " is less than one batch");
        if (recentBatches < 1) throw new IllegalArgumentException("recentBatches: " + recentBatches + " is less than 1");
        if (queuedChanges < ChangeLog.BATCH_CHANGES)
            throw new IllegalArgumentException("queuedChanges: " + queuedChanges + " is less than a batch of " + ChangeLog.BATCH_CHANGES);
        if (gather.isNegative() || gather.compareTo(Duration.ofSeconds(1)) > 0)
            throw new IllegalArgumentException("gather: " + gather + " is not between 0 and 1 s");
    }

    /** Items the ring holds. */
    public int ringCapacity() { return ringBytes / ChangeLog.BATCH_BYTES; }
}
