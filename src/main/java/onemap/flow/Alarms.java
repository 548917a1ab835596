package onemap.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onemap.domain.Alarm;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Station;
import onemap.flow.DecisionLane.Refused;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.live.Live;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;

/**
 * The book of alarms 告警: at most one open per (rule, object). Journal first, then visible; lives in the decision lane.
 *
 * <p>Entries: {@code alarm.raised}, {@code alarm.changed}, {@code alarm.returned}, {@code alarm.ended} carry the alarm; {@code alarm.acknowledged} and
 * {@code alarm.acknowledged-again} carry an {@link Attempt}.
 */
public final class Alarms {
    /** Ended alarms somebody may still ask about. */
    private static final int ENDED_KEPT = 10_000;
    private static final String ACTOR = "rule:" + Thresholds.RULE;
    /** How long an action's key is remembered. */
    private static final Duration KEY_KEPT = Duration.ofHours(24);

    private final Map<String, Alarm> openByObject = new HashMap<>();
    private final Map<String, Alarm> openById = new HashMap<>();
    private final LinkedHashMap<String, Alarm> ended = new LinkedHashMap<>();
    private final Recorder recorder;
    private final Live live;
    private final InstantSource clock;

    public Alarms(Recorder recorder, Live live, InstantSource clock) {
        this.recorder = recorder;
        this.live = live;
        this.clock = clock;
    }

    /**
     * What the officer asked for and was told.
     *
     * @param request digest of the request, so that a key cannot be used for another one
     * @param first   the standing acknowledgement when somebody else was first
     */
    record Attempt(String alarm, String request, String actor, String actorName, Instant at, Optional<Alarm.Acknowledgement> first) {}

    /** Answer to an acknowledgement: whose it is; {@code already} when it was taken before. */
    public record Acknowledged(String alarmId, boolean already, Alarm.Acknowledgement by) {}

    void stationChanged(Station station, ThresholdRule rule) {
        var open = Optional.ofNullable(openByObject.get(station.id()));
        rule.judge(station, open, clock.instant()).ifPresent(alarm -> {
            String kind = open.isEmpty() ? "alarm.raised" : switch (alarm.state()) {
                case ACTIVE -> "alarm.changed";
                case RETURNED -> "alarm.returned";
                case ENDED -> "alarm.ended";
            };
            recorder.record(Draft.of(ACTOR, kind, alarm.objectId(), Payload.write(alarm)));
            show(alarm);
        });
    }

    /** Durable, then visible everywhere, then answered; the same key and request get the first answer again. */
    public Acknowledged acknowledge(String alarmId, String actor, String actorName, String key, String request) {
        Instant now = clock.instant();
        var earlier = recorder.journal().findByKey(key, now.minus(KEY_KEPT));
        if (earlier.isPresent()) return answerAgain(earlier.get(), request);
        var alarm = find(alarmId).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no alarm " + alarmId));
        var first = alarm.acknowledgement();
        var attempt = new Attempt(alarmId, request, actor, actorName, now, first);
        String kind = first.isEmpty() ? "alarm.acknowledged" : "alarm.acknowledged-again";
        var entry = recorder.record(Draft.of(actor, kind, alarm.objectId(), Payload.write(attempt)).withKey(key));
        if (first.isPresent()) return new Acknowledged(alarmId, true, first.get());
        var acknowledgement = acknowledgement(entry, attempt);
        show(acknowledged(alarm, acknowledgement));
        return new Acknowledged(alarmId, false, acknowledgement);
    }

    private static Acknowledged answerAgain(Entry entry, String request) {
        boolean acknowledgement = entry.kind().startsWith("alarm.acknowledged");
        if (!acknowledgement) throw new Refused(Refused.Reason.KEY_REUSED, "this Idempotency-Key was used for another action");
        var attempt = Payload.read(entry.payload(), Attempt.class);
        if (!attempt.request().equals(request))
            throw new Refused(Refused.Reason.KEY_REUSED, "this Idempotency-Key was used for another request");
        return new Acknowledged(attempt.alarm(), attempt.first().isPresent(),
                attempt.first().orElseGet(() -> acknowledgement(entry, attempt)));
    }

    private static Alarm.Acknowledgement acknowledgement(Entry entry, Attempt attempt) {
        return new Alarm.Acknowledgement(attempt.actor(), attempt.actorName(), attempt.at(), entry.node(), entry.seq());
    }

    /** A returned alarm ends when it is taken. */
    private static Alarm acknowledged(Alarm alarm, Alarm.Acknowledgement by) {
        var state = alarm.state() == Alarm.State.RETURNED ? Alarm.State.ENDED : alarm.state();
        return new Alarm(alarm.id(), alarm.rule(), alarm.objectId(), alarm.objectName(), alarm.place(), alarm.severity(), alarm.property(),
                alarm.value(),
                alarm.limit(), alarm.unit(), alarm.raisedAt(), alarm.observedAt(), alarm.adviceKey(), state, Optional.of(by),
                alarm.returnedAt(), alarm
                        .version() + 1);
    }

    private Optional<Alarm> find(String id) { return Optional.ofNullable(openById.get(id)).or(() -> Optional.ofNullable(ended.get(id))); }

    private void show(Alarm alarm) {
        keep(alarm);
        live.publish(List.of(alarm.state() == Alarm.State.ENDED
                ? new Change.Removed(Kind.ALARM, alarm.id(), alarm.version())
                : new Change.Put(alarm, false)));
    }

    private void keep(Alarm alarm) {
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

    /** As it was before the stop: the checkpoint's alarms, then the entries after it; then visible. */
    public void restore(Recovery recovered) {
        recovered.alarms().forEach(this::keep);
        recovered.decisions().forEach(this::fold);
        live.publish(openById.values().stream().map(alarm -> (Change) new Change.Put(alarm, false)).toList());
    }

    private void fold(Entry entry) {
        switch (entry.kind()) {
            case "alarm.raised", "alarm.changed", "alarm.returned", "alarm.ended" -> keep(Payload.read(entry.payload(), Alarm.class));
            case "alarm.acknowledged" -> {
                var attempt = Payload.read(entry.payload(), Attempt.class);
                find(attempt.alarm()).ifPresent(alarm -> keep(acknowledged(alarm, acknowledgement(entry, attempt))));
            }
            default -> {
            }
        }
    }

    /** Ended ones that are still known, for the checkpoint. */
    Collection<Alarm> ended() { return List.copyOf(ended.values()); }

    /** Objects with an open alarm. */
    Collection<String> objects() { return List.copyOf(openByObject.keySet()); }
}
