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
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import onemap.journal.disk.PersonalCipher;

/** A journal in heap, for tests: the same chain, no disk. Thread-safe. */
public final class MemoryJournal implements Journal {
    private static final int SECRET_BYTES = 32;

    private final String node;
    private final PersonalCipher cipher;
    private final Chain chain;
    private final List<Chain.Link> links = new ArrayList<>();
    private final List<Chain.Link> foreignLinks = new ArrayList<>();
    private final ForeignChains foreign;

    public MemoryJournal(String node, InstantSource clock, RandomGenerator random) {
        this.node = node;
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        this.cipher = new PersonalCipher(secret);
        this.chain = new Chain(node, Journal.Head.EMPTY, HashAlgorithm.SHA_256, cipher, clock, random);
        this.foreign = new ForeignChains(node, Map.of(), this::find);
    }

    @Override public String node() { return node; }

    @Override public synchronized CompletionStage<List<Entry>> append(List<Draft> drafts) {
        var added = drafts.stream().map(chain::add).toList();
        links.addAll(added);
        return CompletableFuture.completedFuture(added.stream().map(Chain.Link::entry).toList());
    }

    @Override public synchronized Head head() { return chain.head(); }

    @Override public void replay(long fromSeq, Consumer<Entry> each) { entries().stream().skip(Math.max(0, fromSeq - 1)).forEach(each); }

    @Override public Optional<Entry> find(long seq) { return entries().stream().filter(entry -> entry.seq() == seq).findFirst(); }

    @Override public Optional<Entry> findByKey(String idempotencyKey, Instant notBefore) {
        var key = Optional.of(idempotencyKey);
        return entries().stream()
                .filter(entry -> entry.idempotencyKey().equals(key) && !entry.at().isBefore(notBefore))
                .findFirst()
                .or(() -> foreignEntries().filter(entry -> entry.idempotencyKey().equals(key) && !entry.at().isBefore(notBefore))
                        .min(Comparator.comparing(Entry::at).thenComparing(Entry::node).thenComparing(Entry::seq)));
    }

    private synchronized Stream<Entry> foreignEntries() { return List.copyOf(foreignLinks).stream().map(Chain.Link::entry); }

    @Override public synchronized Map<String, Head> heads() {
        var heads = new HashMap<>(foreign.heads());
        heads.put(node, head());
        return heads;
    }

    @Override public List<Entry> after(String of, Head from) {
        return (of.equals(node) ? entries().stream() : foreignEntries().filter(entry -> entry.node().equals(of)))
                .filter(entry -> entry.seq() > from.seq())
                .toList();
    }

    @Override public Optional<Entry> find(String of, long seq) {
        return of.equals(node) ? find(seq) : foreignEntries().filter(entry -> entry.node().equals(of) && entry.seq() == seq).findFirst();
    }

    @Override public synchronized CompletionStage<List<Entry>> adopt(List<Foreign> offered) {
        try {
            var added = foreign.newOf(offered, head());
            foreign.added(added);
            foreignLinks.addAll(added);
            return CompletableFuture.completedFuture(added.stream().map(Chain.Link::entry).toList());
        } catch (NotAdopted e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override public List<Entry> listBefore(long seqExclusive, int limit) {
        return entries().reversed().stream().filter(entry -> entry.seq() < seqExclusive).limit(limit).toList();
    }

    @Override public void replayKinds(Set<String> kinds, Consumer<Entry> each) {
        entries().stream().filter(entry -> kinds.contains(entry.kind())).forEach(each);
    }

    @Override public Optional<Entry> findNewest(String object, String kind) {
        return entries().reversed().stream().filter(entry -> entry.object().equals(object) && entry.kind().equals(kind)).findFirst();
    }

    @Override public Optional<String> findSealed(long seq) { return findSealed(node, seq); }

    @Override public synchronized Optional<String> findSealed(String of, long seq) {
        return Stream.concat(links.stream(), foreignLinks.stream())
                .filter(link -> link.entry().node().equals(of) && link.entry().seq() == seq)
                .findFirst()
                .flatMap(Chain.Link::sealed)
                .map(sealed -> new String(cipher.decrypt(sealed.body(), sealed.salt()).orElseThrow(), UTF_8));
    }

    @Override public void close() {
        // nothing is held open
    }

    private synchronized List<Entry> entries() { return links.stream().map(Chain.Link::entry).toList(); }
}
