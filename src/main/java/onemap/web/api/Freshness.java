package onemap.web.api;

/**
 * How long data of one class can be trusted, minutes of age.
 *
 * @param fresh up to here as good as new
 * @param stale up to here drawn hollow; beyond it is lost
 */
public record Freshness(double fresh, double stale) {
    public Freshness {
        if (!(fresh > 0 && stale > fresh)) throw new IllegalArgumentException("stale: must lie above fresh, and both above 0");
    }
}
