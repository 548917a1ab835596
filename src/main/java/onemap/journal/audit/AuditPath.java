package onemap.journal.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the audit path of one leaf (RFC 6962, 2.1.1) while all entries' hashes pass by in order. Belongs to one thread. */
final class AuditPath {
    private final List<Sibling> siblings = new ArrayList<>();
    private final List<Sibling> inOrder;
    private final MerkleTree whole = new MerkleTree();
    private int at;

    /** A subtree beside the way from the leaf to the root. */
    private record Sibling(long from, long to, MerkleTree tree) {}

    /** @param index of the leaf, from 0, below {@code size} */
    AuditPath(long index, long size) {
        gather(index, 0, size);
        inOrder = siblings.stream().sorted(Comparator.comparingLong(Sibling::from)).toList();
    }

    /** From the leaf upwards, as the standard orders them. */
    private void gather(long index, long from, long to) {
        long count = to - from;
        if (count <= 1) return;
        long split = from + Long.highestOneBit(count - 1);
        if (index < split) {
            gather(index, from, split);
            siblings.add(new Sibling(split, to, new MerkleTree()));
        } else {
            gather(index, split, to);
            siblings.add(new Sibling(from, split, new MerkleTree()));
        }
    }

    void add(byte[] entryHash) {
        long index = whole.size();
        while (at < inOrder.size() && index >= inOrder.get(at).to())
            at++;
        if (at < inOrder.size() && index >= inOrder.get(at).from()) inOrder.get(at).tree().add(entryHash);
        whole.add(entryHash);
    }

    byte[] root() { return whole.root(); }

    List<byte[]> hashes() { return siblings.stream().map(sibling -> sibling.tree().root()).toList(); }
}
