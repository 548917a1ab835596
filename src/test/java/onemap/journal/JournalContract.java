package onemap.journal;

import static onemap.journal.Samples.NOON;
import static onemap.journal.Samples.done;
import static onemap.journal.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onemap.journal.Journal.Foreign;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal keeps to. */
abstract class JournalContract {
    static final String NODE = "0".repeat(32);
    /** Node id, secret, salts and nonces are all zeros, so that hashes can be foretold. */
    static final RandomGenerator ZEROS = () -> 0;

    final Samples.HandClock clock = new Samples.HandClock();
    Journal journal;

    abstract Journal open(InstantSource clock, RandomGenerator random);

    @BeforeEach void openJournal() { journal = open(clock, ZEROS); }

    @AfterEach void closeJournal() { journal.close(); }

    @Test void whoWaitsForTheDiskGetsTheEntriesInTheOrderOfAll() throws Exception {
        done(journal.append(List.of(draft(1))));
        assertThat(journal.record(List.of(draft(2), draft(3)))).extracting(Entry::seq).containsExactly(2L, 3L);
        assertThat(journal.record(List.of())).isEmpty();
        assertThat(done(journal.append(List.of(draft(4)))).getFirst().seq()).isEqualTo(4);
        assertThat(journal.head().seq()).isEqualTo(4);
        assertThat(journal.find(3)).isPresent();
    }

    @Test void beginsWithNothing() {
        assertThat(journal.node()).isEqualTo(NODE);
        assertThat(journal.head().seq()).isZero();
        assertThat(journal.head().hash()).isEqualTo(new byte[32]);
        assertThat(replayed(1)).isEmpty();
        assertThat(journal.listBefore(Long.MAX_VALUE, 10)).isEmpty();
    }

    /** Hashes computed with Python's hashlib, struct and cryptography (AESGCM) from the words in the documentation of EntryHash and PersonalCipher. */
    @Test void hashesAsDocumentedForOutsiders() throws Exception {
        clock.set(Instant.parse("2026-07-18T06:32:00.123456789Z"));

        var entries = done(journal.append(List.of(
                Draft.of("console", "alarm.acknowledged", "alarm:1", "{\"说\":\"好 😀\"}").withKey("key-1").withSealed("{\"电话\":\"1\"}"),
                Draft.of("rule:threshold", "alarm.raised", "", "{}"))));

        assertThat(entries.stream().map(entry -> HexFormat.of().formatHex(entry.hash())))
                .containsExactly("dbde725f829572c76f29bf042c0c97df23f315c0d049a8d70a0e8420785e9a30",
                        "6ce84f946b3238ce3e55dd71fe71d81ba9fbddfe039d6253fff68124f9cb09f6");
        assertThat(replayed(1)).hasSize(2);
    }

    @Test void numbersEntriesFromOneAndChainsThem() throws Exception {
        var entries = done(journal.append(List.of(draft(1), draft(2), draft(3))));

        assertThat(entries.stream().map(Entry::seq)).containsExactly(1L, 2L, 3L);
        assertThat(entries.get(0).prevHash()).isEqualTo(new byte[32]);
        assertThat(entries.get(1).prevHash()).isEqualTo(entries.get(0).hash());
        assertThat(entries.get(2).prevHash()).isEqualTo(entries.get(1).hash());
        assertThat(journal.head().seq()).isEqualTo(3);
        assertThat(journal.head().hash()).isEqualTo(entries.get(2).hash());
    }

    @Test void givesBackEveryFieldAsItWasAppended() throws Exception {
        var strange = new Draft("本机值班员", "log.written", "", Optional.of(""), "line\u0000break 😀 \"quoted\" ' ; --", Optional.of("姓名"));

        var appended = done(journal.append(List.of(strange, draft(2)))).getFirst();

        assertThat(appended.at()).isEqualTo(NOON);
        assertThat(appended.payload()).isEqualTo(strange.payload());
        assertThat(appended.idempotencyKey()).contains("");
        assertThat(journal.find(1).orElseThrow()).usingRecursiveComparison().isEqualTo(appended);
        assertThat(replayed(1).getFirst()).usingRecursiveComparison().isEqualTo(appended);
        assertThat(journal.listBefore(2, 1).getFirst()).usingRecursiveComparison().isEqualTo(appended);
    }

    @Test void answersWithTheTextThatIsStoredWhenATextIsNotUnicode() throws Exception {
        var appended = done(journal.append(List.of(Draft.of("console", "note", "x", "half a pair \ud83d")))).getFirst();

        assertThat(appended.payload()).isEqualTo("half a pair ?");
        assertThat(replayed(1).getFirst()).usingRecursiveComparison().isEqualTo(appended);
    }

    @Test void replaysFromAnyNumberInOrder() throws Exception {
        done(journal.append(IntStream.rangeClosed(1, 5000).mapToObj(Samples::draft).toList()));

        assertThat(replayed(1).stream().map(Entry::seq)).containsExactlyElementsOf(LongStream.rangeClosed(1, 5000).boxed().toList());
        assertThat(replayed(4999).stream().map(Entry::seq)).containsExactly(4999L, 5000L);
        assertThat(replayed(5001)).isEmpty();
        assertThat(replayed(0)).hasSize(5000);
    }

    @Test void findsByNumber() throws Exception {
        done(journal.append(List.of(draft(1))));

        assertThat(journal.find(1).map(Entry::payload)).contains("{\"n\":1}");
        assertThat(journal.find(0)).isEmpty();
        assertThat(journal.find(2)).isEmpty();
    }

    @Test void findsTheFirstEntryWithAKeyNotOlderThanAsked() throws Exception {
        done(journal.append(List.of(draft(1).withKey("k"), draft(2).withKey("other"), draft(3))));
        clock.set(NOON.plusSeconds(60));
        done(journal.append(List.of(draft(4).withKey("k"))));
        done(journal.append(List.of(draft(5).withKey("k"))));

        assertThat(journal.findByKey("k", NOON).map(Entry::seq)).contains(1L);
        assertThat(journal.findByKey("k", NOON.plusNanos(1)).map(Entry::seq)).contains(4L);
        assertThat(journal.findByKey("k", NOON.plusSeconds(61))).isEmpty();
        assertThat(journal.findByKey("K", NOON)).isEmpty();
    }

    @Test void listsTheNewestFirst() throws Exception {
        done(journal.append(IntStream.rangeClosed(1, 9).mapToObj(Samples::draft).toList()));

        assertThat(journal.listBefore(Long.MAX_VALUE, 2).stream().map(Entry::seq)).containsExactly(9L, 8L);
        assertThat(journal.listBefore(3, 10).stream().map(Entry::seq)).containsExactly(2L, 1L);
        assertThat(journal.listBefore(1, 10)).isEmpty();
    }

    @Test void keepsThePersonalPartOutsideTheEntry() throws Exception {
        var entry = done(journal.append(List.of(draft(1).withSealed("{\"phone\":\"13812345678\"}"), draft(2)))).getFirst();

        assertThat(journal.findSealed(1)).contains("{\"phone\":\"13812345678\"}");
        assertThat(journal.findSealed(2)).isEmpty();
        assertThat(entry.sealedDigest()).isPresent();
        assertThat(entry.toString()).doesNotContain("13812345678");
    }

    @Test void appendingNothingIsDoneAtOnce() throws Exception {
        assertThat(done(journal.append(List.of()))).isEmpty();
        assertThat(journal.head().seq()).isZero();
    }

    @Test void takesOverWhatAnotherNodeTellsAndKeepsItApart() throws Exception {
        var told = other("B", 5);
        done(journal.append(List.of(draft(1))));

        assertThat(seqs(done(journal.adopt(told.subList(0, 3))))).containsExactly(1L, 2L, 3L);
        assertThat(seqs(done(journal.adopt(told)))).as("those that are held are left out").containsExactly(4L, 5L);
        assertThat(done(journal.adopt(told))).isEmpty();

        assertThat(replayed(1)).extracting(Entry::kind).containsExactly("note", ForeignChains.ADOPTED, ForeignChains.ADOPTED);
        assertThat(ForeignChains.headsIn(journal.find(3).orElseThrow().payload()).get("B").seq()).isEqualTo(5);
        assertThat(journal.head().seq()).isEqualTo(3);
        assertThat(journal.heads()).containsOnlyKeys(NODE, "B");
        assertThat(journal.heads().get("B").hash()).isEqualTo(told.getLast().entry().hash());
        assertThat(journal.after("B", Journal.Head.EMPTY)).usingRecursiveComparison().isEqualTo(told.stream().map(Foreign::entry).toList());
        assertThat(journal.find("B", 4)).isPresent();
        assertThat(journal.findByKey("key-4", NOON)).map(Entry::node).contains("B");
        done(journal.append(List.of(draft(2).withKey("key-4"))));
        assertThat(journal.findByKey("key-4", NOON)).map(Entry::node).as("its own answer first").contains(NODE);
    }

    @Test void takesOverSeveralNodesAtOnce() throws Exception {
        var both = new ArrayList<>(other("B", 2));
        both.addAll(1, other("C", 2));

        assertThat(done(journal.adopt(both))).hasSize(4);
        assertThat(journal.heads()).containsOnlyKeys(NODE, "B", "C");
    }

    @Test void refusesAGapAndTakesNothing() throws Exception {
        var told = other("B", 5);
        done(journal.adopt(told.subList(0, 2)));

        assertRefused(told.subList(3, 5), "B", 4, "leaves a gap: entries from 3 on are missing");
        assertRefused(List.of(told.get(2), told.get(4)), "B", 5, "does not come after entry 3");
        assertThat(journal.heads().get("B").seq()).isEqualTo(2);
    }

    @Test void refusesEveryAlteredField() throws Exception {
        var told = other("B", 5);
        var good = told.get(2).entry();
        for (var altered : List.of(
                new Entry("C", 3, good.format(), good.at(), good.actor(), good.kind(), good.object(), good.idempotencyKey(), good.payload(),
                        good.sealedDigest(), good.prevHash(), good.hash()),
                new Entry("B", 3, 2, good.at(), good.actor(), good.kind(), good.object(), good.idempotencyKey(), good.payload(),
                        good.sealedDigest(), good.prevHash(), good.hash()),
                new Entry("B", 3, 1, good.at().plusNanos(1), good.actor(), good.kind(), good.object(), good.idempotencyKey(),
                        good.payload(), good.sealedDigest(), good.prevHash(), good.hash()),
                new Entry("B", 3, 1, good.at(), "x", good.kind(), good.object(), good.idempotencyKey(), good.payload(),
                        good.sealedDigest(), good.prevHash(), good.hash()),
                new Entry("B", 3, 1, good.at(), good.actor(), good.kind(), good.object(), Optional.empty(), good.payload(),
                        good.sealedDigest(), good.prevHash(), good.hash()),
                new Entry("B", 3, 1, good.at(), good.actor(), good.kind(), good.object(), good.idempotencyKey(), "{}",
                        good.sealedDigest(), good.prevHash(), good.hash()))) {
            var offer = new ArrayList<>(told);
            offer.set(2, new Foreign(altered, Optional.empty()));

            assertRefused(offer, altered.node(), 3, "is not as it was written");
            done(journal.adopt(List.of()));
            assertThat(journal.heads()).doesNotContainKey("B");
        }
    }

    @Test void refusesANodeThatTellsTwoStories() throws Exception {
        done(journal.adopt(other("B", 3)));
        clock.set(NOON.plusSeconds(1));

        assertRefused(other("B", 5), "B", 3, "is not the one that is held here: its node has told two stories");
        assertRefused(other("B", 5).subList(3, 5), "B", 4, "does not follow the one that is held here");
    }

    @Test void knowsItsOwnEntriesAndRefusesThoseItNeverWrote() throws Exception {
        done(journal.append(List.of(draft(1), draft(2))));
        var own = replayed(1).stream().map(entry -> new Foreign(entry, Optional.empty())).toList();
        assertThat(done(journal.adopt(own))).isEmpty();

        assertThatThrownBy(() -> done(journal.adopt(other(NODE, 3)))).hasRootCauseInstanceOf(Journal.NotAdopted.class);
        assertThat(journal.head().seq()).isEqualTo(2);
    }

    /** What another node wrote. */
    final List<Foreign> other(String node, int entries) throws Exception {
        var other = new MemoryJournal(node, clock, ZEROS);
        return done(other.append(IntStream.rangeClosed(1, entries).mapToObj(n -> draft(n).withKey("key-" + n)).toList())).stream()
                .map(entry -> new Foreign(entry, Optional.empty()))
                .toList();
    }

    private void assertRefused(List<Foreign> offer, String node, long seq, String why) {
        assertThatThrownBy(() -> done(journal.adopt(offer))).cause().isInstanceOfSatisfying(Journal.NotAdopted.class, refused -> {
            assertThat(refused).hasMessage("entry " + seq + " of node " + node + " " + why);
            assertThat(refused.node()).isEqualTo(node);
            assertThat(refused.seq()).isEqualTo(seq);
        });
    }

    private static List<Long> seqs(List<Entry> entries) { return entries.stream().map(Entry::seq).toList(); }

    List<Entry> replayed(long fromSeq) {
        var entries = new ArrayList<Entry>();
        journal.replay(fromSeq, entries::add);
        return entries;
    }
}
