package onemap.journal.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All seals of a node that were found, in the journal's table, in {@code audit/seals.txt} and at the anchor, and what is wrong among them. Each names
 * the one before by its hash, so one good signature vouches for all before it.
 */
final class SealBook {
    private final String node;
    private final TreeMap<Long, Seal> byNumber = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();

    /** A seal that is not as it must be, or not where it must be. */
    record Fault(long number, long size, String what) {}

    /** Texts as they lie somewhere, in order. */
    record Source(String name, List<String> texts) {}

    SealBook(String node) { this.node = node; }

    /** Adds what lies there; those of other nodes do not count. */
    Map<Long, Seal> add(Source source) {
        var found = new HashMap<Long, Seal>();
        long last = 0;
        for (String text : source.texts()) {
            var parsed = Seal.parse(text);
            if (parsed.isEmpty()) {
                fault(last + 1, source.name() + " holds something that is no seal after seal " + last);
                continue;
            }
            var seal = parsed.get();
            if (!seal.node().equals(node)) continue;
            last = seal.number();
            found.put(last, seal);
            var other = byNumber.putIfAbsent(last, seal);
            if (other != null && !other.text().equals(text)) fault(last, "seal " + last + " is another one in " + source.name());
        }
        return found;
    }

    /** Whoever writes to {@code later} wrote to {@code earlier} first, so every seal found there must be here too, but for {@code grace} of the newest. */
    void mustHold(Source holder, Map<Long, Seal> held, Map<Long, Seal> needed, int grace) {
        needed.keySet()
                .stream()
                .sorted(Comparator.reverseOrder())
                .skip(grace)
                .filter(number -> !held.containsKey(number))
                .min(Comparator.naturalOrder())
                .ifPresent(number -> fault(number, holder.name() + " lacks seal " + number));
    }

    /** The seals whose signature, or a later one's, is good; all others are faults. Throws nothing away that can still prove something. */
    List<Seal> vouched(SealKey key) {
        var good = new ArrayList<Seal>();
        Optional<Seal> vouching = Optional.empty();
        for (var seal : byNumber.descendingMap().values()) {
            if (vouching.filter(next -> next.follows(seal)).isPresent() || key.signed(seal)) {
                good.add(seal);
                vouching = Optional.of(seal);
            } else {
                fault(seal.number(), "seal " + seal.number() + " is not signed by the key " + key.fingerprint());
                vouching = Optional.empty();
            }
        }
        findBrokenOrder();
        return good.reversed();
    }

    private void findBrokenOrder() {
        Optional<Seal> before = Optional.empty();
        for (var seal : byNumber.values()) {
            if (before.isEmpty() && seal.number() != 1) fault(1, "seals 1 to " + (seal.number() - 1) + " are missing");
            before.filter(one -> !seal.follows(one))
                    .ifPresent(one -> fault(seal.number(), "seal " + seal.number() + " does not follow seal " + one.number()));
            before = Optional.of(seal);
        }
    }

    /** A clean stop's seal that entries were added behind: nobody vouched for the journal when the server started again. */
    Optional<Seal> stopWithoutStart(long entries) {
        Optional<Seal> stop = Optional.empty();
        for (var seal : byNumber.values()) {
            if (stop.isPresent() && !(seal.reason() == Seal.Reason.START && seal.size() == stop.get().size())) return stop;
            stop = seal.reason() == Seal.Reason.STOP ? Optional.of(seal) : Optional.empty();
        }
        return stop.filter(last -> entries > last.size());
    }

    private void fault(long number, String what) {
        long size = Optional.ofNullable(byNumber.floorEntry(number)).map(entry -> entry.getValue().size()).orElse(0L);
        faults.add(new Fault(number, size, what));
    }

    Optional<Fault> firstFault() { return faults.stream().min(Comparator.comparingLong(Fault::number)); }

    int count() { return byNumber.size(); }
}
