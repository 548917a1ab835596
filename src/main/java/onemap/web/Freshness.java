package onemap.web;

/** How long data of one class stays fresh and when it counts as lost, minutes of age; in between it is stale. */
public record Freshness(double freshMinutes, double lostMinutes) {
    public Freshness {
        if (!(freshMinutes > 0 && lostMinutes > freshMinutes)) throw new IllegalArgumentException("freshness: lost must lie above fresh, both above 0");
    }
}
