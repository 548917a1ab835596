package onemap.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chains of other nodes as far as they are held here: says what of an offer is new, and refuses what does not follow or is not as its node wrote it.
 * Belongs to one thread.
 */
final class ForeignChains {
    private final String own;
    private final Held held;
    private final EntryHash hash = new EntryHash();
    private final Map<String, Journal.Head> heads;

    /** Looks up what is stored. */
    interface Held {
        Optional<Entry> find(String node, long seq);
    }

    /** @param heads of the other nodes, as stored */
    ForeignChains(String own, Map<String, Journal.Head> heads, Held held) {
        this.own = own;
        this.heads = new HashMap<>(heads);
        this.held = held;
    }

    /** Of the other nodes. */
    Map<String, Journal.Head> heads() { return Map.copyOf(heads); }

    /**
     * What is to be written of an offer, in its order; what is held already is left out.
     *
     * @param ownHead how far this node's own chain has come
     * @throws Journal.NotAdopted when anything in it is not sound: then nothing is to be written
     */
    List<Chain.Link> newOf(List<Journal.Foreign> offered, Journal.Head ownHead) {
        var rows = checkWhole(offered);
        checkKnown(offered, ownHead);
        var ends = new HashMap<>(heads);
        ends.put(own, ownHead);
        var links = new ArrayList<Chain.Link>();
        for (int i = 0; i < rows.size(); i++) {
            var entry = offered.get(i).entry();
            var end = ends.getOrDefault(entry.node(), Journal.Head.EMPTY);
            if (entry.seq() <= end.seq()) continue;
            checkExtends(entry, end);
            ends.put(entry.node(), new Journal.Head(entry.seq(), entry.hash()));
            var sealed = offered.get(i).personal().map(part -> new Chain.Sealed(part.salt(), part.body()));
            links.add(new Chain.Link(rows.get(i), entry, sealed));
        }
        return links;
    }

    /** After they were written. */
    void added(List<Chain.Link> links) {
        for (var link : links)
            heads.put(link.entry().node(), new Journal.Head(link.entry().seq(), link.entry().hash()));
    }

    /** Each as it was written, and within the offer each after the one before. */
    private List<Row> checkWhole(List<Journal.Foreign> offered) {
        var before = new HashMap<String, Entry>();
        var rows = new ArrayList<Row>();
        for (var foreign : offered) {
            rows.add(check(foreign));
            checkFollows(foreign.entry(), Optional.ofNullable(before.put(foreign.entry().node(), foreign.entry())));
        }
        return rows;
    }

    private Row check(Journal.Foreign foreign) {
        var entry = foreign.entry();
        var row = Row.of(entry);
        boolean whole = entry.seq() >= 1 && !entry.node().isEmpty() && hash.fits(row, entry.hash());
        boolean personal = foreign.personal()
                .map(part -> entry.sealedDigest().isPresent()
                        && hash.sealedFits(entry.format(), part.salt(), part.body(), entry.sealedDigest().get()))
                .orElse(true);
        if (!whole || !personal) throw refused(entry, "is not as it was written");
        return row;
    }

    private static void checkFollows(Entry entry, Optional<Entry> before) {
        if (before.isEmpty()) return;
        if (entry.seq() != before.get().seq() + 1) throw refused(entry, "does not come after entry " + before.get().seq());
        if (!Arrays.equals(entry.prevHash(), before.get().hash())) throw refused(entry, "does not follow the one before");
    }

    private void checkExtends(Entry entry, Journal.Head end) {
        if (entry.node().equals(own))
            throw refused(entry, "is said to be of this node, which never wrote it or lost it: is this data folder an old copy?");
        if (entry.seq() != end.seq() + 1) throw refused(entry, "leaves a gap: entries from " + (end.seq() + 1) + " on are missing");
        if (!Arrays.equals(entry.prevHash(), end.hash())) throw refused(entry, "does not follow the one that is held here");
    }

    /** The newest of those held already is the one that is held: then all before it are, since each holds the hash of the one before. */
    private void checkKnown(List<Journal.Foreign> offered, Journal.Head ownHead) {
        var newestKnown = new HashMap<String, Entry>();
        for (var foreign : offered) {
            var entry = foreign.entry();
            var end = entry.node().equals(own) ? ownHead : heads.getOrDefault(entry.node(), Journal.Head.EMPTY);
            if (entry.seq() <= end.seq()) newestKnown.put(entry.node(), entry);
        }
        for (var entry : newestKnown.values())
            if (held.find(entry.node(), entry.seq()).filter(stored -> Arrays.equals(stored.hash(), entry.hash())).isEmpty())
                throw refused(entry, "is not the one that is held here: its node has told two stories");
    }

    private static Journal.NotAdopted refused(Entry entry, String why) { return new Journal.NotAdopted(entry.node(), entry.seq(), why); }
}
