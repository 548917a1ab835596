package onemap.journal.archive;

import java.time.Instant;
import java.util.List;

/**
 * How it stands with the archive 共享库.
 *
 * @param up         whether it answered last time
 * @param since      when that began
 * @param problem    why it is away; empty while it is up
 * @param conflicts  what is there but not carried, and why
 * @param lagEntries journal entries it does not have yet
 * @param lagReports reports it does not have yet
 */
public record ArchiveState(boolean up, Instant since, String problem, List<String> conflicts, long lagEntries, long lagReports) {
    /** One line for {@code /healthz}. */
    public String line() {
        String lag = lagEntries + " entries and " + lagReports + " reports to carry";
        String state = up ? "up since " + since + ", " + lag : "away since " + since + " (" + problem + "), " + lag;
        return conflicts.isEmpty() ? state : state + "; " + String.join("; ", conflicts);
    }
}
