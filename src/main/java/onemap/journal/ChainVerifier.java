package onemap.journal;

import java.io.UncheckedIOException;
import java.util.ArrayList;
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
    private final List<ChainWalk> walks = new ArrayList<>();
    private long droppedParts;

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
        walks.add(new ChainWalk(node, known, each));
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
        return personal;
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

    private long personalParts() { return walks.stream().mapToLong(ChainWalk::personalParts).sum(); }

    /** Personal parts of sound chains that are no longer kept. */
    public long droppedParts() { return Math.max(0, droppedParts); }

}
