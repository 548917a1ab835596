package onemap.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The chains of other nodes as far as they are held here: says what of an offer is new, and refuses what does not follow or is not as its node wrote it.
 * What is taken over is named in this node's own chain by an entry {@code journal.adopted} in the same transaction, so nobody slips in or cuts off other
 * nodes' entries unseen. Belongs to one thread.
 */
public final class ForeignChains {
    /** The kind of entry that names how far the other nodes' chains are held. */
    public static final String ADOPTED = "journal.adopted";
    /** What such an entry is about. */
    public static final String OBJECT = "journal";
    private static final String ACTOR = "merge";
    /** Other nodes at most: a county has a handful. */
    private static final int MOST_NODES = 64;
    private static final Pattern NODE = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private final String own;
    private final Held held;
    private final EntryHash hash = new EntryHash();
    private final Map<String, Journal.Head> heads;
    private final Map<String, Journal.Head> named;
    private final Set<String> doubtful;

    /** Looks up what is stored. */
    interface Held {
        Optional<Entry> find(String node, long seq);
    }

    /**
     * How things stand when the journal is opened.
     *
     * @param held     where each other node's chain ends, as far as it is what this node's chain names
     * @param named    what this node's chain names; it goes on naming it, so that what is lost stays missed
     * @param doubtful nodes of which rows are there that were not taken over, or not there that were: nothing is added to them
     */
    record Start(Map<String, Journal.Head> held, Map<String, Journal.Head> named, Set<String> doubtful) {
        /**
         * @param newest entry {@code journal.adopted}
         * @param ends   the highest numbers that are there, whoever wrote them
         */
        static Start of(Supplier<Optional<Entry>> newest, Map<String, Long> ends, Held rows) {
            var named = named(newest);
            var held = new HashMap<String, Journal.Head>();
            var doubtful = new HashSet<>(ends.keySet());
            named.forEach((node, known) -> {
                boolean there = isThere(node, known, rows);
                if (there) held.put(node, known);
                if (there && ends.getOrDefault(node, 0L) == known.seq()) doubtful.remove(node);
                else
                    doubtful.add(node);
            });
            return new Start(held, named, doubtful);
        }

        /** An entry that was altered names nothing: the server starts all the same, {@code audit verify} tells. */
        private static Map<String, Journal.Head> named(Supplier<Optional<Entry>> newest) {
            try {
                return newest.get().map(entry -> headsIn(entry.payload())).orElse(Map.of());
            } catch (Journal.BrokenChain | IllegalArgumentException altered) {
                return Map.of();
            }
        }

        private static boolean isThere(String node, Journal.Head known, Held rows) {
            try {
                return rows.find(node, known.seq()).filter(entry -> Arrays.equals(entry.hash(), known.hash())).isPresent();
            } catch (Journal.BrokenChain altered) {
                return false;
            }
        }

        static Start sound(Map<String, Journal.Head> heads) { return new Start(heads, heads, Set.of()); }
    }

    ForeignChains(String own, Start start, Held held) {
        this.own = own;
        this.heads = new HashMap<>(start.held());
        this.named = Map.copyOf(start.named());
        this.doubtful = Set.copyOf(start.doubtful());
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

    /** What this node's chain says when they are written with it. */
    Draft draft(List<Chain.Link> links) {
        var payload = JSON.createObjectNode();
        var ends = payload.putArray("heads");
        var known = new TreeMap<>(named);
        known.putAll(with(links));
        known.forEach((node, head) -> ends.addObject()
                .put("node", node)
                .put("seq", head.seq())
                .put("hash", HexFormat.of().formatHex(head.hash())));
        return Draft.of(ACTOR, ADOPTED, OBJECT, payload.toString());
    }

    /** The heads that such an entry names. */
    public static Map<String, Journal.Head> headsIn(String payload) {
        try {
            var heads = new HashMap<String, Journal.Head>();
            for (var end : JSON.readTree(payload).path("heads"))
                heads.put(end.path("node").asText(),
                        new Journal.Head(end.path("seq").asLong(), HexFormat.of().parseHex(end.path("hash").asText())));
            return heads;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an entry " + ADOPTED + " does not say what is held", e);
        }
    }

    /** After they were written. */
    void added(List<Chain.Link> links) { heads.putAll(with(links)); }

    private Map<String, Journal.Head> with(List<Chain.Link> links) {
        var ends = new HashMap<>(heads);
        for (var link : links)
            ends.put(link.entry().node(), new Journal.Head(link.entry().seq(), link.entry().hash()));
        return ends;
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
        boolean whole = entry.seq() >= 1 && NODE.matcher(entry.node()).matches() && hash.fits(row, entry.hash());
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
        if (doubtful.contains(entry.node()))
            throw refused(entry, "cannot be added: what is held here of its node was tampered with, see bin/onemap audit verify");
        if (end.seq() == 0 && heads.size() >= MOST_NODES)
            throw refused(entry, "is of one node more than the " + MOST_NODES + " that are held");
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
