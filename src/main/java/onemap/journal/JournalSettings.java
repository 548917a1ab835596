package onemap.journal;

/**
 * Limits of the journal.
 *
 * @param queueBytes      entries waiting for the disk, in bytes of their texts; full → who appends waits
 * @param queueWaitMillis how long an append waits for room before it is refused
 * @param readers         read connections at once; each may hold {@code PRAGMA cache_size} in memory
 * @param readMillis      longest time of one read, since a long reader keeps the write-ahead log growing
 * @param hash            what new entries are hashed with: {@code SHA-256} or {@code SM3}; those before stay as they are
 */
public record JournalSettings(long queueBytes, int queueWaitMillis, int readers, int readMillis, String hash) {
    public JournalSettings {
        if (queueBytes < 1) throw new IllegalArgumentException("queueBytes: " + queueBytes + " leaves no room for an entry");
        if (queueWaitMillis < 0) throw new IllegalArgumentException("queueWaitMillis: " + queueWaitMillis + " is negative");
        if (readers < 1 || readers > 64) throw new IllegalArgumentException("readers: " + readers + " is not within 1 to 64");
        if (readMillis < 1) throw new IllegalArgumentException("readMillis: " + readMillis + " leaves no time to read");
        HashAlgorithm.named(hash);
    }

    HashAlgorithm algorithm() { return HashAlgorithm.named(hash); }
}
