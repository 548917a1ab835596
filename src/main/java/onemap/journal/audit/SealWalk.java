package onemap.journal.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import onemap.journal.ChainCheck;
import onemap.journal.ChainVerifier;
import onemap.journal.Journal;

/** Walks a node's chain and compares it, on the way, with what seals and heads said of it. Belongs to one thread. */
final class SealWalk {
    private final String node;
    private final List<Seal> seals;
    private final List<Journal.Head> heads;
    private final MerkleTree tree = new MerkleTree();
    private int nextSeal;
    private int nextHead;
    private long vouchedFor;
    private long dropped;
    private Optional<AuditResult> misfit = Optional.empty();
    private ChainCheck chain = new ChainCheck.Sound(0);

    SealWalk(String node, List<Seal> seals, List<Journal.Head> heads) {
        this.node = node;
        this.seals = seals.stream().sorted(Comparator.comparingLong(Seal::size)).toList();
        this.heads = heads.stream().sorted(Comparator.comparingLong(Journal.Head::seq)).toList();
        while (nextHead < this.heads.size() && this.heads.get(nextHead).seq() == 0)
            nextHead++;
        compareSeals();
    }

    /** @param adopted other nodes' heads, as this chain names them */
    void run(ChainVerifier verifier, Map<String, Journal.Head> adopted) {
        verifier.add(node, Journal.Head.EMPTY, this::verified);
        adopted.forEach(verifier::addUpTo);
        chain = verifier.verify();
        dropped = verifier.droppedParts();
    }

    private void verified(long seq, byte[] hash) {
        tree.add(hash);
        for (; nextHead < heads.size() && heads.get(nextHead).seq() == seq; nextHead++)
            if (!Arrays.equals(heads.get(nextHead).hash(), hash)) misfit("journal.head");
        compareSeals();
    }

    private void compareSeals() {
        for (; nextSeal < seals.size() && seals.get(nextSeal).size() == tree.size(); nextSeal++) {
            var seal = seals.get(nextSeal);
            if (Arrays.equals(tree.root(), seal.root())) {
                if (misfit.isEmpty()) vouchedFor = seal.size();
            } else
                misfit("seal " + seal.number());
        }
    }

    /** The chain is sound in itself, so all of it was computed anew from some entry on, and that entry comes after all that is vouched for. */
    private void misfit(String who) {
        if (misfit.isPresent()) return;
        misfit = Optional.of(new AuditResult.Tampered(node, vouchedFor + 1, AuditResult.Kind.ALTERED,
                who + " does not fit: the chain was computed anew from an entry between " + (vouchedFor + 1) + " and " + tree.size()));
    }

    /** What is wrong with the entries: with those of this node first, then with rows of nodes nobody knows. */
    Optional<AuditResult> fault() {
        if (misfit.isPresent()) return misfit;
        if (chain instanceof ChainCheck.Bad bad && bad.node().equals(node)) return Optional.of(told(bad));
        long known = Stream.concat(seals.stream().map(Seal::size), heads.stream().map(Journal.Head::seq))
                .max(Comparator.naturalOrder())
                .orElse(0L);
        if (known > tree.size())
            return Optional.of(new AuditResult.Tampered(node, tree.size() + 1, AuditResult.Kind.TRUNCATED,
                    "entries up to " + known + " are known to have been there"));
        return chain instanceof ChainCheck.Bad bad ? Optional.of(told(bad)) : Optional.empty();
    }

    private static AuditResult told(ChainCheck.Bad bad) {
        return switch (bad.fault()) {
            case ALTERED -> new AuditResult.Tampered(bad.node(), bad.seq(), AuditResult.Kind.ALTERED, "not as it was written");
            case MISSING -> new AuditResult.Tampered(bad.node(), bad.seq(), AuditResult.Kind.MISSING, "gone, others after it are there");
            case REORDERED -> new AuditResult.Tampered(bad.node(), bad.seq(), AuditResult.Kind.REORDERED, "stands under another number");
            case TRUNCATED -> new AuditResult.Tampered(bad.node(), bad.seq(), AuditResult.Kind.TRUNCATED, "gone, and all after it");
            case UNREADABLE ->
                new AuditResult.Unreadable("the file is damaged at entry " + bad.seq() + " of node " + bad.node() + " or soon after");
        };
    }

    long entries() { return tree.size(); }

    long unsealed() { return tree.size() - vouchedFor; }

    long droppedParts() { return dropped; }
}
