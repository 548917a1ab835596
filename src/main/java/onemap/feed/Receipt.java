package onemap.feed;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of a handful of reports; the protocol answers its sender from it.
 *
 * @param taken  done when the lanes have taken all of them (at once, unless a lane is full)
 * @param stored done when all of them are durable, duplicates and rejected ones counted; fails when the disk refused, and then nothing may be
 *               answered as recorded
 */
public record Receipt(CompletionStage<Void> taken, CompletionStage<Tally> stored) {

    /** Received = stored + duplicate + rejected + shed, to the unit. */
    public record Tally(int stored, int duplicate, Map<String, Integer> rejected, int shed) {
        public Tally { rejected = Map.copyOf(rejected); }

        public int rejectedTotal() { return rejected.values().stream().mapToInt(Integer::intValue).sum(); }
    }
}
