package onemap.journal.audit;

import java.util.Optional;

/** What became of checking a data folder. */
public sealed interface AuditResult {
    /**
     * Every entry is as it was written, none is missing, and all seals fit.
     *
     * @param seals         how many there are
     * @param unsealed      entries newer than the newest seal
     * @param droppedParts  personal parts that are no longer kept, which is no fault
     * @param keyFingerprint of the seals' public key; without one a cut tail cannot show
     */
    record Sound(long entries, int seals, long unsealed, long droppedParts, Optional<String> keyFingerprint) implements AuditResult {}

    /** Somebody changed something: the first that is not as it must be, with what was seen. */
    record Tampered(String node, long seq, Kind kind, String what) implements AuditResult {}

    /** There is nothing that could be checked. */
    record Unreadable(String why) implements AuditResult {}

    /** What is wrong. */
    enum Kind {
        ALTERED, MISSING, REORDERED, TRUNCATED,
        /** The entries agree with one another, but the seals do not: forged, cut, or of another key. */
        SEAL
    }
}
