package onemap.journal;

/** What a verification of a whole chain found. */
public sealed interface ChainCheck {
    /** Every entry is as it was written, none is missing. */
    record Sound(long entries) implements ChainCheck {}

    /** The first entry that is not as it must be. */
    record Bad(String node, long seq, Fault fault) implements ChainCheck {}

    /** What is wrong with an entry. */
    enum Fault {
        /** Its bytes, or those of its personal part, are not those that were hashed, or it was never written by its node. */
        ALTERED,
        /** It is gone, others after it are there. */
        MISSING,
        /** It stands under another number. */
        REORDERED,
        /** It is gone, and all after it up to the known head. */
        TRUNCATED,
        /** The file is damaged where it should be. */
        UNREADABLE
    }
}
