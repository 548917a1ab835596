package onemap.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onemap.journal.disk.DataFolder;

/** Writes a journal anew from entries that were kept elsewhere; every one is verified against its node's chain before it is written. One thread. */
public final class JournalRebuild implements AutoCloseable {
    private final JournalFile file;
    private final EntryHash hash = new EntryHash();
    private final Map<String, Journal.Head> heads = new HashMap<>();

    /** @param node whose data folder it becomes */
    public JournalRebuild(DataFolder folder, String node) {
        try {
            file = new JournalFile(folder.journalFile(), node);
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    /** The next entries of one or several nodes; throws {@link Journal.BrokenChain} at the first that is not as its node wrote it. */
    public void add(List<Journal.Foreign> entries) {
        var links = new ArrayList<Chain.Link>(entries.size());
        for (var each : entries)
            links.add(verified(each));
        try {
            file.write(links);
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    private Chain.Link verified(Journal.Foreign foreign) {
        var entry = foreign.entry();
        var head = headOf(entry.node());
        long next = head.seq() + 1;
        if (entry.seq() != next) throw broken(entry, next, "is missing");
        if (!Arrays.equals(entry.prevHash(), head.hash())) throw broken(entry, next, "does not follow the one before");
        var row = Row.of(entry);
        if (!hash.fits(row, entry.hash())) throw broken(entry, next, "is not as it was written");
        var sealed = foreign.personal().map(part -> new Chain.Sealed(part.salt(), part.body()));
        boolean fits = sealed.isEmpty() || entry.sealedDigest().isPresent()
                && hash.sealedFits(entry.format(), sealed.get().salt(), sealed.get().body(), entry.sealedDigest().get());
        if (!fits) throw broken(entry, next, "has a personal part that is not as it was written");
        heads.put(entry.node(), new Journal.Head(next, entry.hash()));
        return new Chain.Link(row, entry, sealed);
    }

    private static Journal.BrokenChain broken(Entry entry, long seq, String why) {
        return new Journal.BrokenChain(seq, "entry " + seq + " of node " + entry.node() + " " + why);
    }

    /** A seal 封签 over entries that were added. */
    public void keepSeal(String node, long number, String text) {
        try {
            file.keepSeal(node, number, text);
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    /** How far a node's chain has come. */
    public Journal.Head headOf(String node) { return heads.getOrDefault(node, Journal.Head.EMPTY); }

    @Override public void close() {
        try {
            file.close();
        } catch (SQLException e) {
            throw unwritable(e);
        }
    }

    private static UncheckedIOException unwritable(SQLException e) {
        return new UncheckedIOException(new IOException("the journal cannot be written: " + e.getMessage(), e));
    }
}
