package onemap.flow;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onemap.domain.Alarm;
import onemap.journal.Entry;

/**
 * The alarms as a fold of the journal: at most one open per object, and the ended ones somebody may still ask about. Pure; one thread.
 *
 * <p>Entries: {@code alarm.raised}, {@code alarm.changed}, {@code alarm.returned}, {@code alarm.ended} carry the alarm; {@code alarm.acknowledged} and
 * {@code alarm.acknowledged-again} carry an {@link Attempt}.
 */
final class AlarmBook {
    static final String ACKNOWLEDGED = "alarm.acknowledged";
    static final String ACKNOWLEDGED_AGAIN = "alarm.acknowledged-again";
    /** Ended alarms somebody may still ask about. */
    private static final int ENDED_KEPT = 10_000;

    private final UnaryOperator<String> names;
    private final Map<String, Alarm> openByObject = new HashMap<>();
    private final Map<String, Alarm> openById = new HashMap<>();
    private final LinkedHashMap<String, Alarm> ended = new LinkedHashMap<>();

    /** @param names of actors, by their ids: personal, so not in the chain */
    AlarmBook(UnaryOperator<String> names) {
        this.names = names;
    }

    /**
     * What an officer asked for and was told.
     *
     * @param first the standing acknowledgement when somebody else was first
     */
    record Attempt(String alarm, String actor, Instant at, Optional<Alarm.Acknowledgement> first) {}

    Alarm.Acknowledgement recordedAs(Attempt attempt, Entry entry) {
        return new Alarm.Acknowledgement(attempt.actor(), names.apply(attempt.actor()), attempt.at(), entry.node(), entry.seq());
    }

    /** With the name as it is known today: the chain holds ids only. */
    Alarm.Acknowledgement named(Alarm.Acknowledgement by) {
        return new Alarm.Acknowledgement(by.actor(), names.apply(by.actor()), by.at(), by.node(), by.seq());
    }

    private Alarm named(Alarm alarm) { return alarm.acknowledgement().map(by -> alarm.withAcknowledgement(named(by))).orElse(alarm); }

    /** The kind of entry that records what became of an alarm. */
    static String kindOf(Alarm alarm, boolean isNew) {
        return switch (alarm.state()) {
            case ACTIVE -> isNew ? "alarm.raised" : "alarm.changed";
            case RETURNED -> "alarm.returned";
            case ENDED -> "alarm.ended";
        };
    }

    void fold(Entry entry) {
        switch (entry.kind()) {
            case "alarm.raised", "alarm.changed", "alarm.returned", "alarm.ended" ->
                keep(named(Payload.read(entry.payload(), Alarm.class)));
            case ACKNOWLEDGED -> {
                var attempt = Payload.read(entry.payload(), Attempt.class);
                find(attempt.alarm()).ifPresent(alarm -> keep(acknowledged(alarm, recordedAs(attempt, entry))));
            }
            default -> {
            }
        }
    }

    void keep(Alarm alarm) {
        if (alarm.state() == Alarm.State.ENDED) {
            openById.remove(alarm.id());
            openByObject.remove(alarm.objectId());
            ended.put(alarm.id(), alarm);
            if (ended.size() > ENDED_KEPT) ended.pollFirstEntry();
        } else {
            openById.put(alarm.id(), alarm);
            openByObject.put(alarm.objectId(), alarm);
        }
    }

    /** A returned alarm ends when it is taken. */
    static Alarm acknowledged(Alarm alarm, Alarm.Acknowledgement by) {
        var state = alarm.state() == Alarm.State.RETURNED ? Alarm.State.ENDED : alarm.state();
        return new Alarm(alarm.id(), alarm.rule(), alarm.objectId(), alarm.objectName(), alarm.place(), alarm.severity(), alarm.property(),
                alarm.value(),
                alarm.limit(), alarm.unit(), alarm.raisedAt(), alarm.observedAt(), alarm.adviceKey(), state, Optional.of(by),
                alarm.returnedAt(), alarm.version()
                        + 1);
    }

    /** Open or ended. */
    Optional<Alarm> find(String id) {
        return Optional.ofNullable(openById.get(id)).or(() -> Optional.ofNullable(ended.get(id)));
    }

    Optional<Alarm> openAbout(String objectId) { return Optional.ofNullable(openByObject.get(objectId)); }

    Collection<Alarm> open() { return List.copyOf(openById.values()); }

    /** Ended ones that are still known, oldest first. */
    Collection<Alarm> ended() { return List.copyOf(ended.values()); }
}
