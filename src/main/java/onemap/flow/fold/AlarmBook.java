package onemap.flow.fold;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import onemap.domain.Alarm;
import onemap.flow.decision.Payload;
import onemap.flow.decision.Resolution;
import onemap.flow.fold.AlarmCourse.Taking;
import onemap.journal.Entry;
import onemap.journal.union.Placed;
import onemap.journal.union.Ref;

/**
 * The alarms as a fold of the entries of all nodes: those that are open, and the ended ones somebody may still ask about. Pure; one thread.
 *
 * <p>Entries: {@code alarm.raised}, {@code alarm.changed}, {@code alarm.returned}, {@code alarm.ended} carry the alarm; {@code alarm.acknowledged} and
 * {@code alarm.acknowledged-again} carry an {@link Attempt}, {@code alarm.acknowledgement-undone} an {@link Undoing}, {@code conflict.resolved} a
 * {@link Resolution}.
 */
public final class AlarmBook {
    public static final String ACKNOWLEDGED = "alarm.acknowledged";
    public static final String ACKNOWLEDGED_AGAIN = "alarm.acknowledged-again";
    public static final String UNDONE = "alarm.acknowledgement-undone";
    /** Ended alarms somebody may still ask about. */
    private static final int ENDED_KEPT = 10_000;
    /** Active ones first, then the newest. */
    private static final Comparator<Alarm> MOST_ALIVE = Comparator.comparing(Alarm::state)
            .thenComparing(Alarm::raisedAt, Comparator.reverseOrder())
            .thenComparing(Alarm::id);

    private final UnaryOperator<String> names;
    private final Map<String, AlarmCourse> open = new HashMap<>();
    private final Map<String, Set<String>> openByObject = new HashMap<>();
    private final LinkedHashMap<String, AlarmCourse> ended = new LinkedHashMap<>();

    /** @param names of actors, by their ids: personal, so not in the chain */
    public AlarmBook(UnaryOperator<String> names) {
        this.names = names;
    }

    /**
     * What an officer asked for and was told.
     *
     * @param first the standing acknowledgement when somebody else was first
     */
    public record Attempt(String alarm, String actor, Instant at, Optional<Alarm.Acknowledgement> first) {}

    /** An officer took back an acknowledgement, that of entry {@code node}/{@code seq}. */
    public record Undoing(String alarm, String actor, Instant at, String node, long seq) {
        Ref undone() { return new Ref(node, seq); }
    }

    /** An empty one. */
    public AlarmBook anew() { return new AlarmBook(names); }

    public Alarm.Acknowledgement recordedAs(Attempt attempt, Entry entry) {
        return new Alarm.Acknowledgement(attempt.actor(), names.apply(attempt.actor()), attempt.at(), entry.node(), entry.seq());
    }

    /** With the name as it is known today: the chain holds ids only. */
    public Alarm.Acknowledgement named(Alarm.Acknowledgement by) {
        return new Alarm.Acknowledgement(by.actor(), names.apply(by.actor()), by.at(), by.node(), by.seq());
    }

    private Alarm named(Alarm alarm) { return alarm.acknowledgement().map(by -> alarm.withAcknowledgement(named(by))).orElse(alarm); }

    /** The kind of entry that records what became of an alarm. */
    public static String kindOf(Alarm alarm, boolean isNew) {
        return switch (alarm.state()) {
            case ACTIVE -> isNew ? "alarm.raised" : "alarm.changed";
            case RETURNED -> "alarm.returned";
            case ENDED -> "alarm.ended";
        };
    }

    /** The alarm that the entry is about, as it is now. */
    public Optional<Alarm> fold(Placed placed) {
        var entry = placed.entry();
        return switch (entry.kind()) {
            case "alarm.raised", "alarm.changed", "alarm.returned", "alarm.ended" -> told(placed);
            case ACKNOWLEDGED -> taken(placed, Payload.read(entry.payload(), Attempt.class));
            case UNDONE -> {
                var undoing = Payload.read(entry.payload(), Undoing.class);
                yield change(undoing.alarm(), course -> course.undone(undoing.undone()));
            }
            case Resolution.RESOLVED -> {
                var resolution = Payload.read(entry.payload(), Resolution.class);
                yield change(resolution.object(), course -> course.resolved(resolution));
            }
            default -> Optional.empty();
        };
    }

    private Optional<Alarm> told(Placed placed) {
        var alarm = named(Payload.read(placed.entry().payload(), Alarm.class));
        var before = course(alarm.id());
        return Optional.of(keep(before.map(course -> course.told(alarm, placed.ref())).orElseGet(() -> AlarmCourse.begun(alarm))));
    }

    private Optional<Alarm> taken(Placed placed, Attempt attempt) {
        var entry = placed.entry();
        if (placed.repeated()) return change(attempt.alarm(), course -> course.takenAgain(entry.idempotencyKey(), placed.ref()));
        var taking = new Taking(recordedAs(attempt, entry), entry.idempotencyKey(), Set.of(placed.ref()));
        return change(attempt.alarm(), course -> course.taken(taking, placed::saw));
    }

    private Optional<Alarm> change(String alarmId, UnaryOperator<AlarmCourse> change) {
        return course(alarmId).map(course -> keep(change.apply(course)));
    }

    /** As a checkpoint has it. */
    public void keep(Alarm alarm) { keep(AlarmCourse.restored(alarm)); }

    private Alarm keep(AlarmCourse course) {
        var alarm = course.alarm();
        boolean over = alarm.state() == Alarm.State.ENDED;
        (over ? open : ended).remove(alarm.id());
        if (over) {
            openByObject.computeIfPresent(alarm.objectId(), (object, ids) -> ids.remove(alarm.id()) && ids.isEmpty() ? null : ids);
            ended.put(alarm.id(), course);
            if (ended.size() > ENDED_KEPT) ended.pollFirstEntry();
        } else {
            openByObject.computeIfAbsent(alarm.objectId(), object -> new LinkedHashSet<>(2)).add(alarm.id());
            open.put(alarm.id(), course);
        }
        return alarm;
    }

    private Optional<AlarmCourse> course(String id) {
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(ended.get(id)));
    }

    /** Open or ended. */
    public Optional<Alarm> find(String id) { return course(id).map(AlarmCourse::alarm); }

    /**
     * Those the rule has to speak for. There is one, but that nodes which were cut off may each have raised theirs, and that an acknowledgement taken back
     * may open one again beside a newer one; a returned one waits for somebody to take it and is spoken for only while none is active.
     */
    public List<Alarm> openAbout(String objectId) {
        var alarms = openByObject.getOrDefault(objectId, Set.of()).stream().map(id -> open.get(id).alarm()).sorted(MOST_ALIVE).toList();
        if (alarms.isEmpty() || alarms.getFirst().state() == Alarm.State.RETURNED) return alarms.stream().limit(1).toList();
        return alarms.stream().filter(alarm -> alarm.state() == Alarm.State.ACTIVE).toList();
    }

    public Collection<Alarm> open() { return open.values().stream().map(AlarmCourse::alarm).toList(); }

    /** Ended ones that are still known, oldest first. */
    public Collection<Alarm> ended() {
        return ended.values().stream().map(AlarmCourse::alarm).toList();
    }
}
