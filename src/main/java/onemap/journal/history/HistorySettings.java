package onemap.journal.history;

/**
 * Limits of the history of telemetry.
 *
 * @param retentionDays   days kept, today included; older files are dropped whole
 * @param retentionBytes  size of all files together above which the oldest are dropped; today's is never
 * @param commitMillis    how long a batch may wait for company before it is written; 0 writes at once
 * @param queueReports    reports waiting for the disk; full → the lane that appends waits, and its feeds stop reading
 * @param queueWaitMillis how long an append waits for room before it fails
 * @param readers         queries at once
 * @param readMillis      longest time of one query in one day's file
 */
public record HistorySettings(int retentionDays, long retentionBytes, int commitMillis, int queueReports, int queueWaitMillis, int readers,
        int readMillis) {
    /** A batch answered to devices must be on disk 50 ms after it was taken; half of it is left for the disk. */
    static final int MAX_COMMIT_MILLIS = 25;

    public HistorySettings {
        if (retentionDays < 1) throw new IllegalArgumentException("retentionDays: " + retentionDays + " would not keep today");
        if (retentionBytes < 1) throw new IllegalArgumentException("retentionBytes: " + retentionBytes + " is not a size");
        if (commitMillis < 0 || commitMillis > MAX_COMMIT_MILLIS)
            throw new IllegalArgumentException("commitMillis: " + commitMillis + " is not within 0 to " + MAX_COMMIT_MILLIS);
        if (queueReports < 1) throw new IllegalArgumentException("queueReports: " + queueReports + " leaves no room for a report");
        if (queueWaitMillis < 0) throw new IllegalArgumentException("queueWaitMillis: " + queueWaitMillis + " is negative");
        if (readers < 1 || readers > 64) throw new IllegalArgumentException("readers: " + readers + " is not within 1 to 64");
        if (readMillis < 1) throw new IllegalArgumentException("readMillis: " + readMillis + " leaves no time to read");
    }
}
