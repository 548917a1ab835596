package onemap.stream;

import java.util.LinkedHashMap;
import java.util.List;
import onemap.domain.Change;
import onemap.live.ChangeLog.Batch;
import onemap.live.Conflation;
import onemap.live.Conflation.Subject;

/**
 * What somebody missed, conflated per object. An object stands where it first changed, with its newest state: a frame that ends between two batches
 * then brings every object at least to where that batch left it.
 */
public record Union(List<Missed> changes) {

    /** A change and the batch from which on its object differs. */
    public record Missed(Change change, long sequence) {
        private Missed merge(Missed later) { return new Missed(Conflation.merge(change, later.change), sequence); }
    }

    public static Union of(List<Batch> batches) {
        int most = batches.stream().mapToInt(batch -> batch.changes().size()).sum();
        var bySubject = LinkedHashMap.<Subject, Missed>newLinkedHashMap(most);
        for (Batch batch : batches)
            for (Change change : batch.changes())
                bySubject.merge(Subject.of(change), new Missed(change, batch.sequence()), Missed::merge);
        return new Union(List.copyOf(bySubject.values()));
    }
}
