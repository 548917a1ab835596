package onemap.journal.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The growing Merkle tree over a journal (RFC 6962, 2.1): only the roots of its full subtrees are kept, so that a million entries take twenty hashes.
 * The data of leaf n is the {@code hash} of entry n+1, 32 bytes; the tree's own hash is SHA-256 whatever the entries use. Belongs to one thread.
 */
final class MerkleTree {
    private final MessageDigest sha256 = sha256();
    /** Largest subtree first. */
    private final ArrayDeque<byte[]> full = new ArrayDeque<>();
    private long size;

    long size() { return size; }

    /** A full subtree joins its equal on the left for every trailing one bit of the size before. */
    void add(byte[] entryHash) {
        byte[] hash = hash(0, entryHash, new byte[0]);
        for (long bits = size; (bits & 1) == 1; bits >>= 1)
            hash = hash(1, full.removeLast(), hash);
        full.addLast(hash);
        size++;
    }

    /** Of the empty tree: SHA-256 of nothing. */
    byte[] root() {
        if (full.isEmpty()) return sha256.digest();
        var rest = full.descendingIterator();
        byte[] root = rest.next();
        while (rest.hasNext())
            root = hash(1, rest.next(), root);
        return root;
    }

    /** The full subtrees, largest first: whoever has them and the size can go on from here. */
    List<byte[]> subtrees() {
        return new ArrayList<>(full);
    }

    /** The tree to go on from. */
    static MerkleTree of(long size, List<byte[]> subtrees) {
        var tree = new MerkleTree();
        tree.full.addAll(subtrees);
        tree.size = size;
        return tree;
    }

    MerkleTree copy() { return of(size, subtrees()); }

    private byte[] hash(int prefix, byte[] left, byte[] right) {
        sha256.update((byte) prefix);
        sha256.update(left);
        return sha256.digest(right);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
