package onemap.sim;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import onemap.journal.Draft;
import onemap.journal.Entry;
import onemap.journal.Journal;
import onemap.journal.MemoryJournal;
import onemap.journal.union.Merged;
import onemap.journal.union.Ref;

/**
 * A node's journal on a disk whose power may be cut before a transaction is synced, when nothing of it is left, or after, when nobody was told. Keeps
 * beside it what each entry's writer could see, for the check.
 */
final class SimDisk implements Journal {
    private static final int CRASH_ONE_IN = 60;

    private final Clockwork time;
    private final Bug bug;
    private final Map<Ref, Map<String, Long>> sight;
    private MemoryJournal memory;
    private long synced;
    private Map<String, Long> visible = new HashMap<>();
    private final Map<Ref, Instant> arrived = new HashMap<>();
    private boolean mayCrash = true;

    /** @param sight what the writers of all nodes' entries could see of each other */
    SimDisk(String node, Clockwork time, InstantSource clock, Bug bug, Map<Ref, Map<String, Long>> sight) {
        this.time = time;
        this.bug = bug;
        this.sight = sight;
        this.memory = new MemoryJournal(node, clock, new Random(node.hashCode()));
    }

    void calm() { mayCrash = false; }

    /** From now on what is held is on the screens. */
    void shown() {
        visible = new HashMap<>();
        memory.heads().forEach((node, head) -> visible.put(node, head.seq()));
    }

    /** After the power comes back. */
    void reopen() { memory = memory.cutAfter(synced); }

    List<Foreign> told() { return memory.told(); }

    boolean mayCrash() { return mayCrash; }

    private void crashPerhaps() { if (mayCrash && time.oneIn(CRASH_ONE_IN)) throw new Crash(); }

    @Override public CompletionStage<List<Entry>> append(List<Draft> drafts) {
        crashPerhaps();
        boolean dropped = bug == Bug.DROP_SECOND && drafts.getFirst().kind().equals("alarm.acknowledged-again")
                || bug == Bug.NO_MARK && drafts.getFirst().kind().equals(Merged.KIND);
        var written = (dropped ? memory.cutAfter(Long.MAX_VALUE) : memory).append(drafts).toCompletableFuture().join();
        written.forEach(entry -> sight.put(Ref.of(entry), entry.kind().equals(Merged.KIND) ? held() : Map.copyOf(visible)));
        if (bug != Bug.ANSWER_BEFORE_SYNC || time.oneIn(2)) synced = memory.head().seq();
        crashPerhaps();
        return CompletableFuture.completedFuture(written);
    }

    private Map<String, Long> held() {
        var held = new HashMap<String, Long>();
        memory.heads().forEach((node, head) -> held.put(node, head.seq()));
        return held;
    }

    @Override public CompletionStage<List<Entry>> adopt(List<Foreign> offered) {
        crashPerhaps();
        var stage = memory.adopt(offered);
        synced = memory.head().seq();
        stage.thenAccept(added -> added.forEach(entry -> arrived.put(Ref.of(entry), time.now())));
        crashPerhaps();
        return stage;
    }

    @Override public List<Entry> after(String of, Head from) { return memory.after(of, from).stream().map(this::read).toList(); }

    private Entry read(Entry entry) {
        if (entry.node().equals(node())) return bug == Bug.LOST_CONFLICT && entry.kind().equals(Merged.KIND) ? allSeeing(entry) : entry;
        return switch (bug) {
            case ORDER_OF_ARRIVAL -> with(entry, arrived.getOrDefault(Ref.of(entry), entry.at()), entry.payload());
            case LOST_CONFLICT -> entry.kind().equals(Merged.KIND) ? allSeeing(entry) : entry;
            default -> entry;
        };
    }

    private static Entry allSeeing(Entry entry) {
        return with(entry, entry.at(), entry.payload().replaceAll("\"seq\":\\d+", "\"seq\":1000000"));
    }

    private static Entry with(Entry entry, Instant at, String payload) {
        return new Entry(entry.node(), entry.seq(), entry.format(), at, entry.actor(), entry.kind(), entry.object(), entry.idempotencyKey(),
                payload, entry.sealedDigest(), entry.prevHash(), entry.hash());
    }

    @Override public Optional<Entry> findByKey(String key, Instant notBefore) {
        return bug == Bug.FORGET_KEY && time.oneIn(2) ? Optional.empty() : memory.findByKey(key, notBefore);
    }

    @Override public String node() { return memory.node(); }

    @Override public Head head() { return memory.head(); }

    @Override public void replay(long fromSeq, Consumer<Entry> each) { memory.replay(fromSeq, each); }

    @Override public Optional<Entry> find(long seq) { return memory.find(seq); }

    @Override public List<Entry> listBefore(long seqExclusive, int limit) { return memory.listBefore(seqExclusive, limit); }

    @Override public void replayKinds(Set<String> kinds, Consumer<Entry> each) { memory.replayKinds(kinds, each); }

    @Override public Optional<Entry> findNewest(String object, String kind) { return memory.findNewest(object, kind); }

    @Override public Map<String, Head> heads() { return memory.heads(); }

    @Override public Optional<Entry> find(String of, long seq) { return memory.find(of, seq); }

    @Override public Optional<String> findSealed(String of, long seq) { return memory.findSealed(of, seq); }

    @Override public void close() { memory.close(); }
}
