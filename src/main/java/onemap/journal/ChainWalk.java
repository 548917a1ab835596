package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** How far a node's chain has been walked. Belongs to one thread. */
final class ChainWalk {
    private final byte[] node;
    private final Journal.Head known;
    private final ChainVerifier.Each each;
    private Journal.Head verified = Journal.Head.EMPTY;
    private long personalParts;
    private long[] rowids = new long[1024];

    /** @param known a head seen earlier, which the chain must hold */
    ChainWalk(String node, Journal.Head known, ChainVerifier.Each each) {
        this.node = node.getBytes(UTF_8);
        this.known = known;
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

    /** Whether it is the next sound entry. */
    boolean holds(ChainLink link) {
        return link.whole() && link.follows(verified) && (link.seq() != known.seq() || Arrays.equals(link.hash(), known.hash()));
    }

    void add(ChainLink link) {
        verified = link.head();
        int place = Math.toIntExact(link.seq());
        if (place == rowids.length) rowids = Arrays.copyOf(rowids, rowids.length * 2);
        rowids[place] = link.rowid();
        if (link.personal()) personalParts++;
        each.verified(link.seq(), link.hash());
    }

    ChainCheck.Bad bad(long seq, ChainCheck.Fault fault) { return new ChainCheck.Bad(Row.text(node), seq, fault); }
}
