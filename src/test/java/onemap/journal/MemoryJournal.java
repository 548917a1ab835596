package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import onemap.journal.disk.PersonalCipher;

/** A journal in heap, for tests: the same chains, no disk. Thread-safe. */
public final class MemoryJournal implements Journal {
    /** One secret for all of them, as the nodes of one county have. */
    private static final PersonalCipher CIPHER = new PersonalCipher(new byte[32]);

    private final String node;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Chain chain;
    private final ForeignChains foreign;
    private final Map<String, List<Chain.Link>> links = new HashMap<>();
    private final Map<String, List<Entry>> byKey = new HashMap<>();

    public MemoryJournal(String node, InstantSource clock, RandomGenerator random) { this(node, Map.of(), clock, random); }

    private MemoryJournal(String node, Map<String, List<Chain.Link>> stored, InstantSource clock, RandomGenerator random) {
        this.node = node;
        this.clock = clock;
        this.random = random;
        stored.values().forEach(this::keep);
        var heads = heads(stored);
        this.chain = new Chain(node, Optional.ofNullable(heads.remove(node)).orElse(Head.EMPTY), HashAlgorithm.SHA_256, CIPHER, clock,
                random);
        this.foreign = new ForeignChains(node, ForeignChains.Start.sound(heads), this::find);
    }

    private static Map<String, Head> heads(Map<String, List<Chain.Link>> stored) {
        var heads = new HashMap<String, Head>();
        stored.forEach((of, all) -> heads.put(of, new Head(all.getLast().entry().seq(), all.getLast().entry().hash())));
        return heads;
    }

    /** What is left of it when entries of this node after that one are lost. */
    public synchronized MemoryJournal cutAfter(long ownSeq) {
        var left = new HashMap<>(links);
        left.computeIfPresent(node, (of, all) -> all.stream().filter(link -> link.entry().seq() <= ownSeq).toList());
        left.values().removeIf(List::isEmpty);
        return new MemoryJournal(node, left, clock, random);
    }

    private void keep(List<Chain.Link> added) {
        for (var link : added) {
            links.computeIfAbsent(link.entry().node(), of -> new ArrayList<>()).add(link);
            link.entry().idempotencyKey().ifPresent(key -> byKey.computeIfAbsent(key, any -> new ArrayList<>(1)).add(link.entry()));
        }
    }

    @Override public String node() { return node; }

    @Override public synchronized CompletionStage<List<Entry>> append(List<Draft> drafts) {
        var added = drafts.stream().map(chain::add).toList();
        keep(added);
        return CompletableFuture.completedFuture(added.stream().map(Chain.Link::entry).toList());
    }

    @Override public synchronized Head head() { return chain.head(); }

    @Override public void replay(long fromSeq, Consumer<Entry> each) {
        after(node, new Head(Math.max(0, fromSeq - 1), new byte[0])).forEach(each);
    }

    @Override public Optional<Entry> find(long seq) { return find(node, seq); }

    @Override public synchronized Optional<Entry> findByKey(String idempotencyKey, Instant notBefore) {
        return byKey.getOrDefault(idempotencyKey, List.of())
                .stream()
                .filter(entry -> !entry.at().isBefore(notBefore))
                .min(Comparator.comparing((Entry entry) -> !entry.node().equals(node))
                        .thenComparing(Entry::at)
                        .thenComparing(Entry::node)
                        .thenComparing(Entry::seq));
    }

    @Override public List<Entry> listBefore(long seqExclusive, int limit) {
        return entries(entry -> entry.seq() < seqExclusive).toList().reversed().stream().limit(limit).toList();
    }

    @Override public void replayKinds(Set<String> kinds, Consumer<Entry> each) {
        entries(entry -> kinds.contains(entry.kind())).forEach(each);
    }

    @Override public Optional<Entry> findNewest(String object, String kind) {
        return entries(entry -> entry.object().equals(object) && entry.kind().equals(kind)).reduce((before, newer) -> newer);
    }

    private Stream<Entry> entries(Predicate<Entry> wanted) { return after(node, Head.EMPTY).stream().filter(wanted); }

    @Override public synchronized Map<String, Head> heads() {
        var heads = new HashMap<>(foreign.heads());
        heads.put(node, head());
        return heads;
    }

    @Override public synchronized List<Entry> after(String of, Head from) {
        var all = links.getOrDefault(of, List.of());
        int first = (int) Math.min(from.seq(), all.size());
        return all.subList(first, all.size()).stream().map(Chain.Link::entry).toList();
    }

    @Override public synchronized Optional<Entry> find(String of, long seq) { return link(of, seq).map(Chain.Link::entry); }

    private Optional<Chain.Link> link(String of, long seq) {
        var all = links.getOrDefault(of, List.of());
        return seq < 1 || seq > all.size() ? Optional.empty() : Optional.of(all.get((int) seq - 1));
    }

    @Override public synchronized CompletionStage<List<Entry>> adopt(List<Foreign> offered) {
        try {
            var added = foreign.newOf(offered, head());
            if (!added.isEmpty()) keep(List.of(chain.add(foreign.draft(added))));
            foreign.added(added);
            keep(added);
            return CompletableFuture.completedFuture(added.stream().map(Chain.Link::entry).toList());
        } catch (NotAdopted e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** All that is held, for another node. */
    public synchronized List<Foreign> told() {
        return links.values()
                .stream()
                .flatMap(List::stream)
                .map(link -> new Foreign(link.entry(), link.sealed().map(part -> new Personal(part.salt(), part.body()))))
                .toList();
    }

    @Override public synchronized Optional<String> findSealed(String of, long seq) {
        return link(of, seq).flatMap(Chain.Link::sealed)
                .map(sealed -> new String(CIPHER.decrypt(sealed.body(), sealed.salt()).orElseThrow(), UTF_8));
    }

    @Override public void close() {
        // nothing is held open
    }
}
