package onemap.domain;

import java.util.Optional;

/** The current state of one thing on the map, whole and immutable; a change is a new object with a higher version. */
public sealed interface LiveObject permits Track, Station, Site, Camera, Warning, Alarm {
    Kind kind();

    /** {@code <feed>:<source id>}, {@code site:<id>} or, for alarms, the alarm's own id. */
    String id();

    /** Where its symbol stands; empty for a device in no register that has not been placed. */
    Optional<LonLat> place();

    /** Counts the object's changes in this process, from 1; survives its removal as a tombstone. */
    long version();
}
