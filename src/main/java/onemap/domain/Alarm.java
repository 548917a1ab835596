package onemap.domain;

import java.time.Instant;
import java.util.Optional;

/**
 * One of our rules fired 告警; one alarm per (rule, object) at a time.
 *
 * @param id         {@code <rule>.<object id>.<raised at, epoch millis>}
 * @param objectId   the live object it is about
 * @param property   name of the measured property
 * @param limit      the limit that was passed, in {@code unit}
 * @param observedAt of the reading that raised it or last changed it
 * @param adviceKey  text key of what to do, resolved by the screens
 * @param returnedAt when the value came back under the limit (less hysteresis)
 */
public record Alarm(String id, String rule, String objectId, String objectName, Optional<LonLat> place, Severity severity, String property,
        double value, double limit, String unit, Instant raisedAt, Instant observedAt, String adviceKey, State state,
        Optional<Acknowledgement> acknowledgement,
        Optional<Instant> returnedAt, long version) implements LiveObject {

    /** Returned but unacknowledged alarms stay listed; ended ones leave the live picture and stay in the journal. */
    public enum State {
        ACTIVE("active"), RETURNED("returned"), ENDED("ended");

        private final String word;

        State(String word) { this.word = word; }

        /** The word used in JSON. */
        public String word() { return word; }
    }

    /** Who took it, when, and the journal entry that proves it. */
    public record Acknowledgement(String actor, String actorName, Instant at, String node, long seq) {}

    /** The same, taken by that one. */
    public Alarm withAcknowledgement(Acknowledgement by) {
        return new Alarm(id, rule, objectId, objectName, place, severity, property, value, limit, unit, raisedAt, observedAt, adviceKey,
                state,
                Optional.of(by), returnedAt, version);
    }

    /** The same for whoever may not know who took it: ids of actors say nothing personal, names do. */
    public Alarm masked() {
        return acknowledgement.map(by -> withAcknowledgement(
                new Acknowledgement(by.actor(), Personal.maskName(by.actorName()), by.at(), by.node(), by.seq()))).orElse(this);
    }

    /** The object the alarm of that id is about; of what is no alarm's id, the id itself. */
    public static String objectIdIn(String id) {
        int from = id.indexOf('.') + 1;
        int to = id.lastIndexOf('.');
        return from <= to ? id.substring(from, to) : id;
    }

    @Override public Kind kind() { return Kind.ALARM; }
}
