package onemap.journal.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.Journal.Foreign;
import onemap.journal.MemoryJournal;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class UnionTest {
    private static final Instant START = Instant.parse("2026-07-18T06:00:00Z");
    private final Map<String, MemoryJournal> nodes = new HashMap<>();
    private final Map<Ref, Set<Ref>> knownWhenWritten = new HashMap<>();
    private Instant now = START;

    private MemoryJournal node(String name, Random chance) {
        return nodes.computeIfAbsent(name, id -> new MemoryJournal(id, () -> now, chance));
    }

    @RepeatedTest(100) void whoeverHoldsTheSameEntriesReadsThemAlikeInHoweverTheyCame(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        var names = List.of("A", "B", "C").subList(0, 2 + chance.nextInt(2));
        for (int step = 0; step < 40; step++)
            act(names.get(chance.nextInt(names.size())), names.get(chance.nextInt(names.size())), chance);
        for (int round = 0; round < 2; round++)
            for (String to : names)
                for (String from : names)
                    merge(to, from, chance);

        var first = replayed(node("A", chance));
        assertOwnOrderIsKept(first);
        assertWhatWasKnownComesBefore(first);
        for (String name : names)
            assertThat(replayed(node(name, chance))).as("seed %d", repetition.getCurrentRepetition()).isEqualTo(first);
    }

    /** Clocks jump, both ways. */
    private void act(String name, String other, Random chance) {
        now = START.plusMillis(chance.nextInt(2_000));
        if (!name.equals(other)) merge(name, other, chance);
        else
            write(name, Draft.of("o", "note", "x", "{}"), chance);
    }

    private void write(String name, Draft draft, Random chance) {
        var journal = node(name, chance);
        var known = new HashSet<Ref>();
        all(journal).forEach(entry -> { if (isFact(entry)) known.add(Ref.of(entry)); });
        journal.append(List.of(draft)).toCompletableFuture().join().forEach(entry -> knownWhenWritten.put(Ref.of(entry), known));
    }

    private void merge(String to, String from, Random chance) {
        if (to.equals(from)) return;
        var told = new ArrayList<List<Foreign>>();
        var source = node(from, chance);
        for (String chain : source.heads().keySet()) {
            var entries = source.after(chain, Journal.Head.EMPTY).stream().map(entry -> new Foreign(entry, Optional.empty())).toList();
            told.add(entries);
        }
        Collections.shuffle(told, chance);
        told.forEach(piece -> node(to, chance).adopt(piece).toCompletableFuture().join());
        var end = new Union(node(to, chance)).replay(placed -> {});
        if (end.unseen()) write(to, end.mark(), chance);
    }

    private static List<Entry> all(Journal journal) {
        return journal.heads().keySet().stream().flatMap(chain -> journal.after(chain, Journal.Head.EMPTY).stream()).toList();
    }

    private static List<Ref> replayed(Journal journal) {
        var refs = new ArrayList<Ref>();
        new Union(journal).replay(placed -> { if (isFact(placed.entry())) refs.add(placed.ref()); });
        return refs;
    }

    private static boolean isFact(Entry entry) { return !entry.kind().startsWith("journal."); }

    private static void assertOwnOrderIsKept(List<Ref> order) {
        var last = new HashMap<String, Long>();
        for (var ref : order)
            assertThat(ref.seq()).isGreaterThan(Optional.ofNullable(last.put(ref.node(), ref.seq())).orElse(0L));
    }

    private void assertWhatWasKnownComesBefore(List<Ref> order) {
        var before = new HashSet<Ref>();
        for (var ref : order) {
            assertThat(before).containsAll(knownWhenWritten.get(ref));
            before.add(ref);
        }
    }

    @RepeatedTest(50) void knowsFromTheChainsAloneWhoHadSeenWhat(RepetitionInfo repetition) {
        var chance = new Random(1_000 + repetition.getCurrentRepetition());
        var names = List.of("A", "B", "C");
        for (int step = 0; step < 40; step++)
            act(names.get(chance.nextInt(3)), names.get(chance.nextInt(3)), chance);
        merge("A", "B", chance);
        merge("A", "C", chance);

        var facts = new ArrayList<Placed>();
        new Union(node("A", chance)).replay(placed -> { if (isFact(placed.entry())) facts.add(placed); });
        for (var one : facts)
            for (var other : facts)
                if (!one.ref().equals(other.ref()))
                    assertThat(one.saw(other.ref())).as("%s saw %s", one.ref(), other.ref())
                            .isEqualTo(knownWhenWritten.get(one.ref()).contains(other.ref()));
    }

    @Test void marksWhatWasSeenOnceAndNoMarkOfAMark() {
        var chance = new Random(1);
        write("A", Draft.of("o", "note", "x", "{}"), chance);
        write("B", Draft.of("o", "note", "x", "{}"), chance);
        for (int round = 0; round < 5; round++) {
            merge("A", "B", chance);
            merge("B", "A", chance);
        }

        for (String name : List.of("A", "B"))
            assertThat(node(name, chance).after(name, Journal.Head.EMPTY)).extracting(Entry::kind).containsOnlyOnce(Merged.KIND);
    }

    @Test void anEntryOfTheSameRequestAtAnotherNodeCountsOnce() {
        var chance = new Random(1);
        var request = Draft.of("o", "note", "x", "{\"request\":\"r1\"}").withKey("k");
        write("A", request, chance);
        now = START.plusSeconds(5);
        write("B", request, chance);
        write("B", Draft.of("o", "note", "x", "{\"request\":\"r2\"}").withKey("k2"), chance);
        now = START.plusSeconds(6);
        write("A", Draft.of("o", "note", "x", "{\"request\":\"r3\"}").withKey("k2"), chance);
        merge("A", "B", chance);

        var repeated = new ArrayList<Ref>();
        new Union(node("A", chance)).replay(placed -> { if (placed.repeated()) repeated.add(placed.ref()); });

        assertThat(repeated).containsExactly(new Ref("B", 1));
    }

    @Test void aNodeAloneIsReadInItsOwnOrder() {
        var chance = new Random(1);
        for (int i = 0; i < 3; i++)
            write("A", Draft.of("o", "note", "x", "{}"), chance);

        var end = new Union(node("A", chance)).replay(placed -> {});

        assertThat(end.unseen()).isFalse();
        assertThat(new Union(node("A", chance)).isOfSeveral()).isFalse();
        assertThat(replayed(node("A", chance))).extracting(Ref::seq).containsExactly(1L, 2L, 3L);
    }
}
