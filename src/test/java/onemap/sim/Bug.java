package onemap.sim;

/** Faults that are put in on purpose, to see that the checks find them. */
enum Bug {
    NONE,
    /** An entry is answered as recorded while it may still be lost. */
    ANSWER_BEFORE_SYNC,
    /** A key that was used is not found again. */
    FORGET_KEY,
    /** The second to take an alarm is told so, but no entry says it. */
    DROP_SECOND,
    /** Other nodes' entries are read with the time of their arrival. */
    ORDER_OF_ARRIVAL,
    /** Marks say that their writer had seen everything: no two facts are ever concurrent. */
    LOST_CONFLICT,
    /** What was merged is not marked: everything is concurrent. */
    NO_MARK,
    /** The clock that the ten seconds are measured with is slow. */
    UNDO_LATE,
    /** A stop between storing other nodes' entries and showing them forgets that they are there. */
    HALF_MERGE
}
