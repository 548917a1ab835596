package onemap.flow.fold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import onemap.domain.Alarm;
import onemap.flow.decision.Resolution;
import onemap.journal.union.Ref;

/**
 * The course of one alarm as far as it was told: what the rule said last, who took it, what was ruled out since. A change is a new course.
 *
 * @param told     by the rule, last
 * @param returned the value came back under the limit
 * @param takings  acknowledgements that were not taken back and that no rise has overtaken, in the order of the entries
 * @param ruledOut acknowledgements that lost in a conflict of nodes that were cut off
 * @param rise     the entry that last asked for a new acknowledgement
 * @param version  one more with each entry about it
 */
record AlarmCourse(Alarm told, boolean returned, List<Taking> takings, Set<Ref> ruledOut, Optional<Ref> rise, long version) {
    AlarmCourse {
        takings = List.copyOf(takings);
        ruledOut = Set.copyOf(ruledOut);
    }

    /** One request to take it, with the other nodes' entries of the same request. */
    record Taking(Alarm.Acknowledgement by, Optional<String> key, Set<Ref> entries) {
        boolean isOfKey(Optional<String> other) { return key.isPresent() && key.equals(other); }
    }

    /**
     * With the first entry about it that is held. That need not be the one that raised it: while a merge is under way another node's may come before, and
     * the version it wrote counts entries that are not here yet.
     */
    static AlarmCourse begun(Alarm told) { return restored(told, 1); }

    /** As a checkpoint has it. */
    static AlarmCourse restored(Alarm told) { return restored(told, told.version()); }

    private static AlarmCourse restored(Alarm told, long version) {
        var takings = told.acknowledgement()
                .map(by -> new Taking(by, Optional.empty(), Set.of(new Ref(by.node(), by.seq()))))
                .map(List::of)
                .orElse(List.of());
        return new AlarmCourse(told, told.state() != Alarm.State.ACTIVE, takings, Set.of(), Optional.empty(), version);
    }

    /** The rule spoke again: a rise asks everybody anew, whatever was not taken in its knowledge. */
    AlarmCourse told(Alarm now, Ref entry) {
        boolean rose = now.severity().worseThan(told.severity());
        return new AlarmCourse(now, now.state() != Alarm.State.ACTIVE, rose ? List.of() : takings, ruledOut,
                rose ? Optional.of(entry) : rise, version + 1);
    }

    AlarmCourse taken(Taking taking, Predicate<Ref> saw) {
        boolean overtaken = rise.filter(entry -> !saw.test(entry)).isPresent();
        var more = new ArrayList<>(takings);
        if (!overtaken) more.add(taking);
        return with(more);
    }

    /** The same request, recorded by another node too. */
    AlarmCourse takenAgain(Optional<String> key, Ref entry) {
        return with(takings.stream().map(taking -> {
            if (!taking.isOfKey(key)) return taking;
            var entries = new HashSet<>(taking.entries());
            entries.add(entry);
            return new Taking(taking.by(), taking.key(), entries);
        }).toList());
    }

    AlarmCourse undone(Ref entry) { return with(takings.stream().filter(taking -> !taking.entries().contains(entry)).toList()); }

    AlarmCourse resolved(Resolution resolution) {
        var out = new HashSet<>(ruledOut);
        out.addAll(resolution.loserRefs());
        out.remove(Ref.parse(resolution.stands()));
        return new AlarmCourse(told, returned, takings, out, rise, version + 1);
    }

    private AlarmCourse with(List<Taking> others) { return new AlarmCourse(told, returned, others, ruledOut, rise, version + 1); }

    /** Whose it is: who was first of those that stand. */
    Optional<Alarm.Acknowledgement> standing() {
        return takings.stream().filter(taking -> taking.entries().stream().noneMatch(ruledOut::contains)).map(Taking::by).findFirst();
    }

    /** As it is shown; a returned alarm ends when it is taken. */
    Alarm alarm() {
        var by = standing();
        var state = !returned ? Alarm.State.ACTIVE : by.isPresent() ? Alarm.State.ENDED : Alarm.State.RETURNED;
        return new Alarm(told.id(), told.rule(), told.objectId(), told.objectName(), told.place(), told.severity(), told.property(),
                told.value(), told.limit(), told.unit(), told.raisedAt(), told.observedAt(), told.adviceKey(), state, by,
                told.returnedAt(), version);
    }
}
