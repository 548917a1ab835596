package onemap.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onemap.domain.Alarm;
import onemap.domain.Change;
import onemap.domain.Kind;
import onemap.domain.Station;
import onemap.flow.decision.DecisionLane.Refused;
import onemap.flow.decision.Once;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Recorder;
import onemap.flow.fold.AlarmBook;
import onemap.flow.fold.AlarmBook.Attempt;
import onemap.flow.fold.AlarmBook.Undoing;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.union.Placed;
import onemap.journal.union.Refold;
import onemap.live.Live;
import onemap.rule.ThresholdRule;
import onemap.rule.Thresholds;

/** What becomes of alarms 告警: journal first, then visible, then answered; lives in the decision lane. */
public final class Alarms {
    /** How long an acknowledgement can be taken back. */
    public static final Duration UNDO_WITHIN = Duration.ofSeconds(10);
    private static final String ACTOR = "rule:" + Thresholds.RULE;

    private AlarmBook book;
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

    /** Records what the rule says of a station, if that is anything new. */
    public void stationChanged(Station station, ThresholdRule rule) {
        var open = book.openAbout(station.id());
        if (open.isEmpty()) rule.judge(station, Optional.empty(), clock.instant()).ifPresent(alarm -> tell(alarm, true));
        for (var alarm : open)
            if (!knowsLess(station, alarm))
                rule.judge(station, Optional.of(alarm), clock.instant()).ifPresent(changed -> tell(changed, false));
    }

    /** Another node's alarm may tell of a later reading than this one has: then it has nothing to say here but a rise. */
    private static boolean knowsLess(Station station, Alarm alarm) {
        boolean newer = Optional.ofNullable(station.readings().get(alarm.property()))
                .filter(reading -> !reading.observedAt().isBefore(alarm.observedAt()))
                .isPresent();
        return !newer && !station.severity().worseThan(alarm.severity());
    }

    private void tell(Alarm alarm, boolean isNew) {
        show(recorder.record(Draft.of(ACTOR, AlarmBook.kindOf(alarm, isNew), alarm.objectId(), Payload.write(alarm))));
    }

    /** Durable, then visible everywhere, then answered; {@code request.object()} is the alarm. */
    public Acknowledged acknowledge(Once.Request request) {
        var entry = once.record(request, () -> attempt(request), this::show);
        var attempt = Payload.read(entry.payload(), Attempt.class);
        return new Acknowledged(attempt.alarm(), attempt.first().isPresent(),
                attempt.first().map(book::named).orElseGet(() -> book.recordedAs(attempt, entry)));
    }

    private Draft attempt(Once.Request request) {
        var alarm = known(request);
        var first = alarm.acknowledgement();
        var attempt = new Attempt(alarm.id(), request.actor(), clock.instant(), first);
        String kind = first.isEmpty() ? AlarmBook.ACKNOWLEDGED : AlarmBook.ACKNOWLEDGED_AGAIN;
        return Draft.of(request.actor(), kind, alarm.objectId(), Payload.write(attempt));
    }

    private Alarm known(Once.Request request) {
        return book.find(request.object()).orElseThrow(() -> new Refused(Refused.Reason.NOT_FOUND, "no alarm " + request.object()));
    }

    /** Takes the caller's own acknowledgement back, soon after: a slip of the hand. The alarm asks everybody again; both entries stay. */
    public Entry undo(Once.Request request) {
        return once.record(request, () -> undoing(request), this::show);
    }

    private Draft undoing(Once.Request request) {
        var alarm = known(request);
        var by = alarm.acknowledgement().map(book::named).orElseThrow(() -> impossible("nobody has taken " + alarm.id()));
        String who = by.actorName() + " took it at " + by.at();
        if (!by.actor().equals(request.actor())) throw impossible("only who took an alarm can take that back: " + who);
        var now = clock.instant();
        if (now.isAfter(by.at().plus(UNDO_WITHIN)))
            throw impossible("an acknowledgement can be taken back within " + UNDO_WITHIN.toSeconds() + " s: " + who);
        var undoing = new Undoing(alarm.id(), request.actor(), now, by.node(), by.seq());
        return Draft.of(request.actor(), AlarmBook.UNDONE, alarm.objectId(), Payload.write(undoing));
    }

    private static Refused impossible(String why) { return new Refused(Refused.Reason.IMPOSSIBLE, why); }

    private void show(Entry entry) { book.fold(Placed.now(entry)).ifPresent(alarm -> live.publish(List.of(change(alarm)))); }

    private static Change change(Alarm alarm) {
        return alarm.state() == Alarm.State.ENDED
                ? new Change.Removed(Kind.ALARM, alarm.id(), alarm.version())
                : new Change.Put(alarm, false);
    }

    /** The alarms made anew from the entries of all nodes. */
    public Refold refold() {
        var fresh = book.anew();
        return new Refold() {
            @Override public void fold(Placed placed) { fresh.fold(placed); }

            @Override public void show(Set<String> touched) { Alarms.this.show(fresh); }
        };
    }

    /** A version counts the entries about an alarm, so what changed has a higher one, and what did not is left out. */
    private void show(AlarmBook fresh) {
        var changes = new ArrayList<Change>();
        for (var alarm : book.open())
            fresh.find(alarm.id()).ifPresent(now -> changes.add(change(now)));
        fresh.open().forEach(alarm -> changes.add(change(alarm)));
        book = fresh;
        live.publish(changes);
    }

    /** Open or ended. */
    public Optional<Alarm> find(String id) { return book.find(id); }

    boolean isOpenAbout(String objectId) { return !book.openAbout(objectId).isEmpty(); }

    /** Ended ones that are still known, for the checkpoint. */
    Collection<Alarm> ended() { return book.ended(); }
}
