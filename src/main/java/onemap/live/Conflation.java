package onemap.live;

import java.util.LinkedHashMap;
import java.util.List;
import onemap.domain.Change;
import onemap.domain.Kind;

/** Several changes of one object as one. */
public final class Conflation {
    private Conflation() {}

    /** What changes are told apart by. */
    public record Subject(Kind kind, String id) {
        public static Subject of(Change change) { return new Subject(change.kind(), change.id()); }
    }

    /** At the place of the object's first change, with the state of its newest; {@code moved} only if all of them were. */
    public static List<Change> conflate(List<Change> changes) {
        if (changes.size() < 2) return List.copyOf(changes);
        var bySubject = LinkedHashMap.<Subject, Change>newLinkedHashMap(changes.size());
        for (Change change : changes)
            bySubject.merge(Subject.of(change), change, Conflation::merge);
        return List.copyOf(bySubject.values());
    }

    /** One change that brings whoever has seen neither to where both together would. */
    public static Change merge(Change one, Change other) {
        var newer = other.version() >= one.version() ? other : one;
        if (!(newer instanceof Change.Put put) || !put.moved()) return newer;
        boolean allMoved = one instanceof Change.Put first && first.moved() && other instanceof Change.Put second && second.moved();
        return allMoved ? newer : new Change.Put(put.object(), false);
    }
}
