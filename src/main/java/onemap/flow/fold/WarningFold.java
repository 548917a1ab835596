package onemap.flow.fold;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import onemap.domain.CapAlert;
import onemap.domain.CapAlert.MessageType;
import onemap.domain.CapAlert.Reference;
import onemap.domain.CapAlert.Status;
import onemap.domain.Severity;
import onemap.domain.Warning;
import org.locationtech.jts.geom.Geometry;

/**
 * The life of warnings 预警 as a fold over the messages of their senders, in the order of the journal. What has become of a warning depends
 * on which messages are there, not on the order they came in:
 *
 * <ul>
 * <li>a message is named by (sender, identifier, sent); the same once more is a duplicate, a newer {@code sent} replaces the content, an
 * older changes nothing;
 * <li>the first own Update or Cancel, by its {@code sent}, that names it makes it superseded or cancelled, even one that came before it;
 * <li>else it is expired when its time has passed;
 * <li>a Cancel is itself cancelled from the start, and a Test, Draft or System message expired from the start, both without an area: they
 * can be found and are never on the map. A message ends only messages of its own status, so that a drill ends no real warning.
 * </ul>
 *
 * <p>Pure but for its own book; one thread.
 */
public final class WarningFold {
    private final Function<CapAlert, Optional<Geometry>> areaOf;
    private final Duration failSafeExpiry;
    private final Duration keepEnded;
    private final Map<Name, Warning> book = new HashMap<>();
    /** Who holds {@code cap:<identifier>} without a suffix. */
    private final Map<String, String> firstSenderOf = new HashMap<>();
    private final Map<Name, Set<Ending>> endings = new HashMap<>();

    /** A message but for its time: what its content is kept under. */
    private record Name(String sender, String identifier) {
        static Name of(CapAlert alert) { return new Name(alert.sender(), alert.identifier()); }
    }

    /** A message that ends the one it names; {@code ofSent} is empty when it names no time (12379). */
    private record Ending(Name by, String byId, MessageType type, Status status, Instant sent, Optional<Instant> ofSent) {
        private static final Comparator<Ending> FIRST = Comparator.comparing(Ending::sent).thenComparing(Ending::byId);

        /**
         * Times are compared to the second, since senders write one time with and without fractions. Without a time, a later re-issue is
         * not meant.
         */
        boolean ends(Warning warning) {
            CapAlert alert = warning.alert();
            boolean meant = ofSent.map(time -> toSecond(time).equals(toSecond(alert.sent()))).orElse(!sent.isBefore(alert.sent()));
            return meant && status == alert.status() && !byId.equals(warning.id());
        }

        Warning.State state() { return type == MessageType.CANCEL ? Warning.State.CANCELLED : Warning.State.SUPERSEDED; }

        private static Instant toSecond(Instant time) { return time.truncatedTo(ChronoUnit.SECONDS); }
    }

    /** What is to be told to the sender; only {@link #STORED} belongs in the journal. */
    public enum Verdict {
        STORED, DUPLICATE, FOREIGN_SENDER
    }

    /**
     * What a message changed.
     *
     * @param id              the warning it speaks for; empty for {@link Verdict#FOREIGN_SENDER}
     * @param identifierClash another sender uses the same identifier, so this one's id carries its name; told once, when the id is given
     * @param changed         new and changed warnings, each with its next version
     */
    public record Outcome(Verdict verdict, Optional<String> id, boolean identifierClash, List<Warning> changed) {
        public Outcome { changed = List.copyOf(changed); }
    }

    /**
     * @param areaOf         where a message holds, in WGS-84
     * @param failSafeExpiry after which a warning ends whose sender named no end
     * @param keepEnded      how long ended ones can be found
     * @param checkpoint     the book as it was, early endings included since the messages that ended are in it; empty to begin
     */
    public WarningFold(Function<CapAlert, Optional<Geometry>> areaOf, Duration failSafeExpiry, Duration keepEnded,
            Collection<Warning> checkpoint) {
        this.areaOf = areaOf;
        this.failSafeExpiry = failSafeExpiry;
        this.keepEnded = keepEnded;
        for (Warning warning : checkpoint) {
            book.put(Name.of(warning.alert()), warning);
            if (hasPlainId(warning)) firstSenderOf.put(warning.alert().identifier(), warning.alert().sender());
        }
        checkpoint.forEach(warning -> noteEndings(warning.alert(), warning.id()));
    }

    public Collection<Warning> warnings() { return List.copyOf(book.values()); }

    /** What {@link #accept} will say, without changing anything: asked before the journal is written. */
    public Verdict verdict(CapAlert alert) {
        if (namesOnlyForeign(alert)) return Verdict.FOREIGN_SENDER;
        Warning before = book.get(Name.of(alert));
        return before != null && before.alert().sent().equals(alert.sent()) ? Verdict.DUPLICATE : Verdict.STORED;
    }

    /** @param receivedAt as journaled, so that a replay comes to the same */
    public Outcome accept(CapAlert alert, Instant receivedAt) {
        Name name = Name.of(alert);
        Optional<Warning> before = Optional.ofNullable(book.get(name));
        Verdict verdict = verdict(alert);
        if (verdict == Verdict.FOREIGN_SENDER) return new Outcome(verdict, Optional.empty(), false, List.of());
        if (verdict == Verdict.DUPLICATE) return new Outcome(verdict, before.map(Warning::id), false, List.of());

        String id = before.map(Warning::id).orElseGet(() -> newId(alert));
        var changed = new LinkedHashMap<String, Warning>();
        if (before.isEmpty() || replaces(alert, before.get().alert())) {
            put(issued(id, alert, receivedAt, before.map(Warning::version).orElse(0L) + 1), changed);
            settle(name, changed);
        }
        for (Name ended : noteEndings(alert, id))
            settle(ended, changed);
        boolean clash = before.isEmpty() && !id.equals(plainId(alert));
        return new Outcome(Verdict.STORED, Optional.of(id), clash, List.copyOf(changed.values()));
    }

    /** Those whose time has passed, now expired. */
    public List<Warning> expire(Instant now) {
        var expired = new ArrayList<Warning>();
        book.replaceAll((name, warning) -> {
            if (warning.state() != Warning.State.ACTIVE || warning.expiresAt().isAfter(now)) return warning;
            Warning ended = withState(warning, Warning.State.EXPIRED, Optional.empty());
            expired.add(ended);
            return ended;
        });
        return expired;
    }

    /** Those that ended so long ago that they are no longer kept; each is returned as it last was. */
    public List<Warning> forget(Instant now) {
        List<Warning> forgotten = book.values().stream().filter(warning -> isOver(warning, now)).toList();
        if (forgotten.isEmpty()) return forgotten;
        var ids = new HashSet<String>();
        for (Warning warning : forgotten) {
            ids.add(warning.id());
            book.remove(Name.of(warning.alert()));
            if (hasPlainId(warning)) firstSenderOf.remove(warning.alert().identifier());
        }
        endings.values().forEach(each -> each.removeIf(ending -> ids.contains(ending.byId())));
        endings.values().removeIf(Set::isEmpty);
        return forgotten;
    }

    /** Since it was received, since its time passed, or since what ended it was received, whichever was last. */
    private boolean isOver(Warning warning, Instant now) {
        if (warning.state() == Warning.State.ACTIVE) return false;
        Instant ended = warning.receivedAt();
        if (warning.state() == Warning.State.EXPIRED && inForce(warning.alert())) ended = later(ended, warning.expiresAt());
        Instant byMessage = firstEnding(warning).map(ending -> book.get(ending.by())).map(Warning::receivedAt).orElse(ended);
        return later(ended, byMessage).plus(keepEnded).isBefore(now);
    }

    private Warning issued(String id, CapAlert alert, Instant receivedAt, long version) {
        Optional<Instant> expires = alert.infos().stream().flatMap(info -> info.expires().stream()).max(Comparator.naturalOrder());
        Instant expiresAt = expires.orElseGet(() -> earlier(alert.sent(), receivedAt).plus(failSafeExpiry));
        var level = alert.infos().stream().map(CapAlert.Info::level).max(Comparator.naturalOrder()).orElse(Severity.NONE);
        Warning.State state = alert.messageType() == MessageType.CANCEL
                ? Warning.State.CANCELLED
                : inForce(alert) && expiresAt.isAfter(receivedAt) ? Warning.State.ACTIVE : Warning.State.EXPIRED;
        Optional<Geometry> area = inForce(alert) ? areaOf.apply(alert) : Optional.empty();
        return new Warning(id, alert, level, state, area, expiresAt, expires.isEmpty(), Optional.empty(), receivedAt, version);
    }

    /** Whether it can be on the map at all; an exercise is, marked as one by its status. */
    private static boolean inForce(CapAlert alert) {
        return alert.messageType() != MessageType.CANCEL && (alert.status() == Status.ACTUAL || alert.status() == Status.EXERCISE);
    }

    /** The newer content holds, but no test replaces a real warning. */
    private static boolean replaces(CapAlert alert, CapAlert before) {
        boolean real = alert.status() == Status.ACTUAL, wasReal = before.status() == Status.ACTUAL;
        return real == wasReal ? alert.sent().isAfter(before.sent()) : real;
    }

    private String newId(CapAlert alert) {
        String first = firstSenderOf.computeIfAbsent(alert.identifier(), identifier -> alert.sender());
        return first.equals(alert.sender()) ? plainId(alert) : plainId(alert) + "@" + alert.sender();
    }

    private static String plainId(CapAlert alert) { return "cap:" + alert.identifier(); }

    private static boolean hasPlainId(Warning warning) { return warning.id().equals(plainId(warning.alert())); }

    private boolean namesOnlyForeign(CapAlert alert) {
        return endsOthers(alert) && !alert.references().isEmpty()
                && alert.references().stream().noneMatch(reference -> isOwn(alert, reference));
    }

    private static boolean endsOthers(CapAlert alert) {
        return alert.messageType() == MessageType.UPDATE || alert.messageType() == MessageType.CANCEL;
    }

    /**
     * A reference that names its sender otherwise or not at all is not own when only another sender is known to have issued that message.
     */
    private boolean isOwn(CapAlert alert, Reference reference) {
        if (!alert.isOwn(reference)) return false;
        if (reference.sender().equals(Optional.of(alert.sender())) || book.containsKey(new Name(alert.sender(), reference.identifier())))
            return true;
        String first = firstSenderOf.getOrDefault(reference.identifier(), alert.sender());
        return first.equals(alert.sender());
    }

    /** Remembers which messages it ends, those to come too, and returns their names. */
    private List<Name> noteEndings(CapAlert alert, String id) {
        if (!endsOthers(alert)) return List.of();
        var ended = new ArrayList<Name>();
        for (Reference reference : alert.references()) {
            if (!isOwn(alert, reference)) continue;
            var target = new Name(alert.sender(), reference.identifier());
            var ending = new Ending(Name.of(alert), id, alert.messageType(), alert.status(), alert.sent(), reference.sent());
            endings.computeIfAbsent(target, name -> new HashSet<>(2)).add(ending);
            ended.add(target);
        }
        return ended;
    }

    private Optional<Ending> firstEnding(Warning warning) {
        return endings.getOrDefault(Name.of(warning.alert()), Set.of()).stream().filter(ending -> ending.ends(warning)).min(Ending.FIRST);
    }

    /** Gives a warning the state that the messages about it demand. */
    private void settle(Name name, Map<String, Warning> changed) {
        Warning warning = book.get(name);
        if (warning == null) return;
        firstEnding(warning).filter(ending -> !warning.endedBy().equals(Optional.of(ending.byId())) || warning.state() != ending.state())
                .ifPresent(ending -> put(withState(warning, ending.state(), Optional.of(ending.byId())), changed));
    }

    private void put(Warning warning, Map<String, Warning> changed) {
        book.put(Name.of(warning.alert()), warning);
        changed.put(warning.id(), warning);
    }

    private static Warning withState(Warning was, Warning.State state, Optional<String> endedBy) {
        return new Warning(was.id(), was.alert(), was.level(), state, was.area(), was.expiresAt(), was.expiryAssumed(), endedBy,
                was.receivedAt(),
                was.version() + 1);
    }

    private static Instant later(Instant one, Instant other) { return one.isAfter(other) ? one : other; }

    private static Instant earlier(Instant one, Instant other) { return one.isBefore(other) ? one : other; }
}
