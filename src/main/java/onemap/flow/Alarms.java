package onemap.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import onemap.domain.Alarm;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Station;
import onemap.flow.AlarmBook.Attempt;
import onemap.flow.DecisionLane.Refused;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.live.Live;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;

/** What becomes of alarms 告警: journal first, then visible, then answered; lives in the decision lane. */
public final class Alarms {
    private static final String ACTOR = "rule:" + Thresholds.RULE;
    /** How long an action's key is remembered. */
    private static final Duration KEY_KEPT = Duration.ofHours(24);

    private final AlarmBook book;
    private final Recorder recorder;
    private final Live live;
    private final InstantSource clock;

    public Alarms(Recovery recovered, Recorder recorder, Live live, InstantSource clock) {
        this.book = recovered.alarms();
        this.recorder = recorder;
        this.live = live;
        this.clock = clock;
    }

    /** Answer to an acknowledgement: whose it is; {@code already} when it was taken before. */
    public record Acknowledged(String alarmId, boolean already, Alarm.Acknowledgement by) {}

    /** Shows what was recovered. */
    public void start() {
        live.publish(book.open().stream().map(alarm -> (Change) new Change.Put(alarm, false)).toList());
    }

    void stationChanged(Station station, ThresholdRule rule) {
        var open = book.openAbout(station.id());
        rule.judge(station, open, clock.instant()).ifPresent(alarm -> {
            recorder.record(Draft.of(ACTOR, AlarmBook.kindOf(alarm, open.isEmpty()), alarm.objectId(), Payload.write(alarm)));
            show(alarm);
        });
    }

    /** Durable, then visible everywhere, then answered; the same key and request get the first answer again. */
    public Acknowledged acknowledge(String alarmId, String actor, String key, String request) {
        Instant now = clock.instant();
        var earlier = recorder.journal().findByKey(key, now.minus(KEY_KEPT));
        if (earlier.isPresent()) return answerAgain(earlier.get(), request);
        var alarm = book.find(alarmId).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no alarm " + alarmId));
        var first = alarm.acknowledgement();
        var attempt = new Attempt(alarmId, request, actor, now, first);
        String kind = first.isEmpty() ? AlarmBook.ACKNOWLEDGED : AlarmBook.ACKNOWLEDGED_AGAIN;
        var entry = recorder.record(Draft.of(actor, kind, alarm.objectId(), Payload.write(attempt)).withKey(key));
        if (first.isPresent()) return new Acknowledged(alarmId, true, first.get());
        var acknowledgement = book.recordedAs(attempt, entry);
        show(AlarmBook.acknowledged(alarm, acknowledgement));
        return new Acknowledged(alarmId, false, acknowledgement);
    }

    private Acknowledged answerAgain(Entry entry, String request) {
        boolean acknowledgement = entry.kind().equals(AlarmBook.ACKNOWLEDGED) || entry.kind().equals(AlarmBook.ACKNOWLEDGED_AGAIN);
        if (!acknowledgement) throw new Refused(Refused.Reason.KEY_REUSED, "this Idempotency-Key was used for another action");
        var attempt = Payload.read(entry.payload(), Attempt.class);
        if (!attempt.request().equals(request))
            throw new Refused(Refused.Reason.KEY_REUSED, "this Idempotency-Key was used for another request");
        return new Acknowledged(attempt.alarm(), attempt.first().isPresent(),
                attempt.first().map(book::named).orElseGet(() -> book.recordedAs(attempt, entry)));
    }

    private void show(Alarm alarm) {
        book.keep(alarm);
        live.publish(List.of(alarm.state() == Alarm.State.ENDED
                ? new Change.Removed(Kind.ALARM, alarm.id(), alarm.version())
                : new Change.Put(alarm, false)));
    }

    boolean isOpenAbout(String objectId) { return book.openAbout(objectId).isPresent(); }

    /** Ended ones that are still known, for the checkpoint. */
    Collection<Alarm> ended() { return book.ended(); }
}
