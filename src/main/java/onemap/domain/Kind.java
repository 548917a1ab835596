package onemap.domain;

/** The kinds of live objects; {@link #ordinal()} is their number on the wire, so the order is fixed. */
public enum Kind {
    TRACK("tracks"), STATION("stations"), SITE("sites"), CAMERA("cameras"), WARNING("warnings"), ALARM("alarms");

    private final String collection;

    Kind(String collection) { this.collection = collection; }

    /** Name of the collection in the OGC API and of the map in Hazelcast. */
    public String collection() { return collection; }
}
