package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onemap.journal.disk.Readers;
import onemap.journal.disk.Sqlite;

/**
 * Walks the chains of all nodes from the first entry to the last and names the first fault. As long as the rows lie in the order of their numbers,
 * which is how they are written, one pass over the table does; a row out of order is looked into by {@link ChainDiagnosis}. Belongs to one thread.
 */
public final class ChainVerifier {
    private final Readers readers;
    private final int threads;
    private final List<Walk> walks = new ArrayList<>();
    private long droppedParts;

    /** How far a node's chain has been walked. Belongs to one thread. */
    static final class Walk {
        private final byte[] node;
        private final Journal.Head known;
        private final boolean ends;
        private final Each each;
        private Journal.Head verified = Journal.Head.EMPTY;
        private long personalParts;
        private long[] rowids = new long[1024];

        /**
         * @param known a head seen earlier, which the chain must hold
         * @param ends  whether nothing may come after it
         */
        Walk(String node, Journal.Head known, boolean ends, Each each) {
            this.node = node.getBytes(UTF_8);
            this.known = known;
            this.ends = ends;
            this.each = each;
        }

        boolean isOf(byte[] other) { return Arrays.equals(node, other); }

        byte[] node() { return node; }

        Journal.Head known() { return known; }

        Journal.Head verified() { return verified; }

        long personalParts() { return personalParts; }

        /** Where the table holds a verified entry. */
        long rowid(long seq) { return rowids[Math.toIntExact(seq)]; }

        long lastRowid() { return Arrays.stream(rowids, 0, Math.toIntExact(verified.seq() + 1)).skip(1).max().orElse(Long.MIN_VALUE); }

        /** Whether nothing more may come. */
        boolean isAtEnd() { return ends && verified.seq() >= known.seq(); }

        /** Whether it is the next sound entry. */
        boolean holds(ChainScan.Link link) {
            return !isAtEnd() && link.whole() && link.follows(verified)
                    && (link.seq() != known.seq() || Arrays.equals(link.hash(), known.hash()));
        }

        void add(ChainScan.Link link) {
            verified = link.head();
            int place = Math.toIntExact(link.seq());
            if (place == rowids.length) rowids = Arrays.copyOf(rowids, rowids.length * 2);
            rowids[place] = link.rowid();
            if (link.personal()) personalParts++;
            each.verified(link.seq(), link.hash());
        }

        ChainCheck.Bad bad(long seq, ChainCheck.Fault fault) { return new ChainCheck.Bad(Row.text(node), seq, fault); }
    }

    /** Told of each entry in order, once it is known to be sound. */
    public interface Each {
        void verified(long seq, byte[] hash);
    }

    /** @param threads that read and hash at once; {@code readers} must allow as many */
    public ChainVerifier(Readers readers, int threads) {
        this.readers = readers;
        this.threads = threads;
    }

    /** @param known a head seen earlier: the chain must hold it. Rows of a node that was not added are a fault */
    public ChainVerifier add(String node, Journal.Head known, Each each) {
        walks.add(new Walk(node, known, false, each));
        return this;
    }

    /** The same of another node, of which nothing was taken over after that head: rows after it are a fault. */
    public ChainVerifier addUpTo(String node, Journal.Head end) {
        walks.add(new Walk(node, end, true, (seq, hash) -> {}));
        return this;
    }

    /** Throws {@link UncheckedIOException} when the file cannot be read or is no journal; damaged bytes within it are a fault. */
    public ChainCheck verify() {
        try {
            return findFault().map(ChainCheck.class::cast).orElseGet(() -> new ChainCheck.Sound(entries()));
        } catch (UncheckedIOException e) {
            if (!Sqlite.isDamage(e)) throw e;
            var walk = walks.getFirst();
            return walk.bad(walk.verified().seq() + 1, ChainCheck.Fault.UNREADABLE);
        }
    }

    private Optional<ChainCheck.Bad> findFault() {
        var chain = walkTable();
        if (chain.isPresent()) return chain;
        for (var walk : walks)
            if (walk.verified().seq() < walk.known().seq())
                return Optional.of(walk.bad(walk.verified().seq() + 1, ChainCheck.Fault.TRUNCATED));
        for (var walk : walks) {
            var index = new ChainIndex(readers, walk).findFault();
            if (index.isPresent()) return index;
        }
        var sealed = new SealedCheck(readers);
        var personal = sealed.findFault();
        droppedParts = personalParts() - sealed.kept();
        return personal.map(this::firstGone);
    }

    /** A personal part without its entry tells that entries are gone; those before it, without such a part, may be gone too. */
    private ChainCheck.Bad firstGone(ChainCheck.Bad bad) {
        if (bad.fault() != ChainCheck.Fault.TRUNCATED) return bad;
        return walks.stream()
                .filter(walk -> walk.isOf(bad.node().getBytes(UTF_8)))
                .findFirst()
                .map(walk -> walk.bad(walk.verified().seq() + 1, ChainCheck.Fault.TRUNCATED))
                .orElse(bad);
    }

    private Optional<ChainCheck.Bad> walkTable() {
        try (var scan = new ChainScan(readers, threads)) {
            for (var piece = scan.piece(); !piece.isEmpty(); piece = scan.piece())
                for (var link : piece) {
                    var walk = walks.stream().filter(each -> each.isOf(link.node())).findFirst();
                    if (walk.isPresent() && walk.get().holds(link)) walk.get().add(link);
                    else
                        return new ChainDiagnosis(readers, walks).findFaultFrom(link.rowid());
                }
            return Optional.empty();
        }
    }

    /** Of all nodes, sound ones. */
    public long entries() { return walks.stream().mapToLong(walk -> walk.verified().seq()).sum(); }

    private long personalParts() { return walks.stream().mapToLong(Walk::personalParts).sum(); }

    /** Personal parts of sound chains that are no longer kept. */
    public long droppedParts() { return Math.max(0, droppedParts); }

}
