package onemap.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The hash that chains the journal. An outsider needs only this text, the hash functions and any SQLite to check {@code journal.db}:
 *
 * <pre>
 * SELECT node, seq, format, at, actor, kind, object, idempotency_key, payload, sealed_digest, prev_hash, hash
 * FROM entry WHERE node = ? ORDER BY seq
 *
 * H    = SHA-256 (FIPS 180-4) where format = 1, SM3 (GB/T 32905-2016) where format = 2; there is no other format
 *
 * hash = H( field(node) ‖ field(seq) ‖ field(format) ‖ field(at) ‖ field(actor) ‖ field(kind) ‖ field(object)
 *         ‖ field(idempotency_key) ‖ field(payload) ‖ field(sealed_digest) ‖ field(prev_hash) )
 *
 * field(NULL)    = FF FF FF FF
 * field(INTEGER) = 00 00 00 08, then the value as 8 bytes, two's complement, most significant first
 * field(TEXT)    = the number of bytes of its UTF-8 form in 4 bytes, most significant first, then these bytes
 * field(BLOB)    = the number of bytes likewise, then the bytes
 * </pre>
 *
 * {@code seq} counts 1, 2, 3 … without gaps. {@code prev_hash} is the {@code hash} of the row before, 32 zero bytes in the first. {@code at} is
 * nanoseconds since 1970-01-01T00:00:00Z. {@code format} is hashed too, so nobody changes the function of an entry; those of both formats may
 * follow one another ({@link HashAlgorithm}). Where {@code sealed_digest} is not NULL and {@code sealed} still has a row of the same node and seq,
 * {@code sealed_digest} = H(salt ‖ body), with the H of its entry; a missing row of {@code sealed} is no fault: personal data may be dropped.
 * {@code body} is encrypted ({@link onemap.journal.disk.PersonalCipher}); its digest is over the stored bytes, so no key is needed to check it.
 * <p>
 * One instance keeps its digest and buffer from entry to entry, so it belongs to one thread.
 */
public final class EntryHash {
    public static final int HASH_BYTES = 32;
    private static final int NULL_LENGTH = -1;

    private final MessageDigest sha256 = sha256();
    private final SM3Digest sm3 = new SM3Digest();
    private byte[] buffer = new byte[4096];
    private int length;

    /** Whether these are the bytes that were hashed; a format nobody wrote fits nothing. */
    boolean fits(Row row, byte[] stored) {
        return HashAlgorithm.ofFormat(row.format()).filter(algorithm -> Arrays.equals(of(algorithm, row), stored)).isPresent();
    }

    /** What the chain holds of it. */
    byte[] of(HashAlgorithm algorithm, Row row) {
        length = 0;
        bytes(row.node());
        integer(row.seq());
        integer(row.format());
        integer(row.atNanos());
        bytes(row.actor());
        bytes(row.kind());
        bytes(row.object());
        nullable(row.idempotencyKey());
        bytes(row.payload());
        nullable(row.sealedDigest());
        bytes(row.prevHash());
        return digest(algorithm, buffer, length);
    }

    /** What stands in the chain for personal data that is kept outside it. */
    byte[] sealedDigest(HashAlgorithm algorithm, byte[] salt, byte[] body) {
        byte[] both = Arrays.copyOf(salt, salt.length + body.length);
        System.arraycopy(body, 0, both, salt.length, body.length);
        return digest(algorithm, both, both.length);
    }

    boolean sealedFits(long format, byte[] salt, byte[] body, byte[] stored) {
        return HashAlgorithm.ofFormat(format).filter(algorithm -> Arrays.equals(sealedDigest(algorithm, salt, body), stored)).isPresent();
    }

    private byte[] digest(HashAlgorithm algorithm, byte[] bytes, int count) {
        return switch (algorithm) {
            case SHA_256 -> {
                sha256.update(bytes, 0, count);
                yield sha256.digest();
            }
            case SM3 -> {
                byte[] digest = new byte[HASH_BYTES];
                sm3.update(bytes, 0, count);
                sm3.doFinal(digest, 0);
                yield digest;
            }
        };
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void nullable(Optional<byte[]> field) {
        if (field.isPresent()) bytes(field.get());
        else
            int32(NULL_LENGTH);
    }

    private void bytes(byte[] field) {
        int32(field.length);
        reserve(field.length);
        System.arraycopy(field, 0, buffer, length, field.length);
        length += field.length;
    }

    private void integer(long field) {
        int32(Long.BYTES);
        int32((int) (field >>> 32));
        int32((int) field);
    }

    private void int32(int value) {
        reserve(Integer.BYTES);
        buffer[length++] = (byte) (value >>> 24);
        buffer[length++] = (byte) (value >>> 16);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
}
