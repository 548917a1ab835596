package onemap.domain;

/** Who told us: {@code <feed>:<id within the feed>}, for example {@code jt808:12076463279}; also the id of the object it speaks for. */
public record SourceId(String value) {
    /** Longest id accepted from the outside, in characters. */
    public static final int MAX_LENGTH = 200;

    public SourceId {
        int colon = value.indexOf(':');
        if (colon <= 0 || colon == value.length() - 1) throw new IllegalArgumentException("source id " + value);
        if (value.length() > MAX_LENGTH) throw new IllegalArgumentException("source id longer than " + MAX_LENGTH);
    }

    public static SourceId of(String feed, String id) { return new SourceId(feed + ":" + id); }

    public String feed() { return value.substring(0, value.indexOf(':')); }

    public String idInFeed() { return value.substring(value.indexOf(':') + 1); }

    @Override public String toString() { return value; }
}
