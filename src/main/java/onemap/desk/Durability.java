package onemap.desk;

/** How safe a recorded fact is when it is answered; every answer says it. */
public enum Durability {
    /** 本地已记录: on this node's disk, synced. */
    LOCAL("local");

    private final String word;

    Durability(String word) { this.word = word; }

    /** The word used in JSON. */
    public String word() { return word; }
}
