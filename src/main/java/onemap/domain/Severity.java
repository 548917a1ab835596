package onemap.domain;

/** The four statutory levels 蓝 黄 橙 红 of warnings and alarms, and none; ordered from calm to worst. */
public enum Severity {
    NONE("none"), BLUE("blue"), YELLOW("yellow"), ORANGE("orange"), RED("red");

    private final String word;

    Severity(String word) { this.word = word; }

    /** The word used in JSON and configuration. */
    public String word() { return word; }

    public boolean worseThan(Severity other) { return ordinal() > other.ordinal(); }

    public static Severity ofWord(String word) {
        for (Severity severity : values())
            if (severity.word.equals(word)) return severity;
        throw new IllegalArgumentException("severity " + word + " is not one of none, blue, yellow, orange, red");
    }
}
