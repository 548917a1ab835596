package onemap.domain;

/** What is doubtful about a report; travels with the object to the screen. */
public enum Flag {
    /** Device time was ahead by more than five minutes or before 2010: the time of receipt stands in. */
    CLOCK_WRONG("clockWrong"),
    /** The device had no fix, or said 0/0 or an impossible place: the last good place stands. */
    NO_FIX("noFix"),
    /** Far from the county: shown, raises no area alarms. */
    FAR_AWAY("farAway"),
    /** Coordinates were encrypted by the device (JT/T 808 status bit 5), so they may be off by hundreds of metres. */
    COORDINATES_ENCRYPTED("coordinatesEncrypted"),
    /** The device came out of blind-area storage (JT/T 808 0x0704 type 1). */
    RESENT("resent"),
    /** Value outside what is physically possible: stored, never used for alarms. */
    OUT_OF_RANGE("outOfRange");

    private final String word;

    Flag(String word) { this.word = word; }

    /** The word used in JSON. */
    public String word() { return word; }

    int bit() { return 1 << ordinal(); }
}
