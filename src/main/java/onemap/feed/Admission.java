package onemap.feed;

/** Who may report through a feed. */
public enum Admission {
    /** Only sources in a register; others are listed in the quarantine and never reach the map. */
    REGISTERED,
    /** Everybody who speaks the protocol. */
    ANY;

    public static Admission ofWord(String word) {
        return switch (word) {
            case "registered" -> REGISTERED;
            case "any" -> ANY;
            default -> throw new IllegalArgumentException(word + " is neither \"registered\" nor \"any\"");
        };
    }
}
