package onemap.journal.audit;

/**
 * How often the journal is sealed, and where seals are kept besides.
 *
 * @param everySeconds between two seals while something is appended
 * @param anchorFolder another disk's folder that gets every seal too; empty: none
 */
public record AuditSettings(int everySeconds, String anchorFolder) {
    public AuditSettings { if (everySeconds < 1) throw new IllegalArgumentException("everySeconds: " + everySeconds + " is not positive"); }
}
