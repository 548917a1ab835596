package onemap.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import onemap.journal.disk.EpochNanos;
import onemap.journal.disk.PersonalCipher;

/** The growing end of one node's chain: turns drafts into numbered, timed and hashed entries. Belongs to one thread. */
final class Chain {
    /** Bytes of salt before a sealed body, so that nobody finds a telephone number by hashing them all. */
    private static final int SALT_BYTES = 16;

    private final byte[] node;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final HashAlgorithm algorithm;
    private final PersonalCipher cipher;
    private final EntryHash hash = new EntryHash();
    private Journal.Head head;

    Chain(String node, Journal.Head head, HashAlgorithm algorithm, PersonalCipher cipher, InstantSource clock, RandomGenerator random) {
        this.node = node.getBytes(UTF_8);
        this.head = head;
        this.algorithm = algorithm;
        this.cipher = cipher;
        this.clock = clock;
        this.random = random;
    }

    /** An entry beside its stored bytes. */
    record Link(Row row, Entry entry, Optional<Sealed> sealed) {}

    /** A row of {@code sealed}: the personal part of an entry as it is stored, which may be dropped. */
    record Sealed(byte[] salt, byte[] body) {}

    Journal.Head head() { return head; }

    Link add(Draft draft) {
        var sealed = draft.sealed().map(personal -> seal(personal.getBytes(UTF_8)));
        var row = new Row(node, head.seq() + 1, algorithm.format(), EpochNanos.of(clock.instant()), draft.actor().getBytes(UTF_8),
                draft.kind().getBytes(UTF_8), draft.object().getBytes(UTF_8), draft.idempotencyKey().map(key -> key.getBytes(UTF_8)),
                draft.payload().getBytes(UTF_8), sealed.map(part -> hash.sealedDigest(algorithm, part.salt(), part.body())), head.hash());
        head = new Journal.Head(row.seq(), hash.of(algorithm, row));
        return new Link(row, row.toEntry(head.hash()), sealed);
    }

    /** The digest in the chain is over what is stored, so that the chain is verified without the key. */
    private Sealed seal(byte[] personal) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Sealed(salt, cipher.encrypt(personal, salt, random));
    }
}
