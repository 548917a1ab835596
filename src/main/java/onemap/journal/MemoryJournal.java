package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A journal in heap, for tests: the same chain, no disk. Thread-safe. */
public final class MemoryJournal implements Journal {
    private final String node;
    private final Chain chain;
    private final List<Chain.Link> links = new ArrayList<>();

    public MemoryJournal(String node, InstantSource clock, RandomGenerator random) {
        this.node = node;
        this.chain = new Chain(node, Journal.Head.EMPTY, HashAlgorithm.SHA_256, clock, random);
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
                .findFirst();
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

    @Override public synchronized Optional<String> findSealed(long seq) {
        return links.stream()
                .filter(link -> link.row().seq() == seq)
                .findFirst()
                .flatMap(Chain.Link::sealed)
                .map(sealed -> new String(sealed.body(), UTF_8));
    }

    @Override public void close() {
        // nothing is held open
    }

    private synchronized List<Entry> entries() { return links.stream().map(Chain.Link::entry).toList(); }
}
