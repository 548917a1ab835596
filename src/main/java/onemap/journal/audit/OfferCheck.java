package onemap.journal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onemap.journal.Journal;

/**
 * Looks at what vouches for another node's export ({@link AuditExport}) before anything of it is taken over: its newest seal is signed by the key that the
 * node's chain names first, which is the one it had when it was first merged, and fits the entries. Seals come last, so it is told all lines twice. Belongs
 * to one thread.
 */
public final class OfferCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Journal journal;
    private final List<Part> parts = new ArrayList<>();
    private int compared;

    /** What is offered is not what its node sealed, or it is sealed with another key; nothing was taken over. */
    public static final class Unvouched extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String node;

        Unvouched(String node, String why) {
            super("the export of node " + node + " " + why, null, false, false);
            this.node = node;
        }

        public String node() { return node; }
    }

    /** @param journal that holds what was taken over before */
    public OfferCheck(Journal journal) { this.journal = journal; }

    /** The first time. */
    public void read(byte[] line) {
        var json = parse(line);
        switch (json.path("type").asText()) {
            case "onemap-audit-export" -> parts.add(new Part(json));
            case "entry" -> last().ifPresent(part -> part.read(json));
            case "seal" -> last().ifPresent(part -> part.readSeal(json.path("text").asText()));
            case "end" -> last().ifPresent(part -> part.ended = true);
            default -> {
            }
        }
    }

    /** Between. */
    public void checkSignatures() { parts.forEach(Part::checkSignature); }

    /** The second time. */
    public void compare(byte[] line) {
        var json = parse(line);
        String type = json.path("type").asText();
        if (type.equals("onemap-audit-export")) compared++;
        if (type.equals("entry") && compared > 0) parts.get(compared - 1).compare(json);
    }

    /** In the end. */
    public void checkRoots() { parts.forEach(Part::checkRoot); }

    /** What stands before any header is vouched for by nobody but who sends it. */
    private Optional<Part> last() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(parts.getLast());
    }

    private static JsonNode parse(byte[] line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON in UTF-8", e);
        }
    }

    /** One node's export. */
    private final class Part {
        private final String node;
        private final Optional<SealKey> told;
        private final MerkleTree tree;
        private Optional<SealKey> known;
        private Optional<Seal> newest = Optional.empty();
        private boolean ended;

        Part(JsonNode header) {
            node = header.path("node").asText();
            String key = header.path("key").asText();
            told = SealKey.parse(key);
            if (told.isEmpty() && !key.isEmpty()) throw refused("names a key that is none");
            known = knownKey(node);
            checkKey(told);
            var before = new ArrayList<byte[]>();
            header.path("before").forEach(hash -> before.add(HexFormat.of().parseHex(hash.asText())));
            long size = header.path("from").asLong(1) - 1;
            if (size < 0 || Long.bitCount(size) != before.size()) throw refused("does not say what stands before its first entry");
            tree = MerkleTree.of(size, before);
        }

        void read(JsonNode entry) {
            if (!entry.path("node").asText().equals(node)) throw refused("holds an entry of another node");
            if (!entry.path("kind").asText().equals(Notary.KEY_ENTRY)) return;
            var named = FolderAudit.keyIn(entry.path("payload").asText());
            if (known.isEmpty()) known = named;
            checkKey(named);
            checkKey(told);
        }

        private void checkKey(Optional<SealKey> key) {
            if (key.isEmpty() || known.isEmpty() || key.equals(known)) return;
            throw refused("is sealed with key " + key.get().fingerprint() + ", but that node's key has been " + known.get().fingerprint()
                    + " since it was first seen 封签公钥已变");
        }

        void readSeal(String text) {
            var seal = Seal.parse(text).filter(one -> one.node().equals(node)).orElseThrow(() -> refused("holds a seal that is none"));
            newest.filter(before -> !seal.follows(before)).ifPresent(before -> {
                throw refused("holds seal " + seal.number() + ", which does not follow seal " + before.number());
            });
            newest = Optional.of(seal);
        }

        /** Each seal names the one before by its hash: one signature does for all. */
        void checkSignature() {
            if (!ended) throw refused("is cut short: its last line is missing");
            if (newest.isEmpty()) return;
            var key = known.orElseThrow(() -> refused("is sealed, but its chain does not name the key"));
            if (!key.signed(newest.get())) throw refused("holds seal " + newest.get().number() + ", which that node's key did not sign");
        }

        void compare(JsonNode entry) {
            if (newest.filter(seal -> seal.size() > tree.size()).isEmpty()) return;
            long next = tree.size() + 1;
            if (entry.path("seq").asLong() != next) throw refused("lacks entry " + next + ", which is sealed");
            tree.add(HexFormat.of().parseHex(entry.path("hash").asText()));
        }

        void checkRoot() {
            newest.filter(seal -> seal.size() != tree.size() || !Arrays.equals(seal.root(), tree.root())).ifPresent(seal -> {
                throw refused("is not what seal " + seal.number() + " vouches for 封签不符: entries up to " + seal.size()
                        + " were altered, left out or added");
            });
        }

        private Unvouched refused(String why) { return new Unvouched(node, why); }
    }

    /** The chain as far as it was taken over names it, and this node's chain vouches for that: {@link onemap.journal.ForeignChains}. */
    private Optional<SealKey> knownKey(String node) {
        var at = Journal.Head.EMPTY;
        for (var piece = journal.after(node, at); !piece.isEmpty(); piece = journal.after(node, at)) {
            var named = piece.stream()
                    .filter(entry -> entry.kind().equals(Notary.KEY_ENTRY))
                    .flatMap(entry -> FolderAudit.keyIn(entry.payload()).stream())
                    .findFirst();
            if (named.isPresent()) return named;
            at = new Journal.Head(piece.getLast().seq(), piece.getLast().hash());
        }
        return Optional.empty();
    }
}
