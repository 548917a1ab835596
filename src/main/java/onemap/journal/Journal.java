package onemap.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The append-only, hash-chained record of this node 日志, beside it the chains of other nodes that were taken over; thread-safe. */
public interface Journal extends AutoCloseable {
    /** This node's id, made once per data folder. */
    String node();

    /** All or nothing, in order; done when they are on disk. Fails with {@link JournalFailed} when the disk refuses, and then forever. */
    CompletionStage<List<Entry>> append(List<Draft> drafts);

    /** The same for who has to wait for it; throws what the stage would fail with. */
    default List<Entry> record(List<Draft> drafts) {
        try {
            return append(drafts).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new JournalFailed("the journal could not be written", e.getCause());
        }
    }

    /** Number and hash of the last durable entry; number 0 and 32 zero bytes when empty. */
    Head head();

    /** Entries {@code fromSeq} ≤ seq, in order, verified against the chain while read; throws {@link BrokenChain} at the first bad one. */
    void replay(long fromSeq, Consumer<Entry> each);

    Optional<Entry> find(long seq);

    /** The first entry with that key not older than {@code notBefore}; this node's, else another's. */
    Optional<Entry> findByKey(String idempotencyKey, Instant notBefore);

    /** The newest entries before that number, newest first. */
    List<Entry> listBefore(long seqExclusive, int limit);

    /** All entries of these kinds, oldest first, each checked against its own hash. */
    void replayKinds(Set<String> kinds, Consumer<Entry> each);

    /** The newest entry of that kind about that object. */
    Optional<Entry> findNewest(String object, String kind);

    /** The personal part of an entry of this node, while it has not been dropped. */
    default Optional<String> findSealed(long seq) {
        return findSealed(node(), seq);
    }

    /** The same of any node's, if it was told too. */
    Optional<String> findSealed(String node, long seq);

    /** Where the chains of all nodes end that are held here, this one's too. */
    Map<String, Head> heads();

    /** Entries of a node that follow that one, in order, verified against the chain; a piece at a time, none at its end. */
    List<Entry> after(String node, Head from);

    /** Any node's. */
    Optional<Entry> find(String node, long seq);

    /**
     * Takes other nodes' entries over, all or nothing; gives those that were new, once they are on disk. Each must follow what is held of its node.
     * Fails with {@link NotAdopted} when one is not sound.
     */
    CompletionStage<List<Entry>> adopt(List<Foreign> offered);

    @Override void close();

    /** An entry as another node tells it, with its personal part if that is told too. */
    record Foreign(Entry entry, Optional<Personal> personal) {}

    /** What is kept of an entry outside the chain. Arrays are never written to. */
    record Personal(byte[] salt, byte[] body) {}

    /** An entry that is said to be another node's is none, or entries before it are missing; nothing was taken over. */
    final class NotAdopted extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String node;
        private final long seq;

        NotAdopted(String node, long seq, String why) {
            super("entry " + seq + " of node " + node + " " + why, null, false, false);
            this.node = node;
            this.seq = seq;
        }

        public String node() { return node; }

        public long seq() { return seq; }
    }

    /** Where the chain ends. */
    record Head(long seq, byte[] hash) {
        /** Before the first entry. */
        public static final Head EMPTY = new Head(0, new byte[EntryHash.HASH_BYTES]);
    }

    /** The disk refused; nothing that was not durable before may be answered as recorded. */
    final class JournalFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        public JournalFailed(String message, Throwable cause) { super(message, cause); }
    }

    /** The stored bytes contradict the chain at {@code seq}. */
    final class BrokenChain extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long seq;

        public BrokenChain(long seq, String message) {
            super(message);
            this.seq = seq;
        }

        public long seq() { return seq; }
    }
}
