package onemap.flow;

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

    private final AlarmBook book;
    private final Recorder recorder;
    private final Once once;
    private final Live live;
    private final InstantSource clock;

    public Alarms(Recovery recovered, Recorder recorder, Once once, Live live, InstantSource clock) {
        this.book = recovered.alarms();
        this.recorder = recorder;
        this.once = once;
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

    /** Durable, then visible everywhere, then answered; {@code request.object()} is the alarm. */
    public Acknowledged acknowledge(Once.Request request) {
        var entry = once.record(request, () -> attempt(request), this::take);
        var attempt = Payload.read(entry.payload(), Attempt.class);
        return new Acknowledged(attempt.alarm(), attempt.first().isPresent(),
                attempt.first().map(book::named).orElseGet(() -> book.recordedAs(attempt, entry)));
    }

    private Draft attempt(Once.Request request) {
        var alarm = book.find(request.object()).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no alarm " + request.object()));
        var first = alarm.acknowledgement();
        var attempt = new Attempt(alarm.id(), request.actor(), clock.instant(), first);
        String kind = first.isEmpty() ? AlarmBook.ACKNOWLEDGED : AlarmBook.ACKNOWLEDGED_AGAIN;
        return Draft.of(request.actor(), kind, alarm.objectId(), Payload.write(attempt));
    }

    private void take(Entry entry) {
        if (!entry.kind().equals(AlarmBook.ACKNOWLEDGED)) return;
        var attempt = Payload.read(entry.payload(), Attempt.class);
        book.find(attempt.alarm()).ifPresent(alarm -> show(AlarmBook.acknowledged(alarm, book.recordedAs(attempt, entry))));
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
