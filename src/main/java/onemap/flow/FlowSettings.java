package onemap.flow;

import java.util.List;

/**
 * Limits and rules of the flow.
 *
 * @param lanes                 platform threads that fold reports; 0 = one per core
 * @param laneReports           reports a lane holds before the feeds stop reading: half a second at the goal's rate
 * @param batchReports          reports folded and published together at most
 * @param maxDeviceObjects      tracks, stations and cameras in no register kept at most, since under admission "any" a sender could invent ids
 * @param clockAheadMillis      device time further ahead than this is not believed (architecture invariant 1)
 * @param farAwayKilometres     farther than this from the county's centre a place is flagged {@code farAway}
 * @param decisionQueue         decisions waiting at most; beyond, the asker is refused with a clear answer
 * @param failSafeExpiryHours   a warning without an end expires this long after it was sent
 * @param warningKeepHours      ended warnings are kept in the picture this long
 * @param home                  centre of the county, lon, lat in degrees
 */
public record FlowSettings(int lanes, int laneReports, int batchReports, int maxDeviceObjects, long clockAheadMillis,
        double farAwayKilometres,
        int decisionQueue, int failSafeExpiryHours, int warningKeepHours, List<Double> home) {
    public FlowSettings {
        require(lanes >= 0 && lanes <= 64, "lanes", lanes + " is not between 0 and 64");
        require(laneReports >= 1000, "laneReports", laneReports + " is less than 1000");
        require(batchReports >= 16 && batchReports <= laneReports, "batchReports", batchReports + " is not between 16 and laneReports");
        require(maxDeviceObjects >= 1, "maxDeviceObjects", maxDeviceObjects + " is not positive");
        require(clockAheadMillis >= 0, "clockAheadMillis", clockAheadMillis + " is negative");
        require(farAwayKilometres > 0, "farAwayKilometres", farAwayKilometres + " is not positive");
        require(decisionQueue >= 100, "decisionQueue", decisionQueue + " is less than 100");
        require(failSafeExpiryHours >= 1, "failSafeExpiryHours", failSafeExpiryHours + " is not positive");
        require(warningKeepHours >= 1, "warningKeepHours", warningKeepHours + " is not positive");
        require(home.size() == 2, "home", "is not [lon, lat]");
        home = List.copyOf(home);
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) throw new IllegalArgumentException(key + ": " + what);
    }
}
