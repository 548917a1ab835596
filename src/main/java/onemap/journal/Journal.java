package onemap.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The append-only, hash-chained record of this node 日志; thread-safe. */
public interface Journal extends AutoCloseable {
    /** This node's id, made once per data folder. */
    String node();

    /** All or nothing, in order; done when they are on disk. Fails with {@link JournalFailed} when the disk refuses, and then forever. */
    CompletionStage<List<Entry>> append(List<Draft> drafts);

    /** Number and hash of the last durable entry; number 0 and 32 zero bytes when empty. */
    Head head();

    /** Entries {@code fromSeq} ≤ seq, in order, verified against the chain while read; throws {@link BrokenChain} at the first bad one. */
    void replay(long fromSeq, Consumer<Entry> each);

    Optional<Entry> find(long seq);

    /** The first entry with that key not older than {@code notBefore}. */
    Optional<Entry> findByKey(String idempotencyKey, Instant notBefore);

    /** The newest entries before that number, newest first. */
    List<Entry> listBefore(long seqExclusive, int limit);

    /** All entries of these kinds, oldest first, each checked against its own hash. */
    void replayKinds(Set<String> kinds, Consumer<Entry> each);

    /** The newest entry of that kind about that object. */
    Optional<Entry> findNewest(String object, String kind);

    /** The personal part, while it has not been dropped. */
    Optional<String> findSealed(long seq);

    @Override void close();

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
