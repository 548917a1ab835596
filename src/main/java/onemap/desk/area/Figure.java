package onemap.desk.area;

/** What is counted of things and added up, in the order it is told. */
public enum Figure {
    PERSONS_TO_MOVE("personsToMove", "受威胁人数(需转移)", "Persons to move"), //
    HOUSEHOLDS_TO_MOVE("householdsToMove", "受威胁户数", "Households to move"), //
    /** In households and firms; those of a firm by day or by night, whichever is more. */
    PERSONS("persons", "人数", "Persons"), //
    MAJOR_HAZARDS("majorHazards", "重大危险源", "Major hazards"), //
    /** Capacity, as long as nobody tells how many are in. */
    FREE_PLACES("freePlaces", "剩余容量(人)", "Shelter places free"), //
    BEDS("beds", "床位", "Beds"), //
    STRENGTH("strengthPersons", "队伍人数", "Team strength"), //
    REPORTING("reporting", "在线上报", "Reporting now"), //
    ONLINE("online", "在线", "On line"), //
    OFFLINE("offline", "离线", "Off line"), //
    LOST("lost", "失联", "Lost"), //
    OVER_LIMIT("overLimit", "超限", "Over a limit"), //
    UNACKNOWLEDGED("unacknowledged", "未确认", "Unacknowledged");

    private final String key;
    private final String zh;
    private final String en;

    Figure(String key, String zh, String en) {
        this.key = key;
        this.zh = zh;
        this.en = en;
    }

    /** In JSON and as the name of a column. */
    public String key() { return key; }

    public String zh() { return zh; }

    public String en() { return en; }
}
